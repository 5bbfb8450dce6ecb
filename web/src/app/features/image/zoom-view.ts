import {
  afterNextRender,
  ChangeDetectionStrategy,
  Component,
  computed,
  DestroyRef,
  effect,
  ElementRef,
  inject,
  input,
  signal,
} from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Words } from '@core/words';
import { Icon } from '@shared/icon';
import { Picture } from '@shared/picture';
import { FIT, fitted, held, Size, Zoom, zoomed } from './zoom';

const STEP = 1.5;
const PAN = 80;

/** What is shown: a small picture at once, and the whole one when it is magnified. */
export interface Shown extends Size {
  readonly small: string;
  /** Null when browsers cannot show it. */
  readonly whole: string | null;
  readonly alt: string;
  readonly color: string | null;
}

/** A picture that can be magnified and moved: by wheel, by fingers, by keys and by buttons. */
@Component({
  selector: 'app-zoom-view',
  imports: [Icon, Picture, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'zoom'">
      <div
        class="frame"
        [class.movable]="zoom().scale > 1"
        (wheel)="wheel($event)"
        (dblclick)="toggle($event)"
        (pointerdown)="down($event)"
        (pointermove)="drag($event)"
        (pointerup)="up($event)"
        (pointercancel)="up($event)"
      >
        <img
          draggable="false"
          [alt]="shown().alt"
          [appPicture]="link()"
          [style.width.px]="size().width"
          [style.height.px]="size().height"
          [style.background-color]="isLoaded() ? null : shown().color"
          [style.transform]="transform()"
          (loaded)="isLoaded.set(true)"
        />
      </div>
      <div class="tools" role="group" [attr.aria-label]="t('label')">
        <button type="button" class="tool" [attr.aria-label]="t('out')" (click)="by(1 / step)">
          <app-icon name="minus" />
        </button>
        <button type="button" class="tool" (click)="reset()">
          <span>{{ percent() }}</span><span class="visually-hidden">{{ t('fit') }}</span>
        </button>
        <button type="button" class="tool" [attr.aria-label]="t('in')" (click)="by(step)">
          <app-icon name="plus" />
        </button>
      </div>
    </ng-container>
  `,
  styleUrl: './zoom-view.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ZoomView {
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly words = inject(Words);
  private readonly pointers = new Map<number, { x: number; y: number }>();

  readonly shown = input.required<Shown>();

  protected readonly step = STEP;
  protected readonly isLoaded = signal(false);
  private readonly frame = signal<Size>({ width: 0, height: 0 });
  readonly zoom = signal<Zoom>(FIT);
  protected readonly size = computed(() => fitted(this.shown(), this.frame()));
  protected readonly transform = computed(() => {
    const { scale, x, y } = this.zoom();
    return `translate(${x}px, ${y}px) scale(${scale})`;
  });
  protected readonly link = computed(() => {
    const { small, whole } = this.shown();
    const shown = this.size().width * this.zoom().scale * devicePixelRatio;
    return whole && shown > 1300 ? whole : small;
  });
  protected readonly percent = computed(() => {
    const scale = (this.size().width * this.zoom().scale) / this.shown().width;
    return this.words.number(scale, { style: 'percent' });
  });

  constructor() {
    effect(() => {
      this.shown();
      this.reset();
      this.isLoaded.set(false);
    });
    const destroyed = inject(DestroyRef);
    afterNextRender(() => {
      const observer = new ResizeObserver(([entry]) => {
        if (entry) this.frame.set(entry.contentRect);
      });
      observer.observe(this.element);
      destroyed.onDestroy(() => observer.disconnect());
    });
  }

  /** Magnifies around the middle. */
  by(factor: number): void {
    this.move(zoomed(this.zoom(), factor, { x: 0, y: 0 }));
  }

  reset(): void {
    this.zoom.set(FIT);
  }

  /** Moves the picture by steps; false when it cannot move, for it is all in the frame. */
  pan(right: number, down: number): boolean {
    const { scale, x, y } = this.zoom();
    const { width, height } = this.size();
    if (width * scale <= this.frame().width && height * scale <= this.frame().height) return false;
    this.move({ scale, x: x - right * PAN, y: y - down * PAN });
    return true;
  }

  protected wheel(event: WheelEvent): void {
    event.preventDefault();
    this.move(zoomed(this.zoom(), Math.exp(-event.deltaY / 400), this.point(event)));
  }

  protected toggle(event: MouseEvent): void {
    if (this.zoom().scale > 1) this.reset();
    else this.move(zoomed(this.zoom(), STEP * STEP, this.point(event)));
  }

  protected down(event: PointerEvent): void {
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    this.pointers.set(event.pointerId, this.point(event));
  }

  protected up(event: PointerEvent): void {
    this.pointers.delete(event.pointerId);
  }

  protected drag(event: PointerEvent): void {
    const before = this.pointers.get(event.pointerId);
    if (!before) return;
    const now = this.point(event);
    const other = [...this.pointers].find(([id]) => id !== event.pointerId)?.[1];
    this.pointers.set(event.pointerId, now);
    if (other) {
      const [was, is] = [before, now].map(({ x, y }) => Math.hypot(x - other.x, y - other.y));
      const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
      this.move(zoomed(this.zoom(), (is ?? 1) / Math.max(was ?? 1, 1), middle));
    } else if (this.zoom().scale > 1) {
      const { scale, x, y } = this.zoom();
      this.move({ scale, x: x + now.x - before.x, y: y + now.y - before.y });
    }
  }

  private move(zoom: Zoom): void {
    this.zoom.set(held(zoom, this.size(), this.frame()));
  }

  private point(event: MouseEvent): { x: number; y: number } {
    const box = this.element.getBoundingClientRect();
    return {
      x: event.clientX - box.left - box.width / 2,
      y: event.clientY - box.top - box.height / 2,
    };
  }
}
