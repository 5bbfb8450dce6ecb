import { DOCUMENT, inject, Injectable, signal } from '@angular/core';

/** Whether the service can be reached: what the browser says, and what the last call found. */
@Injectable({ providedIn: 'root' })
export class Connection {
  private readonly lost = signal(!navigator.onLine);

  readonly isLost = this.lost.asReadonly();

  constructor() {
    const window = inject(DOCUMENT).defaultView;
    window?.addEventListener('online', () => this.reached());
    window?.addEventListener('offline', () => this.failed());
  }

  /** An answer came. */
  reached(): void {
    this.lost.set(false);
  }

  /** No answer came. */
  failed(): void {
    this.lost.set(true);
  }
}
