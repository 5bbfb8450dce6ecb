import { computed, effect, inject, Injectable, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';

import { Jobs } from '../jobs/jobs';
import { SessionStore } from '../session.store';
import { recall, remember } from '../storage';
import { whenOver } from '../when-over';
import { UploadQueue } from './queue';

const KEY = 'uploads.preset';

/** Makes the same of all pictures that arrive, once nothing is on its way any more. */
@Injectable({ providedIn: 'root' })
export class PresetOnArrival {
  private readonly jobs = inject(Jobs);
  private readonly queue = inject(UploadQueue);
  private readonly name = signal(recall(KEY) ?? '');
  private readonly arrived = signal<readonly string[]>([]);
  private readonly starting = signal(false);

  /** The preset's name; empty for none. */
  readonly chosen = this.name.asReadonly();
  /** Pictures of which it can be made now. */
  readonly ready = computed(() =>
    this.queue.isBusy() || this.starting() || !this.name() ? 0 : this.arrived().length,
  );

  constructor() {
    this.queue.arrived
      .pipe(takeUntilDestroyed())
      .subscribe(({ id }) => this.arrived.update((ids) => [...new Set([...ids, id])]));
    whenOver(this.queue.isBusy, () => void this.start());
    effect(() => {
      if (this.queue.uploads().length === 0) this.arrived.set([]);
    });
    whenOver(inject(SessionStore).isOpen, () => this.choose(''));
  }

  choose(name: string): void {
    this.name.set(name);
    remember(KEY, name || null);
  }

  /** Starts the job. What has arrived stays for another try when it cannot be started. */
  async start(): Promise<void> {
    const images = this.arrived();
    if (!this.ready()) return;
    this.starting.set(true);
    const job = await this.jobs.start({ kind: 'preset', preset: this.name(), images: [...images] });
    this.starting.set(false);
    if (job) this.arrived.update((ids) => ids.filter((id) => !images.includes(id)));
  }
}
