import { HttpEventType, HttpRequest } from '@angular/common/http';
import { TestRequest } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { Subscription } from 'rxjs';

import { logIn, picture, problem, provideService, service } from '@testing/http';
import { Problem } from '../problem';
import { LARGE, UploadTransport } from './transport';
import { UploadEvent } from './whole';

const PART = 5 * 1024 * 1024;
const SIZE = 2 * PART + 1000;
const STORE = 'https://store.example';

describe('UploadTransport', () => {
  let transport: UploadTransport;
  let file: File;
  let events: UploadEvent[];
  let failure: unknown;

  beforeEach(async () => {
    TestBed.configureTestingModule({ providers: provideService() });
    await logIn();
    transport = TestBed.inject(UploadTransport);
    file = new File([new Uint8Array(SIZE)], 'a.jpg', { type: 'image/jpeg', lastModified: 1 });
    events = [];
    failure = undefined;
  });

  afterEach(() => {
    service().verify();
    localStorage.clear();
  });

  const send = (): Subscription =>
    transport.send(file).subscribe({
      next: (event) => events.push(event),
      error: (error: unknown) => (failure = error),
    });
  /** The call that is made next, once it is. */
  const call = (match: (request: HttpRequest<unknown>) => boolean): Promise<TestRequest> =>
    vi.waitFor(() => service().expectOne(match), { timeout: 5000, interval: 5 });
  const to = (method: string, url: string) =>
    call((request) => request.method === method && request.url === url);
  const begin = async () =>
    (await to('POST', '/api/images/uploads')).flush({
      imageId: 'u',
      method: 'PUT',
      url: STORE,
      headers: {},
      partBytes: PART,
      expiresAt: '',
    });
  const sign = async (number: number) =>
    (await to('POST', `/api/images/uploads/u/parts/${number}`)).flush({
      method: 'PUT',
      url: `${STORE}/${number}`,
      headers: { 'x-ms-part': String(number) },
      expiresAt: '',
    });
  const put = async (number: number) => to('PUT', `${STORE}/${number}`);
  const state = async (parts: number[], more: object = {}) =>
    (await to('GET', '/api/images/uploads/u')).flush({
      imageId: 'u',
      state: 'open',
      bytes: SIZE,
      partBytes: PART,
      parts: parts.map((number) => ({ number, bytes: PART })),
      image: null,
      ...more,
    });
  const complete = async (status = 201) =>
    (await to('POST', '/api/images/u/complete')).flush(picture('u'), { status, statusText: 'OK' });
  const interrupted = async () => {
    const sending = send();
    await begin();
    for (const number of [1, 2, 3]) await sign(number);
    (await put(2)).flush('');
    await put(1);
    await put(3);
    sending.unsubscribe();
    events = [];
  };

  it('sends a small file whole to the service', async () => {
    file = new File([new Uint8Array(LARGE - 1)], 'a.jpg', { type: 'image/jpeg' });
    send();
    const sent = await to('POST', '/api/images');
    sent.flush(picture('u'));

    expect(sent.request.body).toBe(file);
    expect(events.at(-1)?.kind).toBe('done');
  });

  it('sends the parts of a large file to the store, as they were signed and without our token', async () => {
    send();
    await begin();
    for (const number of [1, 2, 3]) await sign(number);
    const parts = await Promise.all([1, 2, 3].map(put));

    expect(parts.map(({ request }) => (request.body as Blob).size)).toEqual([PART, PART, 1000]);
    expect(parts[1]?.request.headers.get('x-ms-part')).toBe('2');
    expect(parts[1]?.request.headers.has('Authorization')).toBe(false);
    for (const part of parts) part.flush('');
    await complete();
    await vi.waitFor(() => expect(events.at(-1)?.kind).toBe('done'));
  });

  it('sums up what is on its way, and what need not be sent again', async () => {
    const sending = send();
    await begin();
    for (const number of [1, 2, 3]) await sign(number);
    (await put(1)).event({ type: HttpEventType.UploadProgress, loaded: 700 });
    (await put(3)).flush('');
    await put(2);
    sending.unsubscribe();

    expect(events.at(-1)).toEqual({ kind: 'progress', sent: 1700, kept: 1000 });
  });

  it('sends only what is missing of a file that was interrupted', async () => {
    await interrupted();
    const sending = send();
    await state([2]);
    for (const number of [1, 3]) await sign(number);
    for (const number of [1, 3]) (await put(number)).flush('');
    await complete();
    await vi.waitFor(() => expect(events.at(-1)?.kind).toBe('done'));

    expect(events[0]).toEqual({ kind: 'progress', sent: PART, kept: PART });
    sending.unsubscribe();
  });

  it('begins anew when the service has forgotten the upload', async () => {
    await interrupted();
    const sending = send();
    (await to('GET', '/api/images/uploads/u')).flush(problem('not_found'), {
      status: 404,
      statusText: 'No',
    });

    await begin();
    sending.unsubscribe();
  });

  it('finds the picture that an upload became while nobody looked', async () => {
    await interrupted();
    send();
    await state([], { state: 'done', image: picture('u') });

    await vi.waitFor(() =>
      expect(events).toEqual([{ kind: 'done', image: picture('u'), isNew: true }]),
    );
  });

  it('tries a part again with a new signature', async () => {
    const sending = send();
    await begin();
    for (const number of [1, 2, 3]) await sign(number);
    for (const number of [1, 3]) (await put(number)).flush('');
    (await put(2)).flush('', { status: 403, statusText: 'Expired' });

    await sign(2);
    (await put(2)).flush('');
    await complete();
    expect(failure).toBeUndefined();
    sending.unsubscribe();
  });

  it('gives a file to the service when the store does not let the page in', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true, advanceTimeDelta: 500 });
    file = new File([new Uint8Array(LARGE)], 'a.jpg', { lastModified: 1 });
    send();
    await begin();
    for (let tried = 0; tried < 4; tried += 1) {
      for (const number of [1, 2]) await sign(number);
      const [one, two] = await Promise.all([1, 2].map(put));
      if (!two?.cancelled) two?.error(new ProgressEvent('error'));
      if (!one?.cancelled) one?.error(new ProgressEvent('error'));
    }
    (await to('DELETE', '/api/images/uploads/u')).flush(null);
    (await to('POST', '/api/images')).flush(picture('u'), { status: 201, statusText: 'Created' });
    vi.useRealTimers();

    expect(events.at(-1)?.kind).toBe('done');
  });

  it('passes on why the service refuses a file', async () => {
    send();
    (await to('POST', '/api/images/uploads')).flush(
      problem('image_too_large', { limit: 5, unit: 'bytes' }),
      { status: 413, statusText: 'Too large' },
    );

    await vi.waitFor(() => expect(failure).toBeInstanceOf(Problem));
    expect((failure as Problem).limit).toEqual({ most: 5, unit: 'bytes' });
  });

  it('throws away what has arrived of a file that is given up', async () => {
    await interrupted();
    const done = transport.abandon(file);
    (await to('DELETE', '/api/images/uploads/u')).flush(null);
    await done;
    const sending = send();

    await begin();
    sending.unsubscribe();
  });
});
