import { inject, Injectable } from '@angular/core';
import { Router } from '@angular/router';

import { jobsCreate } from '@api/fn/jobs/jobs-create';
import { jobsDownload } from '@api/fn/jobs/jobs-download';
import { jobsGet } from '@api/fn/jobs/jobs-get';
import { jobsItems } from '@api/fn/jobs/jobs-items';
import { JobItemPage } from '@api/models/job-item-page';
import { JobView } from '@api/models/job-view';
import { NewJob } from '@api/models/new-job';
import { Api } from '../api';
import { follow } from '../gallery/save-as';
import { Notices } from '../notices';
import { Problem } from '../problem';
import { Words } from '../words';
import { poll } from './polling';

const PAGE = 200;

/** Whether something is still to come of a job. */
export function isOpen({ state }: JobView): boolean {
  return state === 'queued' || state === 'running';
}

/** Starts work on many pictures, and brings what comes of it. */
@Injectable({ providedIn: 'root' })
export class Jobs {
  private readonly api = inject(Api);
  private readonly notices = inject(Notices);
  private readonly router = inject(Router);
  private readonly words = inject(Words);

  /** Starts a job and says so, with the way to it. Null: it was not started, and that was said. */
  async start(job: NewJob): Promise<JobView | null> {
    try {
      const made = await this.api.ask(jobsCreate, { body: job });
      this.notices.show(this.words.count(`jobs.started.${job.kind}`, made.total), {
        label: this.words.say('jobs.look'),
        run: () => void this.router.navigate(['/jobs', made.id]),
      });
      return made;
    } catch (error) {
      this.say(error);
      return null;
    }
  }

  /** Puts pictures into one file and downloads it when it is done. */
  zip(images: readonly string[]): Promise<void> {
    return this.pack({ kind: 'zip', images: [...images] });
  }

  /** Everything that a job made, by id. */
  async results(id: string): Promise<string[]> {
    const renditions: string[] = [];
    let cursor: string | null = null;
    do {
      const query = { id, state: 'done' as const, limit: PAGE, ...(cursor ? { cursor } : {}) };
      const page: JobItemPage = await this.api.ask(jobsItems, query);
      renditions.push(...page.items.flatMap(({ renditionId }) => renditionId ?? []));
      cursor = page.nextCursor;
    } while (cursor);
    return renditions;
  }

  /** Puts what a job made into one file and downloads it when it is done. */
  async zipResults({ id, name, preset }: JobView): Promise<void> {
    try {
      const renditions = await this.results(id);
      await this.pack({ kind: 'zip', renditions, name: name || (preset ?? '') });
    } catch (error) {
      this.say(error);
    }
  }

  private async pack(wanted: NewJob): Promise<void> {
    const job = await this.start(wanted);
    if (!job) return;
    try {
      let last = job;
      const look = async () => isOpen((last = await this.api.ask(jobsGet, { id: job.id })));
      await poll(look, new AbortController().signal);
      if (last.state === 'done') await this.download(job.id);
    } catch (error) {
      this.say(error);
    }
  }

  /** Downloads the file of a job. */
  async download(id: string): Promise<void> {
    try {
      const { url, filename } = await this.api.ask(jobsDownload, { id });
      follow(url, filename);
    } catch (error) {
      this.say(error);
    }
  }

  private say(error: unknown): void {
    if (!(error instanceof Problem)) throw error;
    this.notices.show(this.words.problem(error));
  }
}
