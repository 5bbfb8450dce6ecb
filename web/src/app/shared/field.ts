import {
  booleanAttribute,
  ChangeDetectionStrategy,
  Component,
  computed,
  input,
  output,
  signal,
} from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Icon } from './icon';

/** A field of a form: label, hint, the input itself, and what is wrong with it. */
@Component({
  selector: 'app-field',
  imports: [Icon, TranslocoDirective],
  template: `
    <div class="field" *transloco="let t; prefix: 'field'">
      <label [attr.for]="id()">{{ label() }}</label>
      <div class="line">
        <input
          #box
          class="input"
          [id]="id()"
          [name]="name()"
          [type]="isShown() ? 'text' : type()"
          [attr.autocomplete]="autocomplete()"
          [attr.maxlength]="maxlength()"
          [attr.minlength]="minlength()"
          [attr.placeholder]="placeholder()"
          [attr.aria-describedby]="described()"
          [attr.aria-invalid]="fault() ? 'true' : null"
          [attr.autocapitalize]="type() === 'text' ? null : 'none'"
          [attr.spellcheck]="type() === 'text' ? null : 'false'"
          [required]="required()"
          [value]="value()"
          (input)="typed.emit(box.value)"
        />
        @if (type() === 'password') {
          <button
            type="button"
            class="tool"
            [attr.aria-pressed]="isShown()"
            [attr.aria-label]="t('show', { label: label() })"
            (click)="isShown.set(!isShown())"
          >
            <app-icon name="eye" />
          </button>
        }
      </div>
      @if (hint()) {
        <p class="hint" [id]="id() + '-hint'">{{ hint() }}</p>
      }
      @if (fault()) {
        <p class="fault" [id]="id() + '-fault'">{{ fault() }}</p>
      }
    </div>
  `,
  styles: `
    .line {
      position: relative;
    }
    .line:has(button) input {
      padding-right: 52px;
    }
    button {
      position: absolute;
      inset: 2px 2px 2px auto;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Field {
  readonly name = input.required<string>();
  readonly label = input.required<string>();
  readonly type = input<'text' | 'email' | 'password' | 'date' | 'datetime-local'>('text');
  readonly hint = input('');
  readonly fault = input<string | undefined>('');
  readonly value = input('');
  readonly placeholder = input<string>();
  readonly autocomplete = input<string>('off');
  readonly required = input(false, { transform: booleanAttribute });
  readonly minlength = input<number>();
  readonly maxlength = input<number>();
  readonly typed = output<string>();

  protected readonly isShown = signal(false);
  protected readonly id = computed(() => `field-${this.name()}`);
  protected readonly described = computed(() => {
    const ids = [this.hint() && `${this.id()}-hint`, this.fault() && `${this.id()}-fault`];
    return ids.filter(Boolean).join(' ') || null;
  });
}
