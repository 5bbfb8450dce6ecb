import { Injectable, signal } from '@angular/core';

/** What the page's live region says to screen readers. */
@Injectable({ providedIn: 'root' })
export class Announcer {
  private readonly text = signal('');
  private pending?: ReturnType<typeof setTimeout>;

  readonly message = this.text.asReadonly();

  /** Says `text`. The region is emptied first, so that the same words twice are heard twice. */
  say(text: string): void {
    clearTimeout(this.pending);
    this.text.set('');
    this.pending = setTimeout(() => this.text.set(text), 50);
  }
}
