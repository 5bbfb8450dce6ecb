import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Catalogue } from '@core/recipes/catalogue';
import { isObject, placeOf, stepOf } from '@core/recipes/recipe';
import { ObjectNode } from '@core/recipes/schema';
import { sizeAfter } from '@core/recipes/shape';
import { Words } from '@core/words';
import { Change } from '@shared/number-field';
import { SchemaField } from '@shared/schema-field';
import { EditorStore } from './editor.store';

const PERCENTS = [75, 50, 25, 10];
const SIDES = [2560, 1920, 1280, 640];

/** How large the picture becomes. */
@Component({
  selector: 'app-size-panel',
  imports: [SchemaField, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'editor.size'">
      @if (before(); as size) {
        <p class="quiet small">
          {{ t('now', { width: words.number(size.width), height: words.number(size.height) }) }}
        </p>
        <div class="chips" role="group" [attr.aria-label]="t('percent')">
          @for (percent of percents; track percent) {
            <button
              type="button"
              class="chip"
              (click)="side(Math.round((size.width * percent) / 100))"
            >
              {{ percent }} %
            </button>
          }
          @for (width of sides; track width) {
            @if (width < size.width) {
              <button type="button" class="chip" (click)="side(width)">{{ width }} px</button>
            }
          }
        </div>
      }
      @if (node(); as form) {
        <app-schema-field
          bare
          [node]="form"
          [label]="catalogue.nameOf('resize')"
          [value]="step()"
          [pointer]="store.pointer('resize')"
          [faults]="store.faults()"
          (changed)="set($event)"
        />
      }
      <button type="button" class="tool" [disabled]="!step()" (click)="clear()">
        {{ t('clear') }}
      </button>
    </ng-container>
  `,
  styleUrl: './panel.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SizePanel {
  protected readonly catalogue = inject(Catalogue);
  protected readonly store = inject(EditorStore);
  protected readonly words = inject(Words);

  protected readonly Math = Math;
  protected readonly percents = PERCENTS;
  protected readonly sides = SIDES;
  protected readonly step = computed(() => stepOf(this.store.recipe(), 'resize'));
  protected readonly node = computed((): ObjectNode | null => {
    const operation = this.catalogue.operation('resize');
    return operation
      ? { kind: 'object', about: operation.about, title: '', fields: operation.fields }
      : null;
  });
  /** The size before, px. */
  protected readonly before = computed(() => {
    const { steps } = this.store.recipe();
    const place = placeOf(this.store.recipe(), 'resize');
    return sizeAfter(place < 0 ? steps : steps.slice(0, place), this.store.size());
  });

  protected side(width: number): void {
    this.store.set('resize', { ...this.step(), width, height: undefined }, 'resize');
  }

  protected set({ value, live }: Change): void {
    const args = isObject(value) ? value : {};
    const isSized = 'width' in args || 'height' in args;
    this.store.set('resize', isSized ? args : null, 'resize.size', live);
  }

  protected clear(): void {
    this.store.set('resize', null, 'resize');
  }
}
