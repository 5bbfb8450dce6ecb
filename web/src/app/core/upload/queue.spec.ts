import { TestBed } from '@angular/core/testing';
import { Subject } from 'rxjs';

import { logIn, picture, provideService } from '@testing/http';
import { Problem } from '../problem';
import { UploadQueue } from './queue';
import { UploadTransport } from './transport';
import { UploadEvent } from './whole';

/** A way to the service that does what the test says. */
class Wire implements Pick<UploadTransport, 'send' | 'abandon'> {
  readonly sent: { file: File; events: Subject<UploadEvent> }[] = [];

  readonly abandoned: File[] = [];

  send(file: File) {
    const events = new Subject<UploadEvent>();
    this.sent.push({ file, events });
    return events;
  }

  abandon(file: File) {
    this.abandoned.push(file);
    return Promise.resolve();
  }
}

describe('UploadQueue', () => {
  let queue: UploadQueue;
  let wire: Wire;

  beforeEach(async () => {
    wire = new Wire();
    TestBed.configureTestingModule({
      providers: [...provideService(), { provide: UploadTransport, useValue: wire }],
    });
    await logIn();
    queue = TestBed.inject(UploadQueue);
    TestBed.tick();
  });

  afterEach(() => {
    vi.useRealTimers();
    localStorage.clear();
  });

  const files = (count: number) =>
    Array.from({ length: count }, (_, index) => new File(['12345'], `${index}.jpg`));
  const finish = (index: number, isNew = true) => {
    wire.sent[index]?.events.next({ kind: 'done', image: picture(String(index)), isNew });
    wire.sent[index]?.events.complete();
  };
  const fail = (index: number, problem: Problem) => wire.sent[index]?.events.error(problem);
  const states = () => queue.uploads().map(({ state }) => state);

  it('sends three at once, and the next when one is done', () => {
    queue.add(files(5));
    expect(wire.sent).toHaveLength(3);

    finish(1);

    expect(wire.sent.map(({ file }) => file.name)).toEqual(['0.jpg', '1.jpg', '2.jpg', '3.jpg']);
    expect(states()).toEqual(['sending', 'done', 'sending', 'sending', 'waiting']);
  });

  it('refuses what cannot be a picture, without sending it', () => {
    queue.add([new File(['x'], 'notes.txt', { type: 'text/plain' })]);

    expect([states(), wire.sent.length]).toEqual([['refused'], 0]);
    expect(queue.uploads()[0]?.problem?.code).toBe('unsupported_image');
  });

  it('sums up how far all files are', () => {
    queue.add(files(2));
    wire.sent[0]?.events.next({ kind: 'progress', sent: 2, kept: 0 });
    finish(1);

    expect(queue.total()).toEqual({ files: 2, done: 1, bytes: 10, sent: 7 });
  });

  it('tells a picture that was there already from a new one', () => {
    queue.add(files(1));
    finish(0, false);

    expect(states()).toEqual(['duplicate']);
  });

  it('tells who listens what arrived', () => {
    const arrived: string[] = [];
    queue.arrived.subscribe(({ id }) => arrived.push(id));
    queue.add(files(1));
    finish(0);

    expect(arrived).toEqual(['0']);
  });

  it('does not try again what the service refuses', () => {
    vi.useFakeTimers();
    queue.add(files(1));
    fail(0, new Problem(422, 'corrupt_image'));
    vi.runAllTimers();

    expect([states(), wire.sent.length]).toEqual([['refused'], 1]);
  });

  it('tries again by itself when the network failed, four times in all', () => {
    vi.useFakeTimers();
    queue.add(files(1));
    for (let index = 0; index < 4; index += 1) {
      fail(index, new Problem(0, 'unreachable'));
      vi.runAllTimers();
    }

    expect([states(), wire.sent.length]).toEqual([['failed'], 4]);
  });

  it('waits as long as the service says', () => {
    vi.useFakeTimers();
    queue.add(files(1));
    fail(0, new Problem(503, 'unavailable', '', null, [], 5));
    vi.advanceTimersByTime(4900);
    expect(wire.sent).toHaveLength(1);

    vi.advanceTimersByTime(200);

    expect(wire.sent).toHaveLength(2);
  });

  it('stops one that is paused, and goes on with it later', () => {
    queue.add(files(1));
    const [upload] = queue.uploads();
    queue.pause(upload?.id ?? 0);
    expect([states(), wire.sent[0]?.events.observed]).toEqual([['paused'], false]);

    queue.resume(upload?.id ?? 0);

    expect([states(), wire.sent.length]).toEqual([['sending'], 2]);
  });

  it('keeps of one that is paused what need not be sent again', () => {
    queue.add(files(1));
    wire.sent[0]?.events.next({ kind: 'progress', sent: 4, kept: 3 });
    queue.pause(1);

    expect(queue.uploads()[0]).toMatchObject({ state: 'paused', sent: 3, kept: 3 });
  });

  it('throws away what has arrived of one that is taken out, but no picture', () => {
    queue.add(files(2));
    finish(0);
    queue.remove(1);
    queue.remove(2);

    expect(wire.abandoned.map(({ name }) => name)).toEqual(['1.jpg']);
  });

  it('cancels everything that has not arrived', () => {
    queue.add(files(5));
    finish(0);
    queue.cancelAll();

    expect([states(), wire.abandoned.length]).toEqual([['done'], 4]);
  });

  it('goes on with what failed when the browser is online again', () => {
    vi.useFakeTimers();
    queue.add(files(1));
    for (let index = 0; index < 4; index += 1) {
      fail(index, new Problem(0, 'unreachable'));
      vi.runAllTimers();
    }
    window.dispatchEvent(new Event('online'));

    expect([states(), wire.sent.length]).toEqual([['sending'], 5]);
  });

  it('tells how long the rest takes, without what had arrived before', () => {
    vi.useFakeTimers();
    queue.add([new File([new Uint8Array(100)], 'a.jpg')]);
    wire.sent[0]?.events.next({ kind: 'progress', sent: 40, kept: 40 });
    for (const sent of [42, 44, 46, 48]) {
      vi.advanceTimersByTime(1000);
      wire.sent[0]?.events.next({ kind: 'progress', sent, kept: 40 });
    }

    expect(queue.secondsLeft()).toBe(26);
  });

  it('stops everything at the log-out', async () => {
    queue.add(files(2));
    const { SessionStore } = await import('../session.store');
    TestBed.inject(SessionStore).forget();
    TestBed.tick();

    expect([queue.uploads(), wire.sent[0]?.events.observed]).toEqual([[], false]);
  });
});
