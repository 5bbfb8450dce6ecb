import { HttpClient } from '@angular/common/http';
import { effect, inject, Injectable } from '@angular/core';
import { map, Observable, of, tap } from 'rxjs';

import { SessionStore } from './session.store';

/** Pictures kept, most. A thumbnail is about 20 kB. */
const KEPT = 500;

/**
 * Pictures by their links. They need an access token, which an `<img>` cannot send, so they are fetched and shown as blobs.
 *
 * Those shown last are kept; giving the oldest up takes nothing away from an image element that has it already.
 */
@Injectable({ providedIn: 'root' })
export class PictureBytes {
  private readonly http = inject(HttpClient);
  private readonly urls = new Map<string, string>();

  constructor() {
    const session = inject(SessionStore);
    effect(() => {
      if (!session.isOpen()) this.clear();
    });
  }

  /** A URL of a blob. Unsubscribing stops the fetching. */
  url(link: string): Observable<string> {
    const kept = this.kept(link);
    if (kept) return of(kept);
    return this.fetch(link).pipe(
      map((blob) => URL.createObjectURL(blob)),
      tap((url) => this.keep(link, url)),
    );
  }

  /** The URL of a picture that was shown already. */
  kept(link: string): string | undefined {
    const url = this.urls.get(link);
    if (url) {
      this.urls.delete(link);
      this.urls.set(link, url);
    }
    return url;
  }

  /** The bytes, not kept. */
  fetch(link: string): Observable<Blob> {
    return this.http.get(link, { responseType: 'blob' });
  }

  private keep(link: string, url: string): void {
    this.urls.set(link, url);
    const oldest = this.urls.entries().next().value;
    if (this.urls.size <= KEPT || !oldest) return;
    URL.revokeObjectURL(oldest[1]);
    this.urls.delete(oldest[0]);
  }

  private clear(): void {
    for (const url of this.urls.values()) URL.revokeObjectURL(url);
    this.urls.clear();
  }
}
