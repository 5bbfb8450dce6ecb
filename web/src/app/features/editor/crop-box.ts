import {
  ChangeDetectionStrategy,
  Component,
  CUSTOM_ELEMENTS_SCHEMA,
  effect,
  ElementRef,
  input,
  output,
  viewChild,
} from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import 'cropperjs';
import type { CropperSelection } from 'cropperjs';

import { Box, shaped, Size, within } from '@core/recipes/shape';
import { Change } from '@shared/number-field';

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/**
 * The box that is cut out, over the picture. It is dragged by its sides and corners; arrows move it by a pixel, with Shift by ten, and with
 * Alt they move its lower right corner.
 */
@Component({
  selector: 'app-crop-box',
  imports: [TranslocoDirective],
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <ng-container *transloco="let t; prefix: 'editor.crop'">
      <div
        class="keys"
        role="group"
        tabindex="0"
        [attr.aria-label]="t('box')"
        aria-describedby="crop-keys"
        (keydown)="key($event)"
      >
        <cropper-canvas scale-step="0" (actionend)="end()">
          <cropper-shade theme-color="rgba(8, 9, 12, 0.6)" />
          <cropper-handle action="select" plain />
          <cropper-selection #selection movable resizable outlined precise (change)="drag($event)">
            <span class="thirds"></span>
            <cropper-handle action="move" theme-color="transparent" />
            @for (corner of corners; track corner) {
              <span [class]="'corner ' + corner"></span>
            }
            @for (side of sides; track side) {
              <cropper-handle [attr.action]="side + '-resize'" theme-color="#fff" />
            }
          </cropper-selection>
        </cropper-canvas>
      </div>
      <p id="crop-keys" class="visually-hidden">{{ t('keys') }}</p>
    </ng-container>
  `,
  styles: `
    :host,
    .keys,
    cropper-canvas {
      position: absolute;
      inset: 0;
    }
    cropper-canvas {
      min-width: 0;
      min-height: 0;
    }
    .thirds {
      position: absolute;
      inset: 0;
      background:
        linear-gradient(rgb(255 255 255 / 60%), rgb(255 255 255 / 60%)) 33.33% 0 / 1px 100%
          no-repeat,
        linear-gradient(rgb(255 255 255 / 60%), rgb(255 255 255 / 60%)) 66.66% 0 / 1px 100%
          no-repeat,
        linear-gradient(rgb(255 255 255 / 60%), rgb(255 255 255 / 60%)) 0 33.33% / 100% 1px
          no-repeat,
        linear-gradient(rgb(255 255 255 / 60%), rgb(255 255 255 / 60%)) 0 66.66% / 100% 1px
          no-repeat;
      pointer-events: none;
    }
    .corner {
      position: absolute;
      width: 20px;
      height: 20px;
      border: 0 solid #fff;
      filter: drop-shadow(0 0 1px rgb(8 9 12 / 80%));
      pointer-events: none;
    }
    .nw,
    .ne {
      top: 0;
      border-top-width: 4px;
    }
    .sw,
    .se {
      bottom: 0;
      border-bottom-width: 4px;
    }
    .nw,
    .sw {
      left: 0;
      border-left-width: 4px;
    }
    .ne,
    .se {
      right: 0;
      border-right-width: 4px;
    }
    .keys:focus-visible {
      outline-offset: 3px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CropBox {
  private readonly selection = viewChild<ElementRef<CropperSelection>>('selection');

  /** What is cut out, px of the picture. */
  readonly box = input.required<Box>();
  /** Of the picture, px. */
  readonly size = input.required<Size>();
  /** Of the picture on the screen: how large one of its pixels is. */
  readonly scale = input.required<number>();
  readonly ratio = input<number | null>(null);
  readonly changed = output<Change<Box>>();

  protected readonly corners = ['ne', 'nw', 'se', 'sw'];
  protected readonly sides = ['n', 'e', 's', 'w', 'ne', 'nw', 'se', 'sw'];
  /** The element is told where the box is; what it then says is no news. */
  private isTelling = false;
  private wanted: Box | null = null;
  /** Where keys have brought the box, until the recipe says so too. */
  private latest: Box | null = null;

  constructor() {
    effect(() => {
      const selection = this.selection()?.nativeElement;
      if (!selection) return;
      selection.aspectRatio = this.ratio() ?? NaN;
      const [box, scale] = [this.box(), this.scale()];
      this.latest = null;
      // While it is dragged it knows better than the recipe, which has whole pixels.
      if (this.wanted && JSON.stringify(this.wanted) === JSON.stringify(box)) return;
      this.tell(selection, box, scale);
    });
  }

  protected drag(event: Event): void {
    const { x, y, width, height } = (event as CustomEvent<Record<string, number>>).detail as {
      x: number;
      y: number;
      width: number;
      height: number;
    };
    if (this.isTelling || width < 1 || height < 1) return;
    const scale = this.scale();
    const box = { left: x / scale, top: y / scale, width: width / scale, height: height / scale };
    const held = this.held(box);
    this.wanted = held;
    this.changed.emit({ value: held, live: true });
    const isInside = Math.abs(held.left - box.left) < 1 && Math.abs(held.top - box.top) < 1;
    if (isInside && Math.abs(held.width - box.width) < 1 && Math.abs(held.height - box.height) < 1)
      return;
    event.preventDefault();
    this.tell(event.target as CropperSelection, held, scale);
  }

  protected end(): void {
    if (this.wanted) this.changed.emit({ value: this.wanted, live: false });
    this.wanted = null;
  }

  protected key(event: KeyboardEvent): void {
    const arrow = ARROWS[event.key];
    if (!arrow) return;
    event.preventDefault();
    event.stopPropagation();
    const [right, down] = arrow.map((by) => by * (event.shiftKey ? 10 : 1)) as [number, number];
    const value = event.altKey ? this.grown(right, down) : this.shifted(right, down);
    this.latest = value;
    this.changed.emit({ value, live: false });
  }

  private shifted(right: number, down: number): Box {
    const box = this.latest ?? this.box();
    return within({ ...box, left: box.left + right, top: box.top + down }, this.size());
  }

  /** With the lower right corner elsewhere. */
  private grown(right: number, down: number): Box {
    const [box, ratio, size] = [this.latest ?? this.box(), this.ratio(), this.size()];
    const [across, along] = [size.width - box.left, size.height - box.top];
    if (!ratio) {
      const width = Math.min(box.width + right, across);
      return within({ ...box, width, height: Math.min(box.height + down, along) }, size);
    }
    const width = Math.min(box.width + right + down * ratio, across, along * ratio);
    return within({ ...box, width, height: width / ratio }, size);
  }

  /** Moved back into the picture when only its place was wrong; otherwise cut at the edges. */
  private held(box: Box): Box {
    const before = this.wanted ?? this.box();
    const isMoved =
      Math.abs(before.width - box.width) < 1 && Math.abs(before.height - box.height) < 1;
    const ratio = this.ratio();
    const { width, height } = this.size();
    if (isMoved) return within(box, this.size());
    if (ratio) {
      const isLarge = box.width > width || box.height > height;
      return isLarge ? shaped(box, ratio, this.size()) : within(box, this.size());
    }
    const [left, top] = [Math.max(0, box.left), Math.max(0, box.top)];
    const right = Math.min(width, box.left + box.width);
    const bottom = Math.min(height, box.top + box.height);
    return within({ left, top, width: right - left, height: bottom - top }, this.size());
  }

  private tell(selection: CropperSelection, box: Box, scale: number): void {
    const [x, y, width, height] = [box.left, box.top, box.width, box.height].map(
      (value) => value * scale,
    ) as [number, number, number, number];
    this.isTelling = true;
    selection.$change(x, y, width, height, NaN, true);
    this.isTelling = false;
  }
}
