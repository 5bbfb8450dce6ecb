import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Box } from '@core/recipes/shape';
import { CreateStore } from './create.store';
import { isSized } from './layers';

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

interface Drag {
  readonly x: number;
  readonly y: number;
  readonly box: Box;
  readonly sizes: boolean;
}

/**
 * The boxes of the layers over the picture: a press chooses one, as the list of layers does, a drag moves it, its corner makes it larger. Arrows move it by a pixel, with
 * Shift by ten, and with Alt they make it larger.
 */
@Component({
  selector: 'app-handles',
  imports: [TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'create.handles'">
      @for (box of store.boxes(); track $index) {
        <div
          class="box"
          [class.active]="store.active() === $index"
          [attr.role]="store.active() === $index ? 'group' : null"
          [attr.tabindex]="store.active() === $index ? 0 : null"
          [attr.aria-hidden]="store.active() === $index ? null : true"
          [attr.aria-label]="
            store.active() === $index ? t('layer', { number: '' + ($index + 1) }) : null
          "
          [attr.aria-describedby]="store.active() === $index ? 'handles-keys' : null"
          [style.left.px]="box.left * scale()"
          [style.top.px]="box.top * scale()"
          [style.width.px]="box.width * scale()"
          [style.height.px]="box.height * scale()"
          (pointerdown)="down($event, $index, false)"
          (pointermove)="drag($event)"
          (pointerup)="up()"
          (pointercancel)="up()"
          (keydown)="key($event, $index)"
        ></div>
      }
      @if (corner(); as at) {
        <span
          class="corner"
          aria-hidden="true"
          [style.left.px]="at.x"
          [style.top.px]="at.y"
          (pointerdown)="down($event, store.active(), true)"
          (pointermove)="drag($event)"
          (pointerup)="up()"
          (pointercancel)="up()"
        ></span>
      }
      <p id="handles-keys" class="visually-hidden">{{ t('keys') }}</p>
    </ng-container>
  `,
  styles: `
    :host {
      position: absolute;
      inset: 0;
    }
    .box {
      position: absolute;
      min-width: 24px;
      min-height: 24px;
      cursor: move;
      touch-action: none;
    }
    .box:hover,
    .active {
      outline: 2px solid #2f4bd6;
      box-shadow:
        0 0 0 3px rgb(255 255 255 / 70%),
        inset 0 0 0 1px rgb(255 255 255 / 70%);
    }
    .box:focus-visible {
      outline: 3px solid #2f4bd6;
      outline-offset: 1px;
      border-radius: 0;
    }
    .active {
      z-index: 1;
    }
    .corner {
      position: absolute;
      z-index: 2;
      width: 28px;
      height: 28px;
      margin: -14px 0 0 -14px;
      border: 3px solid #fff;
      border-radius: 50%;
      background: #2f4bd6;
      box-shadow: 0 0 0 1px rgb(8 9 12 / 60%);
      cursor: nwse-resize;
      touch-action: none;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Handles {
  protected readonly store = inject(CreateStore);
  private from: Drag | null = null;

  /** How large a pixel of the picture is on the screen. */
  readonly scale = input.required<number>();

  protected readonly corner = computed(() => {
    const [layer, box] = [this.store.layer(), this.store.boxes()[this.store.active()]];
    if (!layer || !box || !isSized(layer)) return null;
    const scale = this.scale();
    return { x: (box.left + box.width) * scale, y: (box.top + box.height) * scale };
  });

  protected down(event: PointerEvent, index: number, sizes: boolean): void {
    const box = this.store.boxes()[index];
    if (!box) return;
    this.store.active.set(index);
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    this.from = { x: event.clientX, y: event.clientY, box, sizes };
  }

  protected drag(event: PointerEvent): void {
    if (!this.from) return;
    const { x, y, box, sizes } = this.from;
    const [right, down] = [(event.clientX - x) / this.scale(), (event.clientY - y) / this.scale()];
    if (Math.abs(right) + Math.abs(down) < 0.5) return;
    this.store.place(this.store.active(), shifted(box, right, down, sizes), true);
  }

  protected up(): void {
    const box = this.store.boxes()[this.store.active()];
    if (this.from && box) this.store.place(this.store.active(), box, false);
    this.from = null;
  }

  protected key(event: KeyboardEvent, index: number): void {
    const [arrow, box] = [ARROWS[event.key], this.store.boxes()[index]];
    if (event.key === 'Delete') this.store.remove(index);
    else if (arrow && box) {
      this.store.active.set(index);
      const by = event.shiftKey ? 10 : 1;
      this.store.place(index, shifted(box, arrow[0] * by, arrow[1] * by, event.altKey));
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

function shifted(box: Box, right: number, down: number, sizes: boolean): Box {
  return sizes
    ? { ...box, width: Math.max(4, box.width + right), height: Math.max(4, box.height + down) }
    : { ...box, left: box.left + right, top: box.top + down };
}
