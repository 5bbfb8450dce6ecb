import { ChangeDetectionStrategy, Component, input, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { RecipeHistory } from '@core/recipes/history';
import { Icon } from './icon';

/** Back and forth in what was done, with buttons and with Ctrl; and Ctrl+S. */
@Component({
  selector: 'app-history-tools',
  imports: [Icon, TranslocoDirective],
  template: `
    <div role="group" *transloco="let t; prefix: 'workbench'" [attr.aria-label]="t('history')">
      <button
        type="button"
        class="tool"
        [attr.aria-label]="t('undo')"
        [title]="t('undo') + ' (Ctrl+Z)'"
        [disabled]="!history().canUndo()"
        (click)="history().undo()"
      >
        <app-icon name="undo" />
      </button>
      <button
        type="button"
        class="tool"
        [attr.aria-label]="t('redo')"
        [title]="t('redo') + ' (Ctrl+Shift+Z)'"
        [disabled]="!history().canRedo()"
        (click)="history().redo()"
      >
        <app-icon name="redo" />
      </button>
      <ng-content />
    </div>
  `,
  styles: `
    div {
      display: flex;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '(document:keydown)': 'key($event)' },
})
export class HistoryTools {
  readonly history = input.required<RecipeHistory>();
  /** It is to be saved. */
  readonly save = output();

  protected key(event: KeyboardEvent): void {
    if (!(event.ctrlKey || event.metaKey) || document.querySelector('dialog[open]')) return;
    const key = event.key.toLowerCase();
    const isText = (event.target as HTMLElement).matches('input[type=text], textarea');
    if (key === 's') this.save.emit();
    else if (isText) return;
    else if (key === 'y' || (key === 'z' && event.shiftKey)) this.history().redo();
    else if (key === 'z') this.history().undo();
    else return;
    event.preventDefault();
  }
}
