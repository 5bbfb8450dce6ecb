import { DOCUMENT, inject, Injectable } from '@angular/core';

import { SessionStore } from '../session.store';
import { whenOver } from '../when-over';

const NAME = 'lienzo.uploads';
const FILES = 'files';

/**
 * Copies of files that are being sent in parts, so that they go on after a reload without being chosen again.
 *
 * A browser that keeps nothing, or has no room, makes the person choose them. What is here goes with the upload, or at the log-out.
 */
@Injectable({ providedIn: 'root' })
export class FileShelf {
  private readonly indexed = inject(DOCUMENT).defaultView?.indexedDB as IDBFactory | undefined;
  private opening?: Promise<IDBDatabase | null>;

  constructor() {
    whenOver(inject(SessionStore).isOpen, () => {
      void this.run('readwrite', (files) => files.clear());
    });
  }

  async put(id: string, file: File): Promise<void> {
    await this.run('readwrite', (files) => files.put(file, id));
  }

  async get(id: string): Promise<File | undefined> {
    const found = await this.run<unknown>('readonly', (files) => files.get(id));
    return found instanceof File ? found : undefined;
  }

  async remove(id: string): Promise<void> {
    await this.run('readwrite', (files) => files.delete(id));
  }

  private async run<T>(
    mode: IDBTransactionMode,
    act: (files: IDBObjectStore) => IDBRequest<T>,
  ): Promise<T | undefined> {
    const database = await (this.opening ??= this.open());
    if (!database) return undefined;
    return new Promise<T | undefined>((done) => {
      const transaction = database.transaction(FILES, mode);
      const request = act(transaction.objectStore(FILES));
      transaction.addEventListener('complete', () => done(request.result));
      transaction.addEventListener('abort', () => done(undefined));
    }).catch(() => undefined);
  }

  private open(): Promise<IDBDatabase | null> {
    const { indexed } = this;
    if (!indexed) return Promise.resolve(null);
    return new Promise((done) => {
      const request = indexed.open(NAME, 1);
      request.addEventListener('upgradeneeded', () => request.result.createObjectStore(FILES));
      request.addEventListener('success', () => done(request.result));
      request.addEventListener('error', () => done(null));
    });
  }
}
