import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Catalogue } from '@core/recipes/catalogue';
import { isObject, Json, withFields } from '@core/recipes/recipe';
import { Change, NumberField } from '@shared/number-field';
import { SchemaField } from '@shared/schema-field';
import { CreateStore } from './create.store';

const GROUNDS = ['background', 'gradient', 'noise'] as const;
type Ground = (typeof GROUNDS)[number];

const BEGINNINGS: Readonly<Record<Ground, unknown>> = {
  background: '#ffffff',
  gradient: {
    angle: 135,
    stops: [
      { offset: 0, colour: '#2f4bd6' },
      { offset: 1, colour: '#f3c6a0' },
    ],
  },
  noise: { mean: 128, sigma: 30 },
};

/** The canvas: its size, and what it is before anything lies on it. */
@Component({
  selector: 'app-canvas-form',
  imports: [NumberField, SchemaField, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'create.canvas'">
      @for (side of sides; track side) {
        <app-number-field
          required
          whole
          unit="px"
          [field]="'canvas-' + side"
          [label]="catalogue.labelOf(side)"
          [value]="store.canvas()[side]"
          [least]="1"
          [most]="20000"
          [fault]="store.faults()['/canvas/create/' + side] ?? store.faults()['/canvas/create']"
          (changed)="size(side, $event)"
        />
      }
      <div class="field">
        <label for="canvas-ground">{{ t('ground') }}</label>
        <select
          #grounds_
          id="canvas-ground"
          class="input"
          (change)="choose(grounds[grounds_.selectedIndex])"
        >
          @for (one of grounds; track one) {
            <option [selected]="one === ground()">{{ t(one) }}</option>
          }
        </select>
      </div>
      @if (field(); as one) {
        <app-schema-field
          required
          [bare]="ground() !== 'background'"
          [node]="one.node"
          [label]="t(ground())"
          [value]="create()[ground()]"
          [pointer]="'/canvas/create/' + ground()"
          [faults]="store.faults()"
          (changed)="fill($event)"
        />
      }
      @if (ground() === 'background') {
        <label class="check">
          <input #clear type="checkbox" [checked]="isClear()" (change)="see(clear.checked)" />
          <span>{{ t('transparent') }}</span>
        </label>
      }
    </ng-container>
  `,
  styles: `
    :host {
      display: grid;
      gap: 16px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CanvasForm {
  protected readonly catalogue = inject(Catalogue);
  protected readonly store = inject(CreateStore);

  protected readonly sides = ['width', 'height'] as const;
  protected readonly grounds = GROUNDS;
  protected readonly create = computed((): Json => {
    const create = this.store.recipe().canvas?.['create'];
    return isObject(create) ? create : {};
  });
  protected readonly ground = computed(
    (): Ground => GROUNDS.find((one) => one in this.create()) ?? 'background',
  );
  protected readonly field = computed(() =>
    this.catalogue.definition('Create').find(({ name }) => name === this.ground()),
  );
  protected readonly isClear = computed(() =>
    /^#[\da-f]{6}00$/i.test(String(this.create()['background'] ?? '')),
  );

  protected size(side: 'width' | 'height', { value, live }: Change<number | null>): void {
    if (value) this.put({ [side]: value }, `canvas.${side}`, live);
  }

  protected choose(ground: Ground = 'background'): void {
    const others = Object.fromEntries(GROUNDS.map((one) => [one, null]));
    const channels = ground === 'noise' ? 3 : null;
    this.put({ ...others, channels, [ground]: BEGINNINGS[ground] }, 'ground');
  }

  protected fill({ value, live }: Change): void {
    const ground = this.ground();
    this.put({ [ground]: value ?? BEGINNINGS[ground] }, `canvas.${ground}`, live);
  }

  protected see(isClear: boolean): void {
    this.put({ background: isClear ? '#00000000' : '#ffffff' }, 'ground');
  }

  private put(change: Json, what: string, live = false): void {
    this.store.setCanvas(withFields(this.create(), change), what, live);
  }
}
