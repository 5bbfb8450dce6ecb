import { ChangeDetectionStrategy, Component, input, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { ConfirmDialog } from './confirm-dialog';

/** Asks whether to leave what is not saved. */
@Component({
  selector: 'app-leave-dialog',
  imports: [ConfirmDialog, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'workbench'">
      @if (answer(); as say) {
        <app-confirm-dialog
          [heading]="t('leaveHeading')"
          [text]="text()"
          [action]="t('leave')"
          (confirmed)="say(true)"
          (closed)="say(false)"
        />
      }
    </ng-container>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class LeaveDialog {
  /** What becomes of it. */
  readonly text = input.required<string>();

  protected readonly answer = signal<((leave: boolean) => void) | null>(null);

  /** Opens it; true is to leave. */
  ask(): Promise<boolean> {
    return new Promise((resolve) =>
      this.answer.set((leave) => {
        this.answer.set(null);
        resolve(leave);
      }),
    );
  }
}
