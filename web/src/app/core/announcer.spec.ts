import { TestBed } from '@angular/core/testing';

import { Announcer } from './announcer';

describe('Announcer', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('says a text', () => {
    const announcer = TestBed.inject(Announcer);

    announcer.say('Copied');
    vi.runAllTimers();

    expect(announcer.message()).toBe('Copied');
  });

  it('empties the region before the same text, so that it is heard again', () => {
    const announcer = TestBed.inject(Announcer);
    announcer.say('Copied');
    vi.runAllTimers();

    announcer.say('Copied');

    expect(announcer.message()).toBe('');
  });

  it('says the last of two texts in a row', () => {
    const announcer = TestBed.inject(Announcer);

    announcer.say('Light');
    announcer.say('Dark');
    vi.runAllTimers();

    expect(announcer.message()).toBe('Dark');
  });
});
