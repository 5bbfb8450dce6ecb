import { HttpClient, HttpEventType, HttpResponse } from '@angular/common/http';
import { forwardRef, inject, Injectable } from '@angular/core';
import { filter, map, Observable } from 'rxjs';

import { ImageView } from '@api/models/image-view';

/** What is heard of a file on its way. */
export type UploadEvent =
  | { readonly kind: 'progress'; readonly sent: number }
  /** `isNew` is false when the account had these bytes already. */
  | { readonly kind: 'done'; readonly image: ImageView; readonly isNew: boolean };

/** How a file gets into the gallery. Unsubscribing stops it. What fails is a `Problem`. */
@Injectable({ providedIn: 'root', useExisting: forwardRef(() => PostTransport) })
export abstract class UploadTransport {
  abstract send(file: File): Observable<UploadEvent>;
}

/** The whole file in one call. */
@Injectable({ providedIn: 'root' })
export class PostTransport extends UploadTransport {
  private readonly http = inject(HttpClient);

  override send(file: File): Observable<UploadEvent> {
    const type = file.type.startsWith('image/') ? file.type : 'application/octet-stream';
    return this.http
      .post<ImageView>('/api/images', file, {
        params: { filename: file.name },
        headers: { 'Content-Type': type },
        observe: 'events',
        reportProgress: true,
      })
      .pipe(
        map((event): UploadEvent | null => {
          if (event.type === HttpEventType.UploadProgress)
            return { kind: 'progress', sent: Math.min(event.loaded, file.size) };
          if (event instanceof HttpResponse && event.body)
            return { kind: 'done', image: event.body, isNew: event.status === 201 };
          return null;
        }),
        filter((event) => event !== null),
      );
  }
}
