import { ChangeDetectionStrategy, Component, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { TranslocoDirective } from '@jsverse/transloco';

import { Dialog } from './dialog';

/** Asks before something that cannot be undone. */
@Component({
  selector: 'app-confirm-dialog',
  imports: [Dialog, MatButton, TranslocoDirective],
  template: `
    <app-dialog *transloco="let t; prefix: 'dialog'" [heading]="heading()" (closed)="closed.emit()">
      <p>{{ text() }}</p>
      <ng-content />
      <div class="row end">
        <button matButton type="button" (click)="closed.emit()">{{ t('cancel') }}</button>
        <button matButton="filled" type="button" class="bad" (click)="confirmed.emit()">
          {{ action() }}
        </button>
      </div>
    </app-dialog>
  `,
  styles: `
    .end {
      justify-content: flex-end;
      margin-top: 24px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ConfirmDialog {
  readonly heading = input.required<string>();
  readonly text = input('');
  /** What happens, as the button says it. */
  readonly action = input.required<string>();
  readonly confirmed = output();
  readonly closed = output();
}
