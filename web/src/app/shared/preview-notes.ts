import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Preview } from '@core/recipes/preview';
import { Icon } from './icon';
import { ProblemNote } from './problem-note';
import { Faults } from './schema-field';

/** Over the picture: that it is a draft, and what is wrong with its recipe. */
@Component({
  selector: 'app-preview-notes',
  imports: [Icon, ProblemNote, TranslocoDirective],
  template: `
    @if (isRestored()) {
      <p class="note" *transloco="let t; prefix: 'workbench'">
        <span>{{ t('restored') }}</span>
        <button type="button" class="tool" (click)="discarded.emit()">{{ t('discard') }}</button>
      </p>
    }
    @if (general(); as found) {
      <app-problem-note [problem]="found" retryable (retry)="preview().retry()" />
    } @else if (said().length > 0) {
      <div class="refused" role="alert">
        <app-icon name="alert" />
        <ul>
          @for (fault of said(); track fault) {
            <li>{{ fault }}</li>
          }
        </ul>
      </div>
    }
  `,
  styles: `
    :host {
      display: block;
    }
    .note,
    .refused,
    app-problem-note {
      margin: 8px;
    }
    .note {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: 0 8px;
      padding: 4px 4px 4px 16px;
      border: 1px solid var(--mat-sys-outline-variant);
      border-radius: var(--radius);
      background: var(--mat-sys-surface-container);
      font-size: var(--text-s);
    }
    .note .tool {
      color: var(--mat-sys-primary);
    }
    .refused {
      display: flex;
      gap: 12px;
      padding: 12px 16px;
      border: 1px solid color-mix(in srgb, var(--bad) 48%, transparent);
      border-radius: var(--radius);
      background: color-mix(in srgb, var(--bad) 7%, var(--mat-sys-surface));
      font-size: var(--text-s);
    }
    .refused app-icon {
      color: var(--bad);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PreviewNotes {
  readonly preview = input.required<Preview>();
  /** What is wrong, by the places in the recipe. */
  readonly faults = input.required<Faults>();
  readonly isRestored = input.required<boolean>();
  readonly discarded = output();

  protected readonly general = computed(() => {
    const problem = this.preview().problem();
    return problem && (problem.faults.length === 0 ? problem : null);
  });
  protected readonly said = computed(() => [...new Set(Object.values(this.faults()))]);
}
