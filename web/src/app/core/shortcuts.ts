import { DestroyRef, DOCUMENT, inject, Injectable, signal } from '@angular/core';

import { recall, remember } from './storage';

/** Keys without Ctrl or Alt that do something on every screen; they can be turned off (WCAG 2.1.4). */
@Injectable({ providedIn: 'root' })
export class Shortcuts {
  private readonly document = inject(DOCUMENT);
  private readonly on = signal(recall('shortcuts') !== 'off');
  private readonly actions = new Map<string, () => void>();

  readonly areOn = this.on.asReadonly();

  constructor() {
    const hear = (event: KeyboardEvent) => this.hear(event);
    this.document.addEventListener('keydown', hear);
    inject(DestroyRef).onDestroy(() => this.document.removeEventListener('keydown', hear));
  }

  /** Does `run` when `key` is pressed, until the returned function is called. */
  listen(key: string, run: () => void): () => void {
    this.actions.set(key, run);
    return () => {
      if (this.actions.get(key) === run) this.actions.delete(key);
    };
  }

  turn(on: boolean): void {
    this.on.set(on);
    remember('shortcuts', on ? null : 'off');
  }

  private hear(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!this.on() || isTyping(event.target) || this.document.querySelector('dialog[open]')) return;
    const run = this.actions.get(event.key);
    if (!run) return;
    event.preventDefault();
    run();
  }
}

/** Whether what has the focus takes letters itself. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches('textarea, select, input:not([type=checkbox]):not([type=range])'))
  );
}
