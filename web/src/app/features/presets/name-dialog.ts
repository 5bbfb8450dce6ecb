import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { TranslocoDirective } from '@jsverse/transloco';

import { presetsChange } from '@api/fn/presets/presets-change';
import { presetsCreate } from '@api/fn/presets/presets-create';
import { PresetView } from '@api/models/preset-view';
import { Recipe } from '@api/models/recipe';
import { Api } from '@core/api';
import { Dialog } from '@shared/dialog';
import { Field } from '@shared/field';
import { Form, textOf } from '@shared/form';
import { ProblemNote } from '@shared/problem-note';

/** Gives a preset another name, or makes a copy under one. */
@Component({
  selector: 'app-name-dialog',
  imports: [Dialog, Field, MatButton, ProblemNote, TranslocoDirective],
  template: `
    <app-dialog
      *transloco="let t; prefix: 'presets'"
      [heading]="t(isCopy() ? 'copyHeading' : 'renameHeading', { name: preset().name })"
      (closed)="closed.emit(false)"
    >
      <form novalidate (submit)="send($event)">
        @if (form.problem(); as problem) {
          <app-problem-note [problem]="problem" />
        }
        <app-field
          name="name"
          required
          [label]="t('name')"
          [hint]="t('nameHint')"
          [maxlength]="64"
          [value]="suggested()"
          [fault]="form.faults()['name']"
        />
        <div class="row end">
          <button matButton type="button" (click)="closed.emit(false)">{{ t('cancel') }}</button>
          <button matButton="filled" type="submit" [disabled]="form.busy()">{{ t('save') }}</button>
        </div>
      </form>
    </app-dialog>
  `,
  styles: `
    form {
      display: grid;
      gap: 24px;
    }
    .end {
      justify-content: flex-end;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class NameDialog {
  private readonly api = inject(Api);

  readonly preset = input.required<PresetView>();
  readonly isCopy = input.required<boolean>();
  /** Whether something was changed. */
  readonly closed = output<boolean>();

  protected readonly form = new Form();
  protected readonly suggested = computed(() =>
    this.isCopy() ? `${this.preset().name}-2` : this.preset().name,
  );

  protected send(event: Event): Promise<void> {
    return this.form.submit(event, async (data) => {
      const name = textOf(data, 'name').trim();
      const { id, recipe, version } = this.preset();
      if (this.isCopy())
        await this.api.ask(presetsCreate, { body: { name, recipe: recipe as unknown as Recipe } });
      else await this.api.ask(presetsChange, { id, body: { name, version } });
      this.closed.emit(true);
    });
  }
}
