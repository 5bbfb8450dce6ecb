import {
  ChangeDetectionStrategy,
  Component,
  computed,
  DestroyRef,
  effect,
  inject,
  input,
  signal,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { jobsCancel } from '@api/fn/jobs/jobs-cancel';
import { jobsDelete } from '@api/fn/jobs/jobs-delete';
import { jobsGet } from '@api/fn/jobs/jobs-get';
import { jobsItems } from '@api/fn/jobs/jobs-items';
import { jobsRetry } from '@api/fn/jobs/jobs-retry';
import { JobItemView } from '@api/models/job-item-view';
import { JobView } from '@api/models/job-view';
import { Announcer } from '@core/announcer';
import { Api } from '@core/api';
import { isOpen, Jobs } from '@core/jobs/jobs';
import { poll } from '@core/jobs/polling';
import { Notices } from '@core/notices';
import { Problem } from '@core/problem';
import { Words } from '@core/words';
import { Icon } from '@shared/icon';
import { Picture } from '@shared/picture';
import { ProblemNote } from '@shared/problem-note';
import { ShareDialog } from '@shared/share-dialog';
import { JobProgress } from './job-progress';

const PAGE = 100;

/** One job: how far it is, and what came of each picture. */
@Component({
  selector: 'app-job-page',
  imports: [
    Icon,
    JobProgress,
    MatButton,
    Picture,
    ProblemNote,
    RouterLink,
    ShareDialog,
    TranslocoDirective,
  ],
  templateUrl: './job.page.html',
  styleUrls: ['../../shared/list-screen.scss', './jobs.scss'],
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class JobPage {
  private readonly announcer = inject(Announcer);
  private readonly api = inject(Api);
  private readonly destroyed = inject(DestroyRef);
  private readonly notices = inject(Notices);
  private readonly router = inject(Router);
  protected readonly jobs = inject(Jobs);
  protected readonly words = inject(Words);
  private gone = new AbortController();

  /** Of the job, from the address. */
  readonly id = input.required<string>();

  protected readonly job = signal<JobView | null>(null);
  protected readonly items = signal<readonly JobItemView[]>([]);
  protected readonly cursor = signal<string | null>(null);
  protected readonly problem = signal<Problem | null>(null);
  /** What the job made, while a link to it is made. */
  protected readonly shared = signal<readonly string[] | null>(null);
  protected readonly isOpen = computed(() => {
    const job = this.job();
    return job !== null && isOpen(job);
  });

  constructor() {
    effect(() => void this.watch(this.id()));
    this.destroyed.onDestroy(() => this.gone.abort());
  }

  protected async watch(id: string): Promise<void> {
    this.gone.abort();
    this.gone = new AbortController();
    const { signal } = this.gone;
    await this.attempt(async () => {
      await poll(() => this.look(id), signal);
      const job = this.job();
      if (job && !signal.aborted) this.announcer.say(this.words.say(`jobs.states.${job.state}`));
    });
  }

  protected more(): Promise<void> {
    return this.attempt(async () => {
      const query = { id: this.id(), limit: PAGE, cursor: this.cursor() };
      const page = await this.api.ask(jobsItems, query);
      this.items.update((items) => [...items, ...page.items]);
      this.cursor.set(page.nextCursor);
    });
  }

  protected cancel(): Promise<void> {
    return this.attempt(async () =>
      this.job.set(await this.api.ask(jobsCancel, { id: this.id() })),
    );
  }

  protected retry(): Promise<void> {
    return this.attempt(async () => {
      this.job.set(await this.api.ask(jobsRetry, { id: this.id() }));
      void this.watch(this.id());
    });
  }

  protected share(): Promise<void> {
    return this.attempt(async () => this.shared.set(await this.jobs.results(this.id())));
  }

  protected remove(): Promise<void> {
    return this.attempt(async () => {
      await this.api.ask(jobsDelete, { id: this.id() });
      this.notices.show(this.words.say('jobs.deleted'));
      await this.router.navigateByUrl('/jobs');
    });
  }

  protected describe({ code, message, state }: JobItemView): string {
    if (state !== 'failed') return this.words.say(`jobs.items.${state}`);
    return this.words.problem(new Problem(422, code ?? 'internal_error', message ?? ''));
  }

  private async look(id: string): Promise<boolean> {
    this.problem.set(null);
    const [job, page] = await Promise.all([
      this.api.ask(jobsGet, { id }),
      this.api.ask(jobsItems, { id, limit: PAGE }),
    ]);
    this.job.set(job);
    this.items.update((items) => [...page.items, ...items.slice(page.items.length)]);
    if (this.items().length <= PAGE) this.cursor.set(page.nextCursor);
    return isOpen(job);
  }

  private async attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.problem.set(error);
    }
  }
}
