import {
  ChangeDetectionStrategy,
  Component,
  computed,
  DestroyRef,
  effect,
  ElementRef,
  inject,
  signal,
  viewChild,
} from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { isSamePicture, lookBetween } from '@core/recipes/instant';
import { Size } from '@core/recipes/shape';
import { Shortcuts } from '@core/shortcuts';
import { Words } from '@core/words';
import { CompareSlider } from '@shared/compare-slider';
import { Icon } from '@shared/icon';
import { Picture } from '@shared/picture';
import { roomIn, sideIn } from '@shared/room';
import { CropBox } from './crop-box';
import { EditorStore } from './editor.store';
import { Marker } from './marker';
import { boxOf } from './turn';

const MARGIN = 24;
const MOST = 8;

/** The picture in the middle: as it becomes, beside what it was, or with the box that cuts it. */
@Component({
  selector: 'app-stage',
  imports: [CompareSlider, CropBox, Icon, Marker, Picture, TranslocoDirective],
  templateUrl: './stage.html',
  styleUrl: './stage.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Stage {
  private readonly words = inject(Words);
  protected readonly store = inject(EditorStore);
  private readonly frame = viewChild<ElementRef<HTMLElement>>('frame');

  private readonly room = roomIn(this.frame, MARGIN);
  protected readonly zoom = signal(1);
  protected readonly isCropping = computed(
    () =>
      this.store.tab() === 'crop' &&
      !this.store.isComparing() &&
      !this.store.isPeeking() &&
      this.store.uncutSize() !== null,
  );
  /** The picture that lies in the frame. */
  private readonly picture = computed((): Size => {
    if (this.isCropping()) return this.store.uncutSize() ?? this.store.size();
    return this.store.result.shown() ?? this.store.size();
  });
  protected readonly scale = computed(() => {
    const { width, height } = this.picture();
    const room = this.room();
    const fit = Math.min(room.width / width, room.height / height);
    const largest = Math.max(1, ...this.whole(width));
    return Math.max(0, Math.min(fit, largest)) * this.zoom();
  });
  protected readonly width = computed(() => Math.round(this.picture().width * this.scale()));
  protected readonly height = computed(() => Math.round(this.picture().height * this.scale()));
  protected readonly cropScale = computed(() => this.width() / this.picture().width);
  protected readonly crop = computed(
    () => boxOf(this.store.recipe()) ?? { left: 0, top: 0, ...this.picture() },
  );
  protected readonly look = computed(() => {
    const shown = this.store.result.shown();
    return shown ? lookBetween(shown.recipe, this.store.recipe()) : null;
  });
  protected readonly isBehind = computed(() => {
    const shown = this.store.result.shown();
    return shown === null || !isSamePicture(shown.recipe, this.store.recipe());
  });
  protected readonly percent = computed(() => {
    const whole = (this.isCropping() ? null : this.store.planned()) ?? this.picture();
    return this.words.number(this.width() / whole.width, { style: 'percent' });
  });
  protected readonly alt = computed(() => {
    const image = this.store.image();
    return image ? image.altText || image.filename : '';
  });

  constructor() {
    const destroyed = inject(DestroyRef);
    const shortcuts = inject(Shortcuts);
    const ends = [
      shortcuts.listen('+', () => this.by(1.5)),
      shortcuts.listen('-', () => this.by(1 / 1.5)),
      shortcuts.listen('0', () => this.zoom.set(1)),
    ];
    destroyed.onDestroy(() => ends.forEach((end) => end()));
    effect(() => this.store.side.set(sideIn(this.room())));
  }

  protected by(factor: number): void {
    this.zoom.set(Math.min(Math.max(this.zoom() * factor, 1), MOST));
  }

  /** How much larger than the preview the whole picture is. */
  private whole(width: number): number[] {
    const planned = this.isCropping() ? null : this.store.planned();
    return planned ? [planned.width / width] : [];
  }
}
