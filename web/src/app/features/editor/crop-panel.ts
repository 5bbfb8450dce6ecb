import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Catalogue } from '@core/recipes/catalogue';
import { isSame } from '@core/recipes/recipe';
import { Box, shaped, within } from '@core/recipes/shape';
import { Change, NumberField } from '@shared/number-field';
import { EditorStore } from './editor.store';
import { boxOf } from './turn';

const RATIOS = ['1:1', '5:4', '4:3', '3:2', '16:9', '4:5', '3:4', '2:3', '9:16'] as const;
const FIELDS = ['left', 'top', 'width', 'height'] as const;

/** What is cut out: by its shape, in numbers, or in the picture. */
@Component({
  selector: 'app-crop-panel',
  imports: [NumberField, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'editor.crop'">
      @if (whole(); as all) {
        <div class="chips" role="group" [attr.aria-label]="t('ratio')">
          <button
            type="button"
            class="chip"
            [attr.aria-pressed]="store.ratio() === null"
            (click)="store.ratio.set(null)"
          >
            {{ t('free') }}
          </button>
          <button
            type="button"
            class="chip"
            [attr.aria-pressed]="isRatio(all.width / all.height)"
            (click)="keep(all.width / all.height)"
          >
            {{ t('original') }}
          </button>
          <button type="button" class="chip" [attr.aria-pressed]="isOwn()" (click)="keepOwn()">
            {{ t('own') }}
          </button>
          @for (ratio of ratios; track ratio.name) {
            <button
              type="button"
              class="chip"
              [attr.aria-pressed]="isRatio(ratio.value)"
              (click)="keep(ratio.value)"
            >
              {{ ratio.name }}
            </button>
          }
        </div>
        <div class="fields">
          @for (field of fields; track field) {
            <app-number-field
              whole
              required
              unit="px"
              [field]="'crop-' + field"
              [label]="catalogue.labelOf(field)"
              [value]="box()[field]"
              [least]="field === 'left' || field === 'top' ? 0 : 1"
              [most]="field === 'left' || field === 'width' ? all.width : all.height"
              [fault]="store.faults()[store.pointer('extract') + '/' + field]"
              (changed)="type(field, $event)"
            />
          }
        </div>
        <button type="button" class="tool" [disabled]="isWhole()" (click)="clear()">
          {{ t('clear') }}
        </button>
        <p class="quiet small">{{ t('hint') }}</p>
      } @else {
        <p class="quiet small">{{ t('unknown') }}</p>
      }
    </ng-container>
  `,
  styleUrl: './panel.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CropPanel {
  protected readonly catalogue = inject(Catalogue);
  protected readonly store = inject(EditorStore);

  protected readonly fields = FIELDS;
  protected readonly ratios = RATIOS.map((name) => {
    const [width = 1, height = 1] = name.split(':').map(Number);
    return { name, value: width / height };
  });
  protected readonly whole = computed((): Box | null => {
    const size = this.store.uncutSize();
    return size && { left: 0, top: 0, ...size };
  });
  protected readonly box = computed(
    (): Box =>
      boxOf(this.store.recipe()) ?? this.whole() ?? { left: 0, top: 0, width: 1, height: 1 },
  );
  protected readonly isWhole = computed(() => isSame(this.box(), this.whole()));

  protected isRatio(value: number): boolean {
    return Math.abs((this.store.ratio() ?? 0) - value) < 0.001;
  }

  /** Whether the shape that is kept has no name. */
  protected isOwn(): boolean {
    const { width = 1, height = 1 } = this.whole() ?? {};
    const known = [width / height, ...this.ratios.map(({ value }) => value)];
    return this.store.ratio() !== null && !known.some((value) => this.isRatio(value));
  }

  /** Keeps the shape that the box has. */
  protected keepOwn(): void {
    this.store.ratio.set(this.box().width / this.box().height);
  }

  protected keep(ratio: number): void {
    const whole = this.whole();
    this.store.ratio.set(ratio);
    if (whole) this.store.crop(shaped(this.box(), ratio, whole), 'crop');
  }

  protected type(field: (typeof FIELDS)[number], { value, live }: Change<number | null>): void {
    const whole = this.whole();
    if (value === null || !whole) return;
    const ratio = this.store.ratio();
    const box = { ...this.box(), [field]: value };
    if (ratio && field === 'width') box.height = value / ratio;
    if (ratio && field === 'height') box.width = value * ratio;
    this.store.crop(within(box, whole), `extract.${field}`, live);
  }

  protected clear(): void {
    this.store.ratio.set(null);
    this.store.set('extract', null, 'crop');
  }
}
