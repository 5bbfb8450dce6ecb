import {
  booleanAttribute,
  ChangeDetectionStrategy,
  Component,
  inject,
  input,
  output,
} from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Clip } from '@core/clip';
import { Problem } from '@core/problem';
import { Words } from '@core/words';
import { Icon } from './icon';

/** What went wrong, in words; with the request id to tell whoever runs the service. */
@Component({
  selector: 'app-problem-note',
  imports: [Icon, TranslocoDirective],
  template: `
    <div role="alert" *transloco="let t; prefix: 'problem'">
      <app-icon name="alert" />
      <div>
        <p>{{ words.problem(problem()) }}</p>
        @if (problem().requestId; as id) {
          @if (problem().status >= 500) {
            <p class="id">
              {{ t('requestId') }} <code translate="no">{{ id }}</code>
              <button type="button" (click)="clip.copy(id)">{{ t('copy') }}</button>
            </p>
          }
        }
        @if (retryable()) {
          <button type="button" (click)="retry.emit()">{{ t('retry') }}</button>
        }
      </div>
    </div>
  `,
  styles: `
    div[role] {
      display: flex;
      gap: 12px;
      padding: 12px 16px;
      border: 1px solid color-mix(in srgb, var(--bad) 48%, transparent);
      border-radius: var(--radius);
      background: color-mix(in srgb, var(--bad) 7%, var(--mat-sys-surface));
    }
    app-icon {
      margin-top: 3px;
      color: var(--bad);
    }
    div > div {
      min-width: 0;
      overflow-wrap: anywhere;
    }
    .id {
      margin-top: 4px;
      color: var(--mat-sys-on-surface-variant);
      font-size: var(--text-s);
    }
    button {
      min-height: 32px;
      padding: 0 8px 0 0;
      border: 0;
      background: none;
      color: var(--mat-sys-primary);
      font: inherit;
      font-size: var(--text-s);
      font-weight: 600;
      text-decoration: underline;
      text-underline-offset: 3px;
      cursor: pointer;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ProblemNote {
  protected readonly clip = inject(Clip);
  protected readonly words = inject(Words);

  readonly problem = input.required<Problem>();
  readonly retryable = input(false, { transform: booleanAttribute });
  readonly retry = output();
}
