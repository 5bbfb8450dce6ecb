import { TestBed } from '@angular/core/testing';

import { DropView } from '@api/models/drop-view';
import { Announcer } from '@core/announcer';
import { GalleryStore } from '@core/gallery/gallery.store';
import { NO_FILTERS } from '@core/gallery/filters';
import { SessionStore } from '@core/session.store';
import { logIn, picture, provideService, service } from '@testing/http';
import { Inbox } from './inbox';

function drop(path: string, second: number, more: Partial<DropView> = {}): DropView {
  return {
    id: `${path}-${second}`,
    path,
    preset: 'web',
    status: 'done',
    code: null,
    message: null,
    imageId: null,
    outputs: 3,
    finishedAt: `2026-01-01T00:00:${String(second).padStart(2, '0')}Z`,
    ...more,
  };
}

describe('Inbox', () => {
  let inbox: Inbox;

  beforeEach(async () => {
    TestBed.configureTestingModule({ providers: provideService() });
    await logIn();
    vi.useFakeTimers();
    inbox = TestBed.inject(Inbox);
    TestBed.tick();
  });

  afterEach(() => {
    TestBed.inject(SessionStore).forget();
    TestBed.tick();
    vi.useRealTimers();
    localStorage.clear();
  });

  const answer = async (items: DropView[], nextCursor: string | null = null) => {
    await vi.advanceTimersByTimeAsync(0);
    const call = service().expectOne(({ url }) => url === '/api/drops');
    call.flush({ folder: 'uploads/~u/', items, nextCursor, total: items.length });
    await vi.advanceTimersByTimeAsync(0);
    return call.request.params;
  };
  const later = () => vi.advanceTimersByTimeAsync(10_000);
  const paths = () => inbox.items()?.map(({ path }) => path);

  it('shows what is there, and where files go', async () => {
    await answer([drop('web/b.jpg', 2), drop('web/a.jpg', 1)]);

    expect([paths(), inbox.folder()]).toEqual([['web/b.jpg', 'web/a.jpg'], 'uploads/~u/']);
  });

  it('asks only for what came later', async () => {
    await answer([drop('web/a.jpg', 1)]);
    await later();
    const params = await answer([drop('web/b.jpg', 2)]);

    expect(params.get('after')).toBe('2026-01-01T00:00:01Z');
    expect(paths()).toEqual(['web/b.jpg', 'web/a.jpg']);
  });

  it('shows a path once, as it was last', async () => {
    await answer([drop('web/a.jpg', 1, { status: 'rejected' })]);
    await later();
    await answer([drop('web/a.jpg', 2)]);

    expect(inbox.items()?.map(({ status }) => status)).toEqual(['done']);
  });

  it('counts what nobody looked at yet, and says that it came', async () => {
    await answer([drop('web/a.jpg', 1)]);
    inbox.look();
    expect(inbox.unseen()).toBe(0);
    await later();
    await answer([drop('web/b.jpg', 2)]);
    await vi.advanceTimersByTimeAsync(1000);

    expect(inbox.unseen()).toBe(1);
    expect(TestBed.inject(Announcer).message()).toBe('1 dropped file has arrived');
  });

  it('brings new pictures into the gallery', async () => {
    const gallery = TestBed.inject(GalleryStore);
    gallery.show(NO_FILTERS);
    await vi.advanceTimersByTimeAsync(0);
    const page = { items: [picture('old')], nextCursor: null, total: 1 };
    service()
      .expectOne(({ url }) => url === '/api/images')
      .flush(page);
    await answer([]);
    await later();
    await answer([drop('web/new.jpg', 2, { imageId: 'new' })]);
    service().expectOne('/api/images/new').flush(picture('new'));
    await vi.advanceTimersByTimeAsync(0);

    expect(gallery.images()?.map(({ id }) => id)).toEqual(['new', 'old']);
  });

  it('goes on after a fault', async () => {
    await vi.advanceTimersByTimeAsync(0);
    service()
      .expectOne(({ url }) => url === '/api/drops')
      .flush({ code: 'unavailable' }, { status: 503, statusText: 'Unavailable' });
    await later();
    await answer([drop('web/a.jpg', 1)]);

    expect([paths(), inbox.problem()]).toEqual([['web/a.jpg'], null]);
  });

  it('asks no more after the log-out', async () => {
    await answer([drop('web/a.jpg', 1)]);
    TestBed.inject(SessionStore).forget();
    TestBed.tick();
    await later();

    service().expectNone(({ url }) => url === '/api/drops');
    expect(inbox.items()).toBeNull();
  });
});
