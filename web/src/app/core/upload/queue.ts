import { computed, DOCUMENT, effect, inject, Injectable, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { fromEvent, Subject, Subscription } from 'rxjs';

import { ImageView } from '@api/models/image-view';
import { Problem } from '../problem';
import { SessionStore } from '../session.store';
import { askForFiles, looksLikePicture, PICTURES } from './files';
import { Pace } from './pace';
import { UploadTransport } from './transport';
import { UploadEvent } from './whole';

export type UploadState =
  'waiting' | 'sending' | 'paused' | 'done' | 'duplicate' | 'failed' | 'refused';

/** A file on its way into the gallery. */
export interface Upload {
  readonly id: number;
  readonly file: File;
  readonly state: UploadState;
  /** Bytes. */
  readonly sent: number;
  /** Bytes that need not be sent again. */
  readonly kept: number;
  readonly problem: Problem | null;
  readonly image: ImageView | null;
  readonly tries: number;
}

const AT_ONCE = 3;
const MOST_TRIES = 4;
const FIRST_WAIT_MS = 1000;
const OPEN: readonly UploadState[] = ['waiting', 'sending'];
const LEFT: readonly UploadState[] = [...OPEN, 'paused', 'failed'];

/** Files on their way: a few at a time, tried again when the network fails, kept in the list until it is cleared. */
@Injectable({ providedIn: 'root' })
export class UploadQueue {
  private readonly document = inject(DOCUMENT);
  private readonly session = inject(SessionStore);
  private readonly transport = inject(UploadTransport);
  private readonly running = new Map<number, Subscription>();
  private readonly list = signal<readonly Upload[]>([]);
  private readonly pace = new Pace();
  private readonly left = signal<number | null>(null);
  private next = 0;

  readonly uploads = this.list.asReadonly();
  /** Pictures that came into the gallery. */
  readonly arrived = new Subject<ImageView>();
  /** Until everything has been sent, s; null while nobody can tell. */
  readonly secondsLeft = this.left.asReadonly();
  readonly isBusy = computed(() => this.list().some(({ state }) => OPEN.includes(state)));
  /** Of everything in the list that was not refused, bytes. */
  readonly total = computed(() => {
    const counted = this.list().filter(({ state }) => state !== 'refused');
    return {
      files: counted.length,
      done: counted.filter(({ state }) => state === 'done' || state === 'duplicate').length,
      bytes: counted.reduce((sum, { file }) => sum + file.size, 0),
      sent: counted.reduce((sum, { sent }) => sum + sent, 0),
    };
  });

  constructor() {
    effect(() => {
      if (!this.session.isOpen()) this.empty();
    });
    fromEvent(window, 'online')
      .pipe(takeUntilDestroyed())
      .subscribe(() => this.each(['failed'], (id) => this.resume(id)));
  }

  /** Asks for files and takes them. */
  async choose(folder = false): Promise<void> {
    const kind = folder ? { folder } : { accept: PICTURES };
    this.add(await askForFiles(this.document, kind));
  }

  /** Takes files; those that cannot be pictures are refused at once. */
  add(files: readonly File[]): void {
    const added = files.map((file): Upload => {
      const isPicture = looksLikePicture(file);
      return {
        id: ++this.next,
        file,
        state: isPicture ? 'waiting' : 'refused',
        sent: 0,
        kept: 0,
        problem: isPicture ? null : new Problem(415, 'unsupported_image'),
        image: null,
        tries: 0,
      };
    });
    this.list.update((list) => [...list, ...added]);
    this.proceed();
  }

  /** Stops one; of what was sent, a part may have to be sent again. */
  pause(id: number): void {
    this.stop(id);
    this.change(id, { state: 'paused', sent: this.keptOf(id) });
    this.proceed();
  }

  /** Goes on with one that was paused, or tries again one that failed. */
  resume(id: number): void {
    this.change(id, { state: 'waiting', problem: null, sent: this.keptOf(id), tries: 0 });
    this.proceed();
  }

  /** Takes one out of the list; what had arrived of it is thrown away. */
  remove(id: number): void {
    const upload = this.find(id);
    this.stop(id);
    if (upload && LEFT.includes(upload.state)) void this.abandon(upload.file);
    this.list.update((list) => list.filter((upload) => upload.id !== id));
    this.proceed();
  }

  pauseAll(): void {
    this.each(OPEN, (id) => this.pause(id));
  }

  /** Goes on with everything that was paused or failed. */
  resumeAll(): void {
    this.each(['paused', 'failed'], (id) => this.resume(id));
  }

  /** Takes everything that has not arrived out of the list. */
  cancelAll(): void {
    this.each([...LEFT, 'refused'], (id) => this.remove(id));
  }

  /** Takes everything out of the list; what is not over can be gone on with later. */
  empty(): void {
    for (const id of [...this.running.keys()]) this.stop(id);
    this.list.set([]);
    this.pace.reset();
    this.left.set(null);
  }

  private each(states: readonly UploadState[], act: (id: number) => void): void {
    for (const { id, state } of this.list()) if (states.includes(state)) act(id);
  }

  private proceed(): void {
    for (const upload of this.list()) {
      if (this.running.size >= AT_ONCE) return;
      if (upload.state === 'waiting' && !this.running.has(upload.id)) this.send(upload);
    }
  }

  private send({ id, file }: Upload): void {
    if (this.running.size === 0) this.pace.reset();
    this.change(id, { state: 'sending' });
    const sending = this.transport.send(file).subscribe({
      next: (event) => this.hear(id, event),
      error: (error: unknown) => {
        this.running.delete(id);
        this.fail(id, error instanceof Problem ? error : new Problem(0, 'internal_error'));
        this.proceed();
      },
      complete: () => {
        this.running.delete(id);
        this.proceed();
      },
    });
    if (!sending.closed) this.running.set(id, sending);
  }

  private hear(id: number, event: UploadEvent): void {
    const upload = this.find(id);
    if (!upload) return;
    if (event.kind === 'progress') {
      const { sent, kept } = event;
      this.change(id, { sent, kept });
      const moved = sent - upload.sent;
      // What had arrived before the reload tells nothing about the line.
      if (moved > 0 && moved !== kept - upload.kept) this.pace.note(Date.now(), moved);
      this.left.set(this.pace.left(this.total().bytes - this.total().sent));
      return;
    }
    const { image, isNew } = event;
    this.change(id, { state: isNew ? 'done' : 'duplicate', sent: upload.file.size, image });
    this.arrived.next(image);
  }

  private fail(id: number, problem: Problem): void {
    const tries = (this.find(id)?.tries ?? 0) + 1;
    const sent = this.keptOf(id);
    if (!problem.passes) return this.change(id, { state: 'refused', sent: 0, problem, tries });
    this.change(id, { state: 'failed', sent, problem, tries });
    if (tries >= MOST_TRIES) return;
    const wait = (problem.retryAfter ?? 0) * 1000 || FIRST_WAIT_MS * 2 ** (tries - 1);
    setTimeout(() => {
      const upload = this.find(id);
      if (upload?.state !== 'failed' || upload.tries !== tries) return;
      this.change(id, { state: 'waiting', problem: null });
      this.proceed();
    }, wait);
  }

  private find(id: number): Upload | undefined {
    return this.list().find((upload) => upload.id === id);
  }

  private keptOf(id: number): number {
    return this.find(id)?.kept ?? 0;
  }

  private async abandon(file: File): Promise<void> {
    try {
      await this.transport.abandon(file);
    } catch (error) {
      // What cannot be thrown away now is offered after the next reload, and ends by itself in a day.
      if (!(error instanceof Problem)) throw error;
    }
  }

  private stop(id: number): void {
    this.running.get(id)?.unsubscribe();
    this.running.delete(id);
  }

  private change(id: number, change: Partial<Upload>): void {
    this.list.update((list) =>
      list.map((upload) => (upload.id === id ? { ...upload, ...change } : upload)),
    );
  }
}
