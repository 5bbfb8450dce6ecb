import { ChangeDetectionStrategy, Component, DestroyRef, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { jobsList } from '@api/fn/jobs/jobs-list';
import { JobView } from '@api/models/job-view';
import { Api } from '@core/api';
import { Inbox } from '@core/inbox/inbox';
import { isOpen } from '@core/jobs/jobs';
import { poll } from '@core/jobs/polling';
import { Problem } from '@core/problem';
import { Words } from '@core/words';
import { EmptyState } from '@shared/empty-state';
import { Icon } from '@shared/icon';
import { ProblemNote } from '@shared/problem-note';
import { JobProgress } from './job-progress';

const PAGE = 50;

/** Work on many pictures at once: what runs, and what ran. */
@Component({
  selector: 'app-jobs-page',
  imports: [EmptyState, Icon, JobProgress, MatButton, ProblemNote, RouterLink, TranslocoDirective],
  template: `
    <div class="screen" *transloco="let t; prefix: 'jobs'">
      <h1>{{ t('title') }}</h1>
      <p class="quiet">{{ t('text') }}</p>
      <a class="card" routerLink="/inbox">
        <span class="mark"><app-icon name="bell" /></span>
        <span class="what">
          <strong>{{
            inbox.unseen() > 0
              ? words.count('inbox.unseen', inbox.unseen())
              : words.say('inbox.title')
          }}</strong>
          <span class="quiet small">{{ t('inbox') }}</span>
        </span>
      </a>
      @if (problem(); as found) {
        <app-problem-note [problem]="found" retryable (retry)="watch()" />
      }
      @if (jobs(); as list) {
        <ul>
          @for (job of list; track job.id) {
            <li>
              <a class="card" [routerLink]="['/jobs', job.id]">
                <span class="mark"
                  ><app-icon [name]="job.kind === 'zip' ? 'download' : 'presets'"
                /></span>
                <span class="what">
                  <strong>{{ job.name || job.preset || t('kinds.' + job.kind) }}</strong>
                  <span class="quiet small"
                    >{{ t('kinds.' + job.kind) }} · {{ words.ago(job.createdAt) }}</span
                  >
                </span>
                <app-job-progress [job]="job" />
              </a>
            </li>
          } @empty {
            <li>
              <app-empty-state icon="jobs" [heading]="t('none')" [text]="t('noneText')">
                <a matButton="outlined" routerLink="/">{{ t('gallery') }}</a>
              </app-empty-state>
            </li>
          }
        </ul>
        @if (cursor()) {
          <button matButton="outlined" type="button" (click)="more()">{{ t('more') }}</button>
        }
      } @else if (!problem()) {
        <span class="ghost"></span>
      }
    </div>
  `,
  styleUrls: ['../../shared/list-screen.scss', './jobs.scss'],
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class JobsPage {
  private readonly api = inject(Api);
  private readonly gone = new AbortController();
  protected readonly inbox = inject(Inbox);
  protected readonly words = inject(Words);
  protected readonly jobs = signal<readonly JobView[] | null>(null);
  protected readonly cursor = signal<string | null>(null);
  protected readonly problem = signal<Problem | null>(null);

  constructor() {
    inject(DestroyRef).onDestroy(() => this.gone.abort());
    void this.watch();
  }

  /** The newest jobs, again and again while one of them runs. */
  protected async watch(): Promise<void> {
    try {
      await poll(() => this.look(), this.gone.signal);
    } catch (error) {
      this.fail(error);
    }
  }

  protected async more(): Promise<void> {
    try {
      const page = await this.api.ask(jobsList, { limit: PAGE, cursor: this.cursor() });
      this.jobs.update((jobs) => [...(jobs ?? []), ...page.items]);
      this.cursor.set(page.nextCursor);
    } catch (error) {
      this.fail(error);
    }
  }

  private async look(): Promise<boolean> {
    this.problem.set(null);
    const { items, nextCursor } = await this.api.ask(jobsList, { limit: PAGE });
    const older = (this.jobs() ?? []).filter((job) => !items.some(({ id }) => id === job.id));
    const isFirst = this.jobs() === null;
    this.jobs.set(isFirst ? items : [...items, ...older]);
    if (isFirst) this.cursor.set(nextCursor);
    return items.some(isOpen);
  }

  private fail(error: unknown): void {
    if (!(error instanceof Problem)) throw error;
    this.problem.set(error);
  }
}
