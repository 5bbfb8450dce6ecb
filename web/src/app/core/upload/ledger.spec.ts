import { TestBed } from '@angular/core/testing';

import { logIn, provideService } from '@testing/http';
import { UploadLedger } from './ledger';

describe('UploadLedger', () => {
  let ledger: UploadLedger;
  const file = (text: string, name = 'a.jpg', lastModified = 1) =>
    new File([text], name, { lastModified });

  beforeEach(async () => {
    TestBed.configureTestingModule({ providers: provideService() });
    await logIn();
    ledger = TestBed.inject(UploadLedger);
  });

  afterEach(() => localStorage.clear());

  it('knows a file again after a reload', async () => {
    await ledger.add('one', file('12345'));
    TestBed.resetTestingModule();
    TestBed.configureTestingModule({ providers: provideService() });
    await logIn();

    expect((await TestBed.inject(UploadLedger).find(file('12345')))?.id).toBe('one');
  });

  it.each([
    ['another beginning', file('54321')],
    ['another size', file('123456')],
    ['another name', file('12345', 'b.jpg')],
    ['another time', file('12345', 'a.jpg', 2)],
  ])('tells a file with %s from it', async (_, other) => {
    await ledger.add('one', file('12345'));

    expect(await ledger.find(other)).toBeUndefined();
  });

  it('does not offer what is being sent', async () => {
    await ledger.add('one', file('12345'));
    const release = ledger.hold('one');
    expect(await ledger.find(file('12345'))).toBeUndefined();

    release();

    expect((await ledger.find(file('12345')))?.id).toBe('one');
  });

  it('forgets what is over', async () => {
    await ledger.add('one', file('12345'));
    await ledger.remove('one');

    expect(await ledger.free()).toEqual([]);
  });
});
