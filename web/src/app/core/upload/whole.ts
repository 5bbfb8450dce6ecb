import { HttpClient, HttpEventType, HttpResponse } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { filter, map, Observable } from 'rxjs';

import { ImageView } from '@api/models/image-view';

/** What is heard of a file on its way. */
export type UploadEvent =
  /** `kept` bytes need not be sent again, whatever happens. */
  | { readonly kind: 'progress'; readonly sent: number; readonly kept: number }
  /** `isNew` is false when the account had these bytes already. */
  | { readonly kind: 'done'; readonly image: ImageView; readonly isNew: boolean };

/** The media type that a file is announced with. */
export function mediaType(file: File): string {
  return /^image\/[a-z0-9.+-]+$/.test(file.type) ? file.type : 'application/octet-stream';
}

/** The whole file in one call. */
@Injectable({ providedIn: 'root' })
export class WholeTransport {
  private readonly http = inject(HttpClient);

  send(file: File): Observable<UploadEvent> {
    return this.http
      .post<ImageView>('/api/images', file, {
        params: { filename: file.name },
        headers: { 'Content-Type': mediaType(file) },
        observe: 'events',
        reportProgress: true,
      })
      .pipe(
        map((event): UploadEvent | null => {
          if (event.type === HttpEventType.UploadProgress)
            return { kind: 'progress', sent: Math.min(event.loaded, file.size), kept: 0 };
          if (event instanceof HttpResponse && event.body)
            return { kind: 'done', image: event.body, isNew: event.status === 201 };
          return null;
        }),
        filter((event) => event !== null),
      );
  }
}
