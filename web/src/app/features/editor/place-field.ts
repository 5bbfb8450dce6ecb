import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Json, numberOf, withFields } from '@core/recipes/recipe';
import { Size } from '@core/recipes/shape';
import { Change, NumberField } from '@shared/number-field';

const GRAVITIES = [
  'northwest',
  'north',
  'northeast',
  'west',
  'centre',
  'east',
  'southwest',
  'south',
  'southeast',
] as const;

/** Where a layer lies: at one of nine places, or exactly. */
@Component({
  selector: 'app-place-field',
  imports: [NumberField, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'editor.place'">
      <fieldset>
        <legend>{{ t('label') }}</legend>
        <div class="nine">
          @for (gravity of gravities; track gravity) {
            <label [title]="t(gravity)">
              <input
                type="radio"
                name="gravity"
                [checked]="!isExact() && gravity === active()"
                [attr.aria-label]="t(gravity)"
                (change)="put(gravity)"
              />
            </label>
          }
        </div>
        <label class="check">
          <input type="checkbox" [checked]="isExact()" (change)="exactly(!isExact())" />
          <span>{{ t('exact') }}</span>
        </label>
      </fieldset>
      @if (isExact()) {
        @for (side of sides; track side) {
          <app-number-field
            required
            whole
            unit="px"
            [field]="'place-' + side"
            [label]="t(side)"
            [value]="at()[side]"
            (changed)="move(side, $event)"
          />
        }
      } @else {
        <label class="check">
          <input
            #tile
            type="checkbox"
            [checked]="layer()['tile'] === true"
            (change)="tiled(tile.checked)"
          />
          <span>{{ t('tile') }}</span>
        </label>
      }
    </ng-container>
  `,
  styles: `
    :host {
      display: grid;
      gap: 8px;
    }
    fieldset {
      margin: 0;
      padding: 0;
      border: 0;
    }
    legend {
      padding: 0;
      font-size: var(--text-s);
      font-weight: 600;
    }
    .nine {
      display: grid;
      grid-template-columns: repeat(3, 40px);
      width: max-content;
      margin: 8px 0;
      border: 1px solid var(--mat-sys-outline-variant);
      border-radius: calc(var(--radius) - 4px);
    }
    .nine label {
      display: grid;
      height: 40px;
      place-items: center;
      cursor: pointer;
    }
    .check {
      font-size: var(--text-s);
    }
    .check input {
      margin-top: 0;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PlaceField {
  readonly layer = input.required<Json>();
  /** Of the picture below, px. */
  readonly size = input.required<Size>();
  readonly changed = output<Change<Json>>();

  protected readonly gravities = GRAVITIES;
  protected readonly sides = ['left', 'top'] as const;
  protected readonly isExact = computed(() => typeof this.layer()['left'] === 'number');
  protected readonly active = computed(() => this.layer()['gravity'] ?? 'centre');
  protected readonly at = computed(() => ({
    left: numberOf(this.layer(), 'left', 0),
    top: numberOf(this.layer(), 'top', 0),
  }));

  protected put(gravity: string): void {
    this.emit({ gravity, left: null, top: null });
  }

  protected exactly(isExact: boolean): void {
    if (!isExact) return this.put('southeast');
    const { width, height } = this.size();
    this.emit({
      gravity: null,
      tile: null,
      left: Math.round(width * 0.1),
      top: Math.round(height * 0.1),
    });
  }

  protected tiled(isTiled: boolean): void {
    this.emit({ tile: isTiled || null });
  }

  protected move(side: 'left' | 'top', { value, live }: Change<number | null>): void {
    this.emit({ [side]: value ?? 0 }, live);
  }

  private emit(change: Json, live = false): void {
    this.changed.emit({ value: withFields(this.layer(), change), live });
  }
}
