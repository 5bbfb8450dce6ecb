import { booleanAttribute, ChangeDetectionStrategy, Component, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { TranslocoDirective } from '@jsverse/transloco';

import { Dialog } from './dialog';
import { Field } from './field';
import { Form, textOf } from './form';
import { ProblemNote } from './problem-note';

/** Asks for a name, and for what is put into it, and saves. */
@Component({
  selector: 'app-name-dialog',
  imports: [Dialog, Field, MatButton, ProblemNote, TranslocoDirective],
  template: `
    <app-dialog
      *transloco="let t; prefix: 'save'"
      [heading]="heading()"
      (closed)="closed.emit(false)"
    >
      <form novalidate (submit)="send($event)">
        @if (form.problem(); as problem) {
          <app-problem-note [problem]="problem" />
        }
        @if (text()) {
          <p class="quiet small">{{ text() }}</p>
        }
        <app-field
          name="name"
          [label]="t('name')"
          [hint]="hint()"
          [required]="required()"
          [maxlength]="most()"
          [value]="suggested()"
          [fault]="form.faults()['name']"
        />
        <ng-content />
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
      gap: 16px;
    }
    .end {
      justify-content: flex-end;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class NameDialog {
  readonly heading = input.required<string>();
  readonly text = input('');
  readonly hint = input.required<string>();
  readonly suggested = input('');
  readonly required = input(false, { transform: booleanAttribute });
  /** Characters. */
  readonly most = input.required<number>();
  readonly save = input.required<(name: string) => Promise<void>>();
  /** Whether it is saved. */
  readonly closed = output<boolean>();

  protected readonly form = new Form();

  protected send(event: Event): Promise<void> {
    return this.form.submit(event, async (data) => {
      await this.save()(textOf(data, 'name').trim());
      this.closed.emit(true);
    });
  }
}
