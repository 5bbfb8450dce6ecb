import { ChangeDetectionStrategy, Component, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Jobs } from '@core/jobs/jobs';
import { Words } from '@core/words';
import { Dialog } from './dialog';
import { Preset, PresetList } from './preset-list';

/** Chooses a preset and makes the same of many pictures, as a job. */
@Component({
  selector: 'app-preset-dialog',
  imports: [Dialog, MatButton, PresetList, RouterLink, TranslocoDirective],
  template: `
    <app-dialog
      *transloco="let t; prefix: 'apply'"
      [heading]="t('heading')"
      (closed)="closed.emit(false)"
    >
      <p class="quiet small">{{ words.count('apply.what', images().length) }}</p>
      <app-preset-list (chosen)="chosen.set($event)" />
      <p class="small">
        <a routerLink="/presets">{{ t('own') }}</a>
      </p>
      <div class="row end">
        <button matButton type="button" (click)="closed.emit(false)">{{ t('cancel') }}</button>
        <button matButton="filled" type="button" [disabled]="busy() || !chosen()" (click)="start()">
          {{ t('start') }}
        </button>
      </div>
    </app-dialog>
  `,
  styles: `
    .end {
      justify-content: flex-end;
      margin-top: 16px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PresetDialog {
  private readonly jobs = inject(Jobs);
  protected readonly words = inject(Words);

  readonly images = input.required<readonly string[]>();
  /** Whether a job was started. */
  readonly closed = output<boolean>();

  protected readonly chosen = signal<Preset | null>(null);
  protected readonly busy = signal(false);

  protected async start(): Promise<void> {
    const chosen = this.chosen();
    if (!chosen) return;
    this.busy.set(true);
    const job = await this.jobs.start({
      kind: 'preset',
      images: [...this.images()],
      ...chosen,
      preset: chosen.preset.name,
    });
    this.busy.set(false);
    if (job) this.closed.emit(true);
  }
}
