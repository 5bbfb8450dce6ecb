import { HttpClient } from '@angular/common/http';
import { TestBed } from '@angular/core/testing';
import { firstValueFrom } from 'rxjs';

import { logIn, problem, provideService, service, session, settled } from '@testing/http';
import { Problem } from './problem';
import { SessionStore } from './session.store';

const REFRESH = '/api/auth/refresh';
const GONE = { status: 401, statusText: 'Unauthorized' };

describe('SessionStore', () => {
  beforeEach(() => TestBed.configureTestingModule({ providers: provideService() }));

  afterEach(() => {
    service().verify();
    localStorage.clear();
  });

  const get = (url: string) => firstValueFrom(TestBed.inject(HttpClient).get(url));
  const sent = (url: string) => {
    const call = service().expectOne(url);
    return { call, token: call.request.headers.get('Authorization') };
  };

  it('calls nothing for a visitor', async () => {
    await TestBed.inject(SessionStore).start();

    expect(TestBed.inject(SessionStore).user()).toBeNull();
  });

  it('carries on the session that the browser remembers', async () => {
    localStorage.setItem('lienzo.session', 'open');
    const started = TestBed.inject(SessionStore).start();
    service().expectOne(REFRESH).flush(session('one'));
    await started;

    expect(TestBed.inject(SessionStore).user()?.displayName).toBe('Ana');
  });

  it('keeps the access token out of the storage', async () => {
    await logIn();

    expect(JSON.stringify(localStorage)).not.toContain('one');
  });

  it('asks for the refresh token in a cookie', async () => {
    const done = TestBed.inject(SessionStore).logIn('ana@example.com', 'x');
    const call = service().expectOne('/api/auth/login');
    call.flush(session('one'));
    await done;

    expect(call.request.body).toMatchObject({ transport: 'cookie' });
  });

  it('sends the access token with a call', async () => {
    await logIn();
    const answered = get('/api/images');
    await settled();
    const { call, token } = sent('/api/images');
    call.flush({});
    await answered;

    expect(token).toBe('Bearer one');
  });

  it('refreshes once for all calls that wait', async () => {
    await logIn(1);
    const answered = Promise.all([get('/api/images'), get('/api/usage')]);
    await settled();
    service().expectOne(REFRESH).flush(session('two'));
    await settled();
    const calls = [sent('/api/images'), sent('/api/usage')];
    calls.forEach(({ call }) => call.flush({}));
    await answered;

    expect(calls.map(({ token }) => token)).toEqual(['Bearer two', 'Bearer two']);
  });

  it('sends a refused call again with a new token', async () => {
    await logIn();
    const answered = get('/api/images');
    await settled();
    sent('/api/images').call.flush(problem('unauthorized'), GONE);
    await settled();
    service().expectOne(REFRESH).flush(session('two'));
    await settled();
    const again = sent('/api/images');
    again.call.flush({ total: 3 });

    expect(again.token).toBe('Bearer two');
    expect(await answered).toEqual({ total: 3 });
  });

  it('does not refresh for a password that is wrong', async () => {
    await logIn();
    const answered = get('/api/auth/password').catch((error: unknown) => error);
    await settled();
    sent('/api/auth/password').call.flush(problem('invalid_credentials'), GONE);

    expect((await answered) as Problem).toMatchObject({ code: 'invalid_credentials' });
  });

  it('ends when the session cannot be refreshed, and says so once', async () => {
    const store = await logIn(1);
    const ended = vi.fn();
    store.onEnd = ended;
    const answered = Promise.allSettled([get('/api/images'), get('/api/usage')]);
    await settled();
    service().expectOne(REFRESH).flush(problem('invalid_refresh_token'), GONE);
    const outcomes = await answered;

    expect(store.user()).toBeNull();
    expect(ended).toHaveBeenCalledOnce();
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });

  it('stays open when the service cannot be reached', async () => {
    const store = await logIn(1);
    const answered = get('/api/images').catch((error: unknown) => error);
    await settled();
    service().expectOne(REFRESH).error(new ProgressEvent('error'));

    expect((await answered) as Problem).toMatchObject({ status: 0 });
    expect(store.isOpen()).toBe(true);
  });

  it('knows trouble at the start from nobody being logged in', async () => {
    localStorage.setItem('lienzo.session', 'open');
    const store = TestBed.inject(SessionStore);
    const started = store.start();
    service().expectOne(REFRESH).error(new ProgressEvent('error'));
    await started;

    expect(store.trouble()?.code).toBe('unreachable');
    expect(localStorage.getItem('lienzo.session')).toBe('open');
  });

  it('ends when somebody logs out in another tab', async () => {
    const store = await logIn();
    window.dispatchEvent(new StorageEvent('storage', { key: 'lienzo.session', newValue: null }));

    expect(store.user()).toBeNull();
  });

  it('says when an address must be confirmed first', async () => {
    const registered = TestBed.inject(SessionStore).register('a@example.com', 'x', '');
    service().expectOne('/api/auth/register').flush(null, { status: 202, statusText: 'Accepted' });

    expect(await registered).toBe(false);
  });
});
