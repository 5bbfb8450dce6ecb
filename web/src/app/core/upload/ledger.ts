import { inject, Injectable, signal } from '@angular/core';

import { SessionStore } from '../session.store';
import { recall, remember } from '../storage';
import { FileShelf } from './file-shelf';

/** What this browser knows of an upload that it began. */
export interface Begun {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  readonly modified: number;
  /** SHA-256 of its beginning; empty where the browser has no way to tell. */
  readonly start: string;
}

const START_BYTES = 65_536;
const LOCK = 'lienzo.upload.';

/** The uploads that this browser began for the account and that are not over: it outlives the page. */
@Injectable({ providedIn: 'root' })
export class UploadLedger {
  private readonly session = inject(SessionStore);
  private readonly shelf = inject(FileShelf);
  private readonly held = signal<ReadonlySet<string>>(new Set());

  /** The ones that this page is sending. */
  readonly sending = this.held.asReadonly();

  async add(id: string, file: File): Promise<void> {
    const entry = { id, ...(await traits(file)) };
    this.write([...this.read(), entry]);
    // The copy may take a while, and the file need not wait for it.
    void this.shelf.put(id, file);
  }

  async remove(id: string): Promise<void> {
    this.write(this.read().filter((entry) => entry.id !== id));
    await this.shelf.remove(id);
  }

  /** The ones that no page is sending. */
  async free(): Promise<Begun[]> {
    // Browsers have no locks for pages that came without TLS.
    const locks = (navigator.locks as LockManager | undefined)?.query();
    const others = new Set((await locks)?.held?.map(({ name }) => name));
    return this.read().filter(({ id }) => !this.held().has(id) && !others.has(LOCK + id));
  }

  /** The free one that this file began. */
  async find(file: File): Promise<Begun | undefined> {
    const free = (await this.free()).filter(
      ({ name, bytes, modified }) =>
        name === file.name && bytes === file.size && modified === file.lastModified,
    );
    if (free.length === 0) return undefined;
    const { start } = await traits(file);
    return free.find((entry) => entry.start === start);
  }

  /** Keeps an upload from all others, in other tabs too, until what it gives is called. */
  hold(id: string): () => void {
    this.held.update((held) => new Set([...held, id]));
    let release: () => void = () => undefined;
    const over = new Promise<void>((done) => (release = done));
    void (navigator.locks as LockManager | undefined)?.request(LOCK + id, () => over);
    return () => {
      release();
      this.held.update((held) => new Set([...held].filter((one) => one !== id)));
    };
  }

  private get key(): string {
    return `uploads.${this.session.user()?.id ?? ''}`;
  }

  private read(): readonly Begun[] {
    return JSON.parse(recall(this.key) ?? '[]') as Begun[];
  }

  private write(entries: readonly Begun[]): void {
    remember(this.key, entries.length > 0 ? JSON.stringify(entries) : null);
  }
}

async function traits(file: File): Promise<Omit<Begun, 'id'>> {
  const { name, size: bytes, lastModified: modified } = file;
  const subtle = crypto.subtle as SubtleCrypto | undefined;
  const data = new Uint8Array(await file.slice(0, START_BYTES).arrayBuffer());
  const hash = new Uint8Array((await subtle?.digest('SHA-256', data)) ?? []);
  const start = Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return { name, bytes, modified, start };
}
