import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { JobView } from '@api/models/job-view';
import { isOpen } from '@core/jobs/jobs';
import { Words } from '@core/words';

/** How far a job is: a bar while it runs, and words. */
@Component({
  selector: 'app-job-progress',
  imports: [TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'jobs'">
      @if (isOpen()) {
        <div
          class="bar-track"
          role="progressbar"
          aria-valuemin="0"
          aria-valuemax="100"
          [attr.aria-label]="t('progress')"
          [attr.aria-valuenow]="percent()"
          [attr.aria-valuetext]="text()"
        >
          <span [style.width.%]="percent()"></span>
        </div>
      }
      <p class="small" [class.bad]="job().state === 'failed'">{{ text() }}</p>
    </ng-container>
  `,
  styles: `
    :host {
      display: grid;
      gap: 6px;
    }
    p {
      color: var(--mat-sys-on-surface-variant);
    }
    .bad {
      color: var(--bad);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class JobProgress {
  private readonly words = inject(Words);

  readonly job = input.required<JobView>();

  protected readonly isOpen = computed(() => isOpen(this.job()));
  protected readonly percent = computed(() => {
    const { total, done, failed } = this.job();
    return total > 0 ? Math.floor((100 * (done + failed)) / total) : 0;
  });
  protected readonly text = computed(() => {
    const { state, total, done, failed, bytes } = this.job();
    const parts = [
      this.words.say(`jobs.states.${state}`),
      this.words.say('jobs.of', { done: this.words.number(done), total: this.words.number(total) }),
      failed > 0 ? this.words.count('jobs.failed', failed) : '',
      bytes > 0 ? this.words.bytes(bytes) : '',
    ];
    return parts.filter(Boolean).join(' · ');
  });
}
