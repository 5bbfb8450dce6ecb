import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { TranslocoDirective } from '@jsverse/transloco';

import { ImageView } from '@api/models/image-view';
import { isObject, Json, numberOf, withFields } from '@core/recipes/recipe';
import { Icon } from '@shared/icon';
import { Change, NumberField } from '@shared/number-field';
import { PictureChoice } from '@shared/picture-choice';
import { PictureField } from '@shared/picture-field';
import { EditorStore } from './editor.store';
import { PlaceField } from './place-field';

/** Pictures of the gallery over the picture. */
@Component({
  selector: 'app-watermark-panel',
  imports: [
    Icon,
    MatButton,
    NumberField,
    PictureChoice,
    PictureField,
    PlaceField,
    TranslocoDirective,
  ],
  template: `
    <ng-container *transloco="let t; prefix: 'editor.watermark'">
      @for (mark of marks(); track mark.index; let number = $count) {
        <div class="row">
          <button
            type="button"
            class="tool"
            [attr.aria-pressed]="mark.index === active()?.index"
            (click)="store.layer.set(mark.index)"
          >
            {{ t('number', { number: '' + ($index + 1) }) }}
          </button>
          <button
            type="button"
            class="tool"
            [attr.aria-label]="t('remove', { number: '' + ($index + 1) })"
            (click)="remove(mark.index)"
          >
            <app-icon name="bin" />
          </button>
        </div>
      } @empty {
        <p class="quiet small">{{ t('none') }}</p>
      }
      <button matButton="outlined" type="button" (click)="isChoosing.set(true)">
        {{ t('add') }}
      </button>
      @if (active(); as one) {
        <app-picture-field
          [label]="t('picture')"
          [value]="one.image"
          [fault]="store.faults()[store.pointer('composite') + '/images/' + one.index + '/input']"
          (chosen)="change(one, { image: $event.id })"
        />
        <app-number-field
          field="mark-width"
          whole
          unit="px"
          [label]="t('width')"
          [value]="one.width"
          [least]="1"
          [most]="below().width"
          [from]="1"
          [to]="sliderEnd()"
          (changed)="change(one, { width: $event.value }, $event.live)"
        />
        <app-number-field
          field="mark-opacity"
          required
          whole
          unit="%"
          [label]="t('opacity')"
          [value]="percent(one.input)"
          [plain]="100"
          [least]="0"
          [most]="100"
          (changed)="fade(one, $event)"
        />
        <app-place-field
          [layer]="one.layer"
          [size]="below()"
          (changed)="store.setLayer(one.index, $event.value, 'composite.place', $event.live)"
        />
      }
      @if (isChoosing()) {
        <app-picture-choice (closed)="add($event)" />
      }
    </ng-container>
  `,
  styleUrl: './panel.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class WatermarkPanel {
  protected readonly store = inject(EditorStore);

  protected readonly isChoosing = signal(false);
  protected readonly below = computed(() => this.store.planned() ?? this.store.size());
  protected readonly sliderEnd = computed(() => Math.min(this.below().width, 1000));
  protected readonly marks = computed(() =>
    this.store.layers().flatMap((layer, index) => {
      const input = layer['input'];
      if (!isObject(input) || typeof input['image'] !== 'string') return [];
      const width = numberOf(input, 'width', 0) || null;
      return [{ layer, index, input, image: input['image'], width }];
    }),
  );
  protected readonly active = computed(() => {
    const marks = this.marks();
    return marks.find(({ index }) => index === this.store.layer()) ?? marks.at(-1);
  });

  protected percent(input: Json): number {
    return Math.round(numberOf(input, 'opacity', 1) * 100);
  }

  protected add(image: ImageView | null): void {
    this.isChoosing.set(false);
    if (!image) return;
    // A quarter of the picture, and never larger than it is high.
    const { width, height } = this.below();
    const fit = Math.min(width / 4, (height * image.width) / image.height, image.width);
    const input = { image: image.id, width: Math.max(1, Math.floor(fit)) };
    const layers = [...this.store.layers(), { input, gravity: 'southeast' }];
    this.store.setLayers(layers, 'watermark');
    this.store.layer.set(layers.length - 1);
  }

  protected change(
    mark: { index: number; layer: Json; input: Json },
    change: Json,
    live = false,
  ): void {
    const input = withFields(mark.input, change);
    const what = `composite.${Object.keys(change)[0] ?? ''}`;
    this.store.setLayer(mark.index, withFields(mark.layer, { input }), what, live);
  }

  protected fade(
    mark: { index: number; layer: Json; input: Json },
    { value, live }: Change<number | null>,
  ): void {
    const opacity = (value ?? 100) / 100;
    this.change(mark, { opacity: opacity === 1 ? null : opacity }, live);
  }

  protected remove(place: number): void {
    this.store.setLayers(
      this.store.layers().filter((_, index) => index !== place),
      'removeWatermark',
    );
  }
}
