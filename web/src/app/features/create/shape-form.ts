import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Change, NumberField } from '@shared/number-field';
import { Shape, SHAPES } from './shapes';

/** What a shape is, and its colours. */
@Component({
  selector: 'app-shape-form',
  imports: [NumberField, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'create.shape'">
      <div class="field">
        <label for="shape-kind">{{ t('kind') }}</label>
        <select
          #kind
          id="shape-kind"
          class="input"
          (change)="set({ kind: kinds[kind.selectedIndex] })"
        >
          @for (one of kinds; track one) {
            <option [selected]="one === shape().kind">{{ t(one) }}</option>
          }
        </select>
      </div>
      <label class="check">
        <input
          #fill
          type="color"
          [value]="shape().fill"
          (input)="set({ fill: fill.value }, true)"
          (change)="set({ fill: fill.value })"
        />
        {{ t('fill') }}
      </label>
      @if (shape().kind !== 'line') {
        <app-number-field
          field="shape-thickness"
          required
          unit="px"
          [label]="t('thickness')"
          [value]="shape().thickness"
          [plain]="0"
          [least]="0"
          [most]="400"
          [from]="0"
          [to]="60"
          (changed)="set({ thickness: $event.value ?? 0 }, $event.live)"
        />
        @if (shape().thickness > 0) {
          <label class="check">
            <input
              #stroke
              type="color"
              [value]="shape().stroke"
              (input)="set({ stroke: stroke.value }, true)"
              (change)="set({ stroke: stroke.value })"
            />
            {{ t('stroke') }}
          </label>
        }
      }
      @if (shape().kind === 'rect') {
        <app-number-field
          field="shape-radius"
          required
          unit="px"
          [label]="t('radius')"
          [value]="shape().radius"
          [plain]="0"
          [least]="0"
          [most]="1000"
          [from]="0"
          [to]="200"
          (changed)="set({ radius: $event.value ?? 0 }, $event.live)"
        />
      }
      <app-number-field
        field="shape-opacity"
        required
        whole
        unit="%"
        [label]="t('opacity')"
        [value]="percent()"
        [plain]="100"
        [least]="0"
        [most]="100"
        (changed)="set({ opacity: ($event.value ?? 100) / 100 }, $event.live)"
      />
    </ng-container>
  `,
  styles: `
    :host {
      display: grid;
      gap: 16px;
    }
    .check {
      align-items: center;
      padding: 0;
      font-size: var(--text-s);
      font-weight: 600;
    }
    .check input {
      width: 48px;
      height: 40px;
      margin: 0;
      padding: 4px;
      border: 1px solid var(--mat-sys-outline);
      border-radius: calc(var(--radius) - 4px);
      background: none;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ShapeForm {
  readonly shape = input.required<Shape>();
  readonly changed = output<Change<Shape>>();

  protected readonly kinds = SHAPES;
  protected readonly percent = computed(() => Math.round(this.shape().opacity * 100));

  protected set(change: Partial<Shape>, live = false): void {
    this.changed.emit({ value: { ...this.shape(), ...change }, live });
  }
}
