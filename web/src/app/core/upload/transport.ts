import { HttpClient, HttpEventType } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import {
  catchError,
  concat,
  defer,
  filter,
  finalize,
  from,
  map,
  mergeMap,
  Observable,
  of,
  retry,
  switchMap,
  throwError,
  timer,
} from 'rxjs';

import { imagesBeginUpload } from '@api/fn/uploads/images-begin-upload';
import { imagesComplete } from '@api/fn/uploads/images-complete';
import { imagesUploadAbort } from '@api/fn/uploads/images-upload-abort';
import { imagesUploadPart } from '@api/fn/uploads/images-upload-part';
import { imagesUploadState } from '@api/fn/uploads/images-upload-state';
import { ImageView } from '@api/models/image-view';
import { SignedPutView } from '@api/models/signed-put-view';
import { Api } from '../api';
import { Problem } from '../problem';
import { UploadLedger } from './ledger';
import { mediaType, UploadEvent, WholeTransport } from './whole';

/** From this size on, the service takes a file in parts. */
export const LARGE = 8 * 1024 * 1024;
const PARTS_AT_ONCE = 3;
const MOST_TRIES = 4;
const FIRST_WAIT_MS = 1000;

/** An upload that can be gone on with. */
interface Open {
  readonly id: string;
  readonly partBytes: number;
  readonly arrived: ReadonlySet<number>;
  /** What became of it, while nobody was looking. */
  readonly image: ImageView | null;
}

/**
 * How a file gets into the gallery.
 *
 * Large files go straight into the store, in parts, and what has arrived there is not sent again, also after a reload; small files
 * go to the service, whole. So do large ones when the store does not let this page in. What fails is a `Problem`.
 */
@Injectable({ providedIn: 'root' })
export class UploadTransport {
  private readonly api = inject(Api);
  private readonly http = inject(HttpClient);
  private readonly ledger = inject(UploadLedger);
  private readonly whole = inject(WholeTransport);
  private isShut = false;

  /** Sends a file, or what is missing of it. Unsubscribing stops it. */
  send(file: File): Observable<UploadEvent> {
    if (file.size < LARGE || this.isShut) return this.whole.send(file);
    return defer(() => this.open(file)).pipe(
      switchMap((upload) => {
        if (upload.image) return this.over(upload.id, upload.image, true);
        const release = this.ledger.hold(upload.id);
        return this.sending(file, upload).pipe(finalize(release));
      }),
    );
  }

  /** Throws away what has arrived of a file that nobody will go on with. */
  async abandon(file: File): Promise<void> {
    if (file.size < LARGE) return;
    const known = await this.ledger.find(file);
    if (known) await this.discard(known.id);
  }

  /** Throws an upload away; one that is gone already is not missed. */
  async discard(id: string): Promise<void> {
    try {
      await this.api.ask(imagesUploadAbort, { id });
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 404) throw error;
    }
    await this.ledger.remove(id);
  }

  private async open(file: File): Promise<Open> {
    const known = await this.ledger.find(file);
    const found = known && (await this.goOn(known.id));
    if (found) return found;
    const body = { filename: file.name, bytes: file.size, contentType: mediaType(file) };
    const { imageId: id, partBytes } = await this.api.ask(imagesBeginUpload, { body });
    await this.ledger.add(id, file);
    return { id, partBytes: partBytes ?? file.size, arrived: new Set(), image: null };
  }

  private async goOn(id: string): Promise<Open | null> {
    try {
      const state = await this.api.ask(imagesUploadState, { id });
      const arrived = new Set(state.parts.map(({ number }) => number));
      if (state.state === 'done' || (state.state === 'open' && state.partBytes))
        return { id, partBytes: state.partBytes ?? state.bytes, arrived, image: state.image };
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 404) throw error;
    }
    await this.ledger.remove(id);
    return null;
  }

  private sending(file: File, upload: Open): Observable<UploadEvent> {
    const { id, partBytes, arrived } = upload;
    const sizeOf = (number: number) => Math.min(partBytes, file.size - (number - 1) * partBytes);
    const numbers = Array.from({ length: Math.ceil(file.size / partBytes) }, (_, at) => at + 1);
    const sent = new Map(
      numbers.map((number) => [number, arrived.has(number) ? sizeOf(number) : 0]),
    );
    const kept = new Set(arrived);
    const progress = (): UploadEvent => ({
      kind: 'progress',
      sent: [...sent.values()].reduce((sum, bytes) => sum + bytes, 0),
      kept: [...kept].reduce((sum, number) => sum + sizeOf(number), 0),
    });
    const missing = numbers.filter((number) => !arrived.has(number));
    const parts = from(missing).pipe(
      mergeMap((number) => {
        const start = (number - 1) * partBytes;
        return this.part(id, number, file.slice(start, start + sizeOf(number))).pipe(
          map((bytes) => {
            sent.set(number, Math.min(bytes ?? Infinity, sizeOf(number)));
            if (bytes === null) kept.add(number);
            return progress();
          }),
        );
      }, PARTS_AT_ONCE),
    );
    return concat(of(progress()), parts, this.complete(id)).pipe(
      catchError((error: unknown) =>
        kept.size === 0 && isAway(error) ? this.instead(id, file) : throwError(() => error),
      ),
    );
  }

  /** Sends a part: the bytes that are on their way, and null when they have arrived. */
  private part(id: string, number: number, data: Blob): Observable<number | null> {
    return defer(() => this.api.watch(imagesUploadPart, { id, number })).pipe(
      switchMap((put) => this.put(put, data)),
      retry({
        count: MOST_TRIES - 1,
        delay: (error: unknown, tried) =>
          error instanceof Problem && error.passes
            ? timer(FIRST_WAIT_MS * 2 ** (tried - 1))
            : throwError(() => error),
      }),
    );
  }

  private put({ method, url, headers }: SignedPutView, body: Blob): Observable<number | null> {
    return this.http
      .request(method, url, {
        body,
        headers,
        observe: 'events',
        reportProgress: true,
        responseType: 'text',
      })
      .pipe(
        map((event) => {
          if (event.type === HttpEventType.UploadProgress) return event.loaded;
          return event.type === HttpEventType.Response ? null : undefined;
        }),
        filter((bytes) => bytes !== undefined),
        // Whatever the store has against it, another signature may help.
        catchError((error: unknown) => {
          const status = error instanceof Problem && error.status === 0 ? 0 : 503;
          return throwError(() => new Problem(status, 'store_unavailable'));
        }),
      );
  }

  /** The store cannot be reached, but the service can: it takes the file. */
  private instead(id: string, file: File): Observable<UploadEvent> {
    return defer(() => this.discard(id)).pipe(
      switchMap(() => {
        this.isShut = true;
        return this.whole.send(file);
      }),
    );
  }

  private complete(id: string): Observable<UploadEvent> {
    return imagesComplete(this.http, '', { id }).pipe(
      switchMap(({ body, status }) => this.over(id, body, status === 201)),
      catchError(async (error: unknown) => {
        if (!(error instanceof Problem) || error.passes) throw error;
        // What the store has lost is looked for and sent when it is tried again.
        if (error.code === 'upload_incomplete') throw new Problem(503, 'store_unavailable');
        await this.ledger.remove(id);
        throw error;
      }),
    );
  }

  private over(id: string, image: ImageView, isNew: boolean): Observable<UploadEvent> {
    return defer(() => this.ledger.remove(id)).pipe(
      map((): UploadEvent => ({ kind: 'done', image, isNew })),
    );
  }
}

function isAway(error: unknown): boolean {
  return error instanceof Problem && error.status === 0 && error.code === 'store_unavailable';
}
