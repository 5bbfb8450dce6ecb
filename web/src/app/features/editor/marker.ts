import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { numberOf, withFields } from '@core/recipes/recipe';
import { EditorStore } from './editor.store';

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The upper left corner of the layer that is worked on, to move it by; arrows move it by a pixel, with Shift by ten. */
@Component({
  selector: 'app-marker',
  imports: [TranslocoDirective],
  template: `
    @if (place(); as at) {
      <button
        *transloco="let t; prefix: 'editor.place'"
        type="button"
        [attr.aria-label]="t('marker', { left: '' + at.left, top: '' + at.top })"
        [style.left.px]="at.left * scale()"
        [style.top.px]="at.top * scale()"
        (pointerdown)="down($event)"
        (pointermove)="drag($event)"
        (pointerup)="up($event)"
        (keydown)="key($event)"
      ></button>
    }
  `,
  styles: `
    button {
      position: absolute;
      width: 28px;
      height: 28px;
      margin: -14px 0 0 -14px;
      padding: 0;
      border: 3px solid #fff;
      border-radius: 50%;
      background: #2f4bd6;
      box-shadow: 0 0 0 1px rgb(8 9 12 / 60%);
      cursor: move;
      touch-action: none;
    }
    button:focus-visible {
      outline: 3px solid #2f4bd6;
      outline-offset: 3px;
      border-radius: 50%;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Marker {
  private readonly store = inject(EditorStore);
  private from: { x: number; y: number; left: number; top: number } | null = null;

  /** How large a pixel of the shown picture is on the screen. */
  readonly scale = input.required<number>();

  protected readonly place = computed(() => {
    const layer = this.store.layers()[this.store.layer()];
    return typeof layer?.['left'] === 'number'
      ? { left: layer['left'], top: numberOf(layer, 'top', 0) }
      : null;
  });

  protected down(event: PointerEvent): void {
    const at = this.place();
    if (!at) return;
    (event.target as HTMLElement).setPointerCapture(event.pointerId);
    this.from = { x: event.clientX, y: event.clientY, ...at };
  }

  protected drag(event: PointerEvent): void {
    const { from } = this;
    if (!from) return;
    const [x, y] = [event.clientX - from.x, event.clientY - from.y];
    this.move(from.left + x / this.scale(), from.top + y / this.scale(), true);
  }

  protected up(event: PointerEvent): void {
    this.drag(event);
    const at = this.place();
    this.from = null;
    if (at) this.move(at.left, at.top, false);
  }

  protected key(event: KeyboardEvent): void {
    const [arrow, at] = [ARROWS[event.key], this.place()];
    if (!arrow || !at) return;
    event.preventDefault();
    event.stopPropagation();
    const by = event.shiftKey ? 10 : 1;
    this.move(at.left + arrow[0] * by, at.top + arrow[1] * by, false);
  }

  private move(left: number, top: number, live: boolean): void {
    const index = this.store.layer();
    const layer = this.store.layers()[index];
    if (!layer) return;
    const place = { left: Math.round(left), top: Math.round(top) };
    this.store.setLayer(index, withFields(layer, place), 'composite.place', live);
  }
}
