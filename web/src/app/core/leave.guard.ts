import { inject } from '@angular/core';
import { CanDeactivateFn } from '@angular/router';

import { SessionStore } from './session.store';

/** A screen with something that is not saved yet. */
export interface Leaving {
  /** Asks whether the screen may be left. */
  mayLeave(): boolean | Promise<boolean>;
}

/** Asks the screen before it is left; not when the session has ended: its draft waits until it is opened again. */
export const mayLeave: CanDeactivateFn<Leaving> = (screen) =>
  !inject(SessionStore).isOpen() || screen.mayLeave();
