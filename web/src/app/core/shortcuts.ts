import { DestroyRef, DOCUMENT, inject, Injectable, signal } from '@angular/core';

import { recall, remember } from './storage';

/** What a key does for as long as it is held. */
export interface Hold {
  readonly begin: () => void;
  readonly end: () => void;
}

interface Action {
  readonly run: () => void;
  readonly hold?: Hold;
}

/** A key that is down for less is tapped, ms. */
const TAP_MS = 250;

/** Keys without Ctrl or Alt that do something on every screen; they can be turned off (WCAG 2.1.4). */
@Injectable({ providedIn: 'root' })
export class Shortcuts {
  private readonly document = inject(DOCUMENT);
  private readonly on = signal(recall('shortcuts') !== 'off');
  private readonly actions = new Map<string, Action>();
  private release: (() => void) | null = null;

  readonly areOn = this.on.asReadonly();

  constructor() {
    const hear = (event: KeyboardEvent) => this.hear(event);
    const end = () => this.end();
    this.document.addEventListener('keydown', hear);
    this.document.addEventListener('keyup', end);
    this.document.defaultView?.addEventListener('blur', end);
    inject(DestroyRef).onDestroy(() => {
      this.document.removeEventListener('keydown', hear);
      this.document.removeEventListener('keyup', end);
      this.document.defaultView?.removeEventListener('blur', end);
    });
  }

  /** Does `run` when `key` is pressed, or `hold` while it is held down, until the returned function is called. */
  listen(key: string, run: () => void, hold?: Hold): () => void {
    const action = { run, hold };
    this.actions.set(key, action);
    return () => {
      if (this.actions.get(key) === action) this.actions.delete(key);
    };
  }

  turn(on: boolean): void {
    this.on.set(on);
    remember('shortcuts', on ? null : 'off');
  }

  private hear(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!this.on() || isTyping(event.target) || this.document.querySelector('dialog[open]')) return;
    const action = this.actions.get(event.key);
    if (!action) return;
    event.preventDefault();
    if (!action.hold) action.run();
    else if (!event.repeat) this.press(action.run, action.hold);
  }

  private press(tap: () => void, { begin, end }: Hold): void {
    this.end();
    const timer = setTimeout(() => {
      begin();
      this.release = end;
    }, TAP_MS);
    this.release = () => {
      clearTimeout(timer);
      tap();
    };
  }

  private end(): void {
    this.release?.();
    this.release = null;
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
