import { effect, Signal, untracked } from '@angular/core';

/** Works each time that something is no longer so. Call it where an effect may be made. */
export function whenOver(isSo: Signal<boolean>, work: () => void): void {
  let was = false;
  effect(() => {
    const is = isSo();
    if (was && !is) untracked(work);
    was = is;
  });
}
