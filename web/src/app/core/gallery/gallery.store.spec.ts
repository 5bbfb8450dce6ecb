import { TestBed } from '@angular/core/testing';

import { logIn, picture, problem, provideService, service, settled } from '@testing/http';
import { NO_FILTERS } from './filters';
import { GalleryStore } from './gallery.store';

describe('GalleryStore', () => {
  let store: GalleryStore;

  beforeEach(async () => {
    TestBed.configureTestingModule({ providers: provideService() });
    await logIn();
    store = TestBed.inject(GalleryStore);
    TestBed.tick();
  });

  afterEach(() => localStorage.clear());

  const next = () => service().expectOne(({ url }) => url === '/api/images');
  const answer = async (ids: string[], nextCursor: string | null = null, total = ids.length) => {
    await settled();
    const call = next();
    call.flush({ items: ids.map((id) => picture(id)), nextCursor, total });
    return call.request.params;
  };
  const ids = () => store.images()?.map(({ id }) => id);

  it('shows the first page', async () => {
    store.show(NO_FILTERS);
    await answer(['a', 'b'], 'more', 3);

    expect([ids(), store.total(), store.hasMore()]).toEqual([['a', 'b'], 3, true]);
  });

  it('appends the next page, each picture once', async () => {
    store.show(NO_FILTERS);
    await answer(['a', 'b'], 'more', 3);
    store.more();
    const params = await answer(['b', 'c'], null, 3);

    expect(params.get('cursor')).toBe('more');
    expect(ids()).toEqual(['a', 'b', 'c']);
  });

  it('gives up the page of filters that are no longer wanted', async () => {
    store.show({ ...NO_FILTERS, q: 'old' });
    await settled();
    const old = next();
    store.show({ ...NO_FILTERS, q: 'new' });

    expect(old.cancelled).toBe(true);
    expect((await answer(['n'])).get('q')).toBe('new');
  });

  it('asks once for what it shows already', async () => {
    store.show(NO_FILTERS);
    await answer(['a']);
    store.show({ ...NO_FILTERS });
    await settled();

    service().expectNone(({ url }) => url === '/api/images');
    expect(ids()).toEqual(['a']);
  });

  it('puts a new picture first', async () => {
    store.show(NO_FILTERS);
    await answer(['a']);
    store.add(picture('z'));

    expect([ids(), store.total()]).toEqual([['z', 'a'], 2]);
  });

  it('puts no new picture into a list that is filtered', async () => {
    store.show({ ...NO_FILTERS, q: 'mar' });
    await answer(['a']);
    store.add(picture('z'));

    expect(ids()).toEqual(['a']);
  });

  it('counts what is removed', async () => {
    store.show(NO_FILTERS);
    await answer(['a', 'b', 'c'], 'more', 10);
    store.remove(new Set(['a', 'c', 'unknown']));

    expect([ids(), store.total()]).toEqual([['b'], 8]);
  });

  it('keeps what it has when the next page fails', async () => {
    store.show(NO_FILTERS);
    await answer(['a'], 'more', 2);
    store.more();
    await settled();
    next().flush(problem('unavailable'), { status: 503, statusText: 'Unavailable' });
    await settled();

    expect([ids(), store.problem()?.code]).toEqual([['a'], 'unavailable']);
  });

  it('forgets everything at the log-out', async () => {
    store.show(NO_FILTERS);
    await answer(['a']);
    const { SessionStore } = await import('../session.store');
    TestBed.inject(SessionStore).forget();
    TestBed.tick();

    expect(store.images()).toBeNull();
  });
});
