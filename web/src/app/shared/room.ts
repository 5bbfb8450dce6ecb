import { effect, ElementRef, Signal, signal } from '@angular/core';

import { Size } from '@core/recipes/shape';

/** How much room an element has for a picture with some margin around it, px. */
export function roomIn(
  frame: Signal<ElementRef<HTMLElement> | undefined>,
  margin: number,
): Signal<Size> {
  const room = signal<Size>({ width: 0, height: 0 });
  effect((onCleanup) => {
    const element = frame()?.nativeElement;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      room.set({
        width: Math.max(element.clientWidth - 2 * margin, 40),
        height: Math.max(element.clientHeight - 2 * margin, 40),
      });
    });
    observer.observe(element);
    onCleanup(() => observer.disconnect());
  });
  return room;
}

/** The longer side of the preview that fills the room, px: in steps, so that a window that is dragged asks for few. */
export function sideIn({ width, height }: Size): number {
  const side = Math.max(width, height) * Math.min(devicePixelRatio, 2);
  return Math.min(1600, Math.max(480, Math.ceil(side / 160) * 160));
}
