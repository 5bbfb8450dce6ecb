import { inject, Injectable, signal } from '@angular/core';

import { Announcer } from './announcer';

/** A line at the foot of the page. */
export interface Notice {
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

const SHOWN_MS = 5000;
/** What can be undone stays longer. */
const SHOWN_WITH_ACTION_MS = 12_000;

/** Says what was done, and offers to undo it. One line at a time: the newest. */
@Injectable({ providedIn: 'root' })
export class Notices {
  private readonly announcer = inject(Announcer);
  private readonly shown = signal<Notice | null>(null);
  private closing?: ReturnType<typeof setTimeout>;

  readonly current = this.shown.asReadonly();

  show(text: string, action?: Notice['action']): void {
    this.shown.set({ text, action });
    this.announcer.say(text);
    this.resume();
  }

  close(): void {
    this.hold();
    this.shown.set(null);
  }

  /** Somebody reads it: it stays. */
  hold(): void {
    clearTimeout(this.closing);
  }

  resume(): void {
    this.hold();
    const shown = this.shown()?.action ? SHOWN_WITH_ACTION_MS : SHOWN_MS;
    this.closing = setTimeout(() => this.shown.set(null), shown);
  }
}
