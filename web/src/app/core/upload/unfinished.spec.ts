import { TestBed } from '@angular/core/testing';

import { logIn, provideService, service, settled } from '@testing/http';
import { FileShelf } from './file-shelf';
import { UploadLedger } from './ledger';
import { UploadQueue } from './queue';
import { UnfinishedUploads } from './unfinished';

describe('UnfinishedUploads', () => {
  const file = new File(['12345'], 'a.jpg', { lastModified: 1 });
  const shelf = new Map<string, File>();
  const queue = { add: vi.fn() };

  beforeEach(async () => {
    shelf.clear();
    queue.add.mockClear();
    TestBed.configureTestingModule({
      providers: [
        ...provideService(),
        { provide: UploadQueue, useValue: queue },
        {
          provide: FileShelf,
          useValue: {
            put: (id: string, one: File) => Promise.resolve(shelf.set(id, one)),
            get: (id: string) => Promise.resolve(shelf.get(id)),
            remove: (id: string) => Promise.resolve(shelf.delete(id)),
          },
        },
      ],
    });
    await logIn();
  });

  afterEach(() => {
    service().verify();
    localStorage.clear();
  });

  const begun = async (...ids: string[]) => {
    for (const id of ids) await TestBed.inject(UploadLedger).add(id, file);
    const uploads = TestBed.inject(UnfinishedUploads);
    TestBed.tick();
    await settled();
    return uploads;
  };
  const answer = async (...ids: string[]) => {
    const items = ids.map((imageId) => ({ imageId, receivedBytes: 3 }));
    service().expectOne('/api/images/uploads').flush({ items });
    await vi.waitFor(async () =>
      expect((await TestBed.inject(UploadLedger).free()).length).toBe(1),
    );
    await settled();
    TestBed.tick();
  };

  it('asks the service for nothing when this browser began nothing', async () => {
    const uploads = await begun();

    expect(uploads.list()).toEqual([]);
  });

  it('offers what was interrupted, and forgets what the service has forgotten', async () => {
    const uploads = await begun('one', 'gone');
    await answer('one', 'of another browser');

    expect(uploads.list()).toEqual([{ id: 'one', name: 'a.jpg', bytes: 5, received: 3 }]);
  });

  it('goes on at once with a file that the browser kept', async () => {
    const uploads = await begun('one');
    await answer('one');
    await uploads.resume(uploads.list());

    expect(queue.add).toHaveBeenCalledWith([file]);
  });

  it('does not offer any more what is being sent again', async () => {
    const uploads = await begun('one');
    await answer('one');
    TestBed.inject(UploadLedger).hold('one');
    TestBed.tick();

    expect(uploads.list()).toEqual([]);
  });

  it('throws one away at the service, and its copy here', async () => {
    const uploads = await begun('one');
    await answer('one');
    const done = uploads.discard('one');
    await settled();
    service().expectOne({ method: 'DELETE', url: '/api/images/uploads/one' }).flush(null);
    await done;

    expect([uploads.list(), shelf.size]).toEqual([[], 0]);
  });
});
