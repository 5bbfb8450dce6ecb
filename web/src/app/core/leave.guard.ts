import { CanDeactivateFn } from '@angular/router';

/** A screen with something that is not saved yet. */
export interface Leaving {
  /** Asks whether the screen may be left. */
  mayLeave(): boolean | Promise<boolean>;
}

/** Asks the screen before it is left. */
export const mayLeave: CanDeactivateFn<Leaving> = (screen) => screen.mayLeave();
