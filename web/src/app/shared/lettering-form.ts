import { ChangeDetectionStrategy, Component, input, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { ALIGNMENTS, FAMILIES, Lettering } from '@core/recipes/lettering';
import { Change, NumberField } from './number-field';

/** What is written, and how it looks. */
@Component({
  selector: 'app-lettering-form',
  imports: [NumberField, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'lettering'">
      <div class="field">
        <label [attr.for]="field() + '-content'">{{ t('content') }}</label>
        <textarea
          #content
          class="input"
          rows="2"
          maxlength="1500"
          [id]="field() + '-content'"
          [value]="text().content"
          (input)="set({ content: content.value }, true)"
          (change)="set({ content: content.value })"
        ></textarea>
      </div>
      <div class="field">
        <label [attr.for]="field() + '-family'">{{ t('family') }}</label>
        <select
          #family
          class="input"
          [id]="field() + '-family'"
          (change)="set({ family: family.value })"
        >
          @for (name of families; track name) {
            <option [value]="name" [selected]="name === text().family">{{ name }}</option>
          }
        </select>
      </div>
      <div class="row">
        <label class="check">
          <input
            #bold
            type="checkbox"
            [checked]="text().bold"
            (change)="set({ bold: bold.checked })"
          />
          {{ t('bold') }}
        </label>
        <label class="check">
          <input
            #italic
            type="checkbox"
            [checked]="text().italic"
            (change)="set({ italic: italic.checked })"
          />
          {{ t('italic') }}
        </label>
        <label class="check colour">
          <input
            #colour
            type="color"
            [value]="text().colour"
            (input)="set({ colour: colour.value }, true)"
            (change)="set({ colour: colour.value })"
          />
          {{ t('colour') }}
        </label>
      </div>
      <app-number-field
        required
        whole
        unit="px"
        [field]="field() + '-size'"
        [label]="t('size')"
        [value]="text().size"
        [least]="4"
        [most]="2000"
        [from]="8"
        [to]="400"
        (changed)="set({ size: $event.value ?? 64 }, $event.live)"
      />
      <app-number-field
        required
        whole
        unit="%"
        [field]="field() + '-opacity'"
        [label]="t('opacity')"
        [value]="percent()"
        [plain]="100"
        [least]="1"
        [most]="100"
        (changed)="set({ opacity: ($event.value ?? 100) / 100 }, $event.live)"
      />
      <div class="field">
        <label [attr.for]="field() + '-align'">{{ t('align') }}</label>
        <select
          #align
          class="input"
          [id]="field() + '-align'"
          (change)="set({ align: alignments[align.selectedIndex] })"
        >
          @for (name of alignments; track name) {
            <option [selected]="name === text().align">{{ t('aligns.' + name) }}</option>
          }
        </select>
      </div>
      <app-number-field
        whole
        unit="px"
        [field]="field() + '-width'"
        [label]="t('width')"
        [hint]="t('widthHint')"
        [value]="text().width"
        [least]="1"
        [most]="20000"
        (changed)="set({ width: $event.value }, $event.live)"
      />
    </ng-container>
  `,
  styles: `
    :host {
      display: grid;
      gap: 16px;
    }
    .row {
      gap: 4px 20px;
    }
    .check {
      align-items: center;
      font-size: var(--text-s);
    }
    .check input {
      margin: 0;
    }
    .colour input {
      width: 40px;
      height: 32px;
      padding: 2px;
      border: 1px solid var(--mat-sys-outline);
      border-radius: 6px;
      background: none;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class LetteringForm {
  /** Begins the ids of its fields. */
  readonly field = input('lettering');
  readonly text = input.required<Lettering>();
  readonly changed = output<Change<Lettering>>();

  protected readonly families = FAMILIES;
  protected readonly alignments = ALIGNMENTS;

  protected percent(): number {
    return Math.round(this.text().opacity * 100);
  }

  protected set(change: Partial<Lettering>, live = false): void {
    this.changed.emit({ value: { ...this.text(), ...change }, live });
  }
}
