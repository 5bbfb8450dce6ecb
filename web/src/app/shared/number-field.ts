import {
  booleanAttribute,
  ChangeDetectionStrategy,
  Component,
  computed,
  input,
  output,
} from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Icon } from './icon';

/** A value that a field has now; while it is dragged or typed it is `live`. */
export interface Change<T = unknown> {
  readonly value: T;
  readonly live: boolean;
}

/** A number: typed, and dragged too where it has bounds. */
@Component({
  selector: 'app-number-field',
  imports: [Icon, TranslocoDirective],
  template: `
    <div class="number" *transloco="let t; prefix: 'form'">
      <div class="line">
        <label [attr.for]="field()">{{ label() }}</label>
        @if (plain() !== undefined && value() !== null && value() !== plain()) {
          <button
            type="button"
            class="tool"
            [attr.aria-label]="t('reset', { what: label() })"
            (click)="changed.emit({ value: plain()!, live: false })"
          >
            <app-icon name="restore" />
          </button>
        }
        <input
          #box
          class="input"
          type="number"
          inputmode="decimal"
          [id]="field()"
          [attr.min]="least()"
          [attr.max]="most()"
          [attr.step]="whole() ? 1 : 'any'"
          [attr.placeholder]="placeholder()"
          [attr.aria-describedby]="described()"
          [attr.aria-invalid]="fault() ? 'true' : null"
          [required]="required()"
          [disabled]="disabled()"
          [value]="value() ?? ''"
          (change)="type(box, false)"
        />
        @if (unit()) {
          <span class="unit quiet small" aria-hidden="true">{{ unit() }}</span>
        }
      </div>
      @if (range(); as limits) {
        <input
          #slider
          type="range"
          [min]="limits.least"
          [max]="limits.most"
          [step]="step()"
          [value]="value() ?? plain() ?? limits.least"
          [disabled]="disabled()"
          [attr.aria-label]="label()"
          (input)="changed.emit({ value: slider.valueAsNumber, live: true })"
          (change)="changed.emit({ value: slider.valueAsNumber, live: false })"
        />
      }
      @if (hint()) {
        <p class="hint" [id]="field() + '-hint'">{{ hint() }}</p>
      }
      @if (fault()) {
        <p class="fault" [id]="field() + '-fault'">{{ fault() }}</p>
      }
    </div>
  `,
  styleUrl: './number-field.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class NumberField {
  /** Of the input in the page; unlike an `id`, it does not stand on this element too. */
  readonly field = input.required<string>();
  readonly label = input.required<string>();
  readonly value = input<number | null>(null);
  /** What counts when nothing is said. */
  readonly plain = input<number>();
  readonly least = input<number>();
  readonly most = input<number>();
  /** Where the slider goes, when the bounds are too far apart to drag. */
  readonly from = input<number>();
  readonly to = input<number>();
  readonly whole = input(false, { transform: booleanAttribute });
  readonly required = input(false, { transform: booleanAttribute });
  readonly disabled = input(false, { transform: booleanAttribute });
  readonly unit = input('');
  readonly hint = input('');
  readonly fault = input<string | undefined>('');
  readonly changed = output<Change<number | null>>();

  protected readonly range = computed(() => {
    const [least, most] = [this.from() ?? this.least(), this.to() ?? this.most()];
    if (least === undefined || most === undefined || most - least > 1000) return null;
    return { least, most };
  });
  protected readonly step = computed(() => {
    const range = this.range();
    if (!range || this.whole()) return 1;
    return range.most - range.least > 20 ? 0.1 : 0.01;
  });
  protected readonly placeholder = computed(() => this.plain()?.toString());
  protected readonly described = computed(() => {
    const ids = [this.hint() && `${this.field()}-hint`, this.fault() && `${this.field()}-fault`];
    return ids.filter(Boolean).join(' ') || null;
  });

  /** What is out of bounds is brought back, so that the field always shows what counts. */
  protected type(box: HTMLInputElement, live: boolean): void {
    const typed = box.valueAsNumber;
    if (Number.isNaN(typed)) {
      if (this.required()) box.value = String(this.value() ?? '');
      else this.changed.emit({ value: null, live });
      return;
    }
    const whole = this.whole() ? Math.round(typed) : typed;
    const value = Math.min(Math.max(whole, this.least() ?? -Infinity), this.most() ?? Infinity);
    box.value = String(value);
    this.changed.emit({ value, live });
  }
}
