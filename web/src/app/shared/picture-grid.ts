import {
  afterNextRender,
  booleanAttribute,
  ChangeDetectionStrategy,
  Component,
  computed,
  DestroyRef,
  DOCUMENT,
  effect,
  ElementRef,
  inject,
  Injector,
  input,
  output,
  signal,
  untracked,
} from '@angular/core';
import { Router } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { ImageView } from '@api/models/image-view';
import { Selection } from '@core/gallery/selection';
import { Words } from '@core/words';
import { Icon } from './icon';
import { between, justify, stack } from './justify';
import { Picture } from './picture';
import { sketchUrl } from './thumb-hash';
import { step } from './grid-keys';

const GAP = 8;
/** How far above and below what is seen there are pictures already, px. */
const BEYOND = 600;
const SIZES = [160, 320, 640, 1280] as const;

/**
 * A wall of pictures of which only those near the window are in the page.
 *
 * Arrows move, Enter opens, Space selects, Shift selects a range, Ctrl+A all, Esc none, Delete deletes. On touch screens a long
 * press selects.
 */
@Component({
  selector: 'app-picture-grid',
  imports: [Icon, Picture, TranslocoDirective],
  templateUrl: './picture-grid.html',
  styleUrl: './picture-grid.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PictureGrid {
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly injector = inject(Injector);
  private readonly router = inject(Router);
  private readonly window = inject(DOCUMENT).defaultView;
  protected readonly words = inject(Words);

  readonly images = input.required<readonly ImageView[]>();
  readonly selection = input.required<Selection>();
  readonly label = input.required<string>();
  /** Of a row, px. */
  readonly height = input(200);
  /** One picture to a row, with what is known of it beside. */
  readonly isList = input(false, { transform: booleanAttribute });
  /** Whether a picture opens; otherwise a click selects it. */
  readonly opens = input(true);
  /** The end is near: more should come. */
  readonly ending = output();
  /** Delete was pressed. */
  readonly deleted = output();

  private readonly width = signal(0);
  private readonly seen = signal({ top: 0, bottom: 0 });
  protected readonly active = signal(0);
  protected readonly rows = computed(() => {
    if (this.isList()) return stack(this.images().length, this.width(), this.height());
    const ratios = this.images().map(({ width, height }) => width / height);
    return this.width() > 0 ? justify(ratios, this.width(), this.height(), GAP) : [];
  });
  protected readonly total = computed(() => {
    const last = this.rows().at(-1);
    return last ? last.y + last.height : 0;
  });
  protected readonly shown = computed(() => {
    const rows = this.rows();
    const { top, bottom } = this.seen();
    const [from, to] = between(rows, top - BEYOND, bottom + BEYOND);
    const indices = Array.from({ length: to - from }, (_, index) => from + index);
    // The one that has the focus stays, wherever it is.
    const focused = rows.findLastIndex(({ first }) => first <= this.active());
    if (focused >= 0 && !indices.includes(focused)) indices.push(focused);
    return indices.flatMap((index) => {
      const row = rows[index];
      return row ? [{ index, row, pictures: this.picturesOf(row.first, row.cells.length) }] : [];
    });
  });

  constructor() {
    effect(() => {
      const count = this.images().length;
      if (untracked(this.active) >= count) this.active.set(Math.max(count - 1, 0));
    });
    effect(() => {
      const { bottom } = this.seen();
      if (this.rows().length > 0 && bottom + 2 * BEYOND > this.total()) this.ending.emit();
    });
    afterNextRender(() => this.watch());
  }

  /** The smallest thumbnail that fills a cell on this screen. */
  protected thumbnail(image: ImageView, width: number, height: number): string {
    if (this.isList()) return `${image.links.thumbnail}?size=160`;
    const side = Math.max(width, height) * Math.min(this.window?.devicePixelRatio ?? 1, 2);
    const size = SIZES.find((one) => one >= side * 0.8) ?? 1280;
    return `${image.links.thumbnail}?size=${size}`;
  }

  /** What stands there until the thumbnail has come. What can be seen through gets none: it would shine through. */
  protected sketch({ placeholder, hasAlpha }: ImageView): string | null {
    const url = placeholder && !hasAlpha ? sketchUrl(placeholder) : null;
    return url && `url(${url})`;
  }

  protected press(event: MouseEvent, index: number): void {
    const id = this.images()[index]?.id;
    if (id === undefined) return;
    this.active.set(index);
    event.preventDefault();
    const isPlain = !event.shiftKey && !event.ctrlKey && !event.metaKey;
    const isOpening = this.opens() && this.selection().count() === 0 && isPlain;
    if (isOpening) void this.router.navigate(['/images', id]);
    else this.pick(id, event.shiftKey);
  }

  protected pick(id: string, isRange: boolean): void {
    const selection = this.selection();
    if (isRange) selection.extend(this.ids(), id);
    else selection.toggle(id);
  }

  /** Links open by themselves. */
  protected enter(id: string): void {
    if (!this.opens()) this.pick(id, false);
  }

  /** A long press, where there is no mouse. */
  protected hold(event: Event, id: string): void {
    if (!(event instanceof PointerEvent) || event.pointerType === 'mouse') return;
    event.preventDefault();
    this.selection().toggle(id);
  }

  protected key(event: KeyboardEvent): void {
    if (this.handle(event)) event.preventDefault();
  }

  private handle(event: KeyboardEvent): boolean {
    const id = this.images()[this.active()]?.id;
    const isAll = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a';
    if (isAll) this.selection().set(this.ids());
    else if (event.ctrlKey || event.metaKey || event.altKey || id === undefined) return false;
    else if (event.key === ' ') this.pick(id, event.shiftKey);
    else if (event.key === 'Escape') this.selection().clear();
    else if (event.key === 'Delete') this.deleted.emit();
    else return this.move(event);
    return true;
  }

  private move(event: KeyboardEvent): boolean {
    const page = Math.max(1, Math.floor((this.window?.innerHeight ?? 0) / this.height()) - 1);
    const to = step(this.rows(), this.active(), event.key, page);
    if (to === null) return false;
    const [before, after] = [this.images()[this.active()], this.images()[to]];
    if (event.shiftKey && before && after) {
      if (this.selection().count() === 0) this.selection().toggle(before.id);
      this.selection().extend(this.ids(), after.id);
    }
    this.active.set(to);
    this.focus();
    return true;
  }

  /** Puts the focus on the picture that had it last, or on the one that took its place. */
  focus(): void {
    afterNextRender(() => this.focusActive(), { injector: this.injector });
  }

  private focusActive(): void {
    const target = this.element.querySelector<HTMLElement>('[tabindex="0"]');
    target?.focus();
    target?.scrollIntoView({ block: 'nearest' });
  }

  private ids(): string[] {
    return this.images().map(({ id }) => id);
  }

  private picturesOf(first: number, count: number) {
    return this.images().slice(first, first + count);
  }

  private watch(): void {
    const { window } = this;
    if (!window) return;
    const look = () => {
      const box = this.element.getBoundingClientRect();
      this.width.set(Math.floor(box.width));
      this.seen.set({ top: -box.top, bottom: window.innerHeight - box.top });
    };
    const gone = new AbortController();
    window.addEventListener('scroll', look, { passive: true, signal: gone.signal });
    window.addEventListener('resize', look, { signal: gone.signal });
    const observer = new ResizeObserver(look);
    observer.observe(this.element);
    look();
    this.injector.get(DestroyRef).onDestroy(() => {
      gone.abort();
      observer.disconnect();
    });
  }
}
