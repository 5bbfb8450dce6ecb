import { DOCUMENT, effect, inject, Injectable, signal } from '@angular/core';

import { imagesAllUploads } from '@api/fn/uploads/images-all-uploads';
import { Api } from '../api';
import { Notices } from '../notices';
import { Problem } from '../problem';
import { SessionStore } from '../session.store';
import { Words } from '../words';
import { FileShelf } from './file-shelf';
import { askForFiles, PICTURES } from './files';
import { UploadLedger } from './ledger';
import { UploadQueue } from './queue';
import { UploadTransport } from './transport';

/** An upload that was interrupted, by a reload or a crash. */
export interface Unfinished {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  readonly received: number;
}

/** What this browser began, and can go on with. */
@Injectable({ providedIn: 'root' })
export class UnfinishedUploads {
  private readonly api = inject(Api);
  private readonly document = inject(DOCUMENT);
  private readonly ledger = inject(UploadLedger);
  private readonly notices = inject(Notices);
  private readonly queue = inject(UploadQueue);
  private readonly shelf = inject(FileShelf);
  private readonly transport = inject(UploadTransport);
  private readonly words = inject(Words);
  private readonly found = signal<readonly Unfinished[]>([]);

  readonly list = this.found.asReadonly();

  constructor() {
    const session = inject(SessionStore);
    effect(() => {
      if (session.isOpen()) void this.look();
      else this.found.set([]);
    });
    effect(() => {
      const sending = this.ledger.sending();
      this.found.update((list) => list.filter(({ id }) => !sending.has(id)));
    });
  }

  /** Goes on at once with the files that the browser kept, and asks for the others. */
  async resume(wanted: readonly Unfinished[]): Promise<void> {
    const kept = await Promise.all(wanted.map(({ id }) => this.shelf.get(id)));
    const files = kept.filter((file) => file !== undefined);
    this.queue.add(files);
    if (files.length < wanted.length) await this.choose();
  }

  /** Throws one away, with what has arrived of it. */
  async discard(id: string): Promise<void> {
    try {
      await this.transport.discard(id);
      this.found.update((list) => list.filter((one) => one.id !== id));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.notices.show(this.words.problem(error));
    }
  }

  private async choose(): Promise<void> {
    const files = await askForFiles(this.document, { accept: PICTURES });
    const known = await Promise.all(files.map((file) => this.ledger.find(file)));
    this.queue.add(files.filter((_, index) => known[index]));
    const other = files.find((_, index) => !known[index]);
    if (other) this.notices.show(this.words.say('upload.other', { name: other.name }));
  }

  private async look(): Promise<void> {
    const begun = await this.ledger.free();
    if (begun.length === 0) return;
    try {
      const { items } = await this.api.ask(imagesAllUploads);
      const open = new Map(items.map((item) => [item.imageId, item]));
      const found: Unfinished[] = [];
      for (const { id, name, bytes } of begun) {
        const item = open.get(id);
        if (item) found.push({ id, name, bytes, received: item.receivedBytes });
        else await this.ledger.remove(id);
      }
      const sending = this.ledger.sending();
      this.found.set(found.filter(({ id }) => !sending.has(id)));
    } catch (error) {
      // They are there after the next reload.
      if (!(error instanceof Problem)) throw error;
    }
  }
}
