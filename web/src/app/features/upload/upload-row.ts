import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Problem } from '@core/problem';
import { Upload, UploadQueue, UploadState } from '@core/upload/queue';
import { Words } from '@core/words';
import { Icon } from '@shared/icon';
import { Picture } from '@shared/picture';

/** What is limited in a picture, and has words. */
const LIMITS = ['bytes', 'pixels', 'frames'];

const PAUSE = { name: 'pause', icon: 'pause', does: 'pause' } as const;
/** What can be done with a file in each state, besides taking it out. */
const ACTS = {
  waiting: PAUSE,
  sending: PAUSE,
  paused: { name: 'resume', icon: 'play', does: 'resume' },
  failed: { name: 'retry', icon: 'restore', does: 'resume' },
  done: null,
  duplicate: null,
  refused: null,
} as const satisfies Record<UploadState, unknown>;

/** One file on its way: what it is, how far it is, and what can be done about it. */
@Component({
  // A list's children are its items.
  // eslint-disable-next-line @angular-eslint/component-selector
  selector: 'li[app-upload-row]',
  imports: [Icon, Picture, RouterLink, TranslocoDirective],
  template: `
    @let one = upload();
    <ng-container *transloco="let t; prefix: 'upload'">
      <span class="thumb">
        @if (one.image; as image) {
          <img [appPicture]="image.links.thumbnail + '?size=160'" alt="" />
        } @else {
          <app-icon [name]="one.state === 'refused' ? 'alert' : 'gallery'" />
        }
      </span>
      <div class="what">
        @if (one.image; as image) {
          <a class="name" [routerLink]="['/images', image.id]">{{ one.file.name }}</a>
        } @else {
          <p class="name">{{ one.file.name }}</p>
        }
        <p class="state" [class.bad]="one.state === 'refused' || one.state === 'failed'">
          {{ state() }}
        </p>
        @if (one.state === 'sending' || (one.state === 'paused' && one.kept > 0)) {
          <div
            class="bar-track"
            role="progressbar"
            aria-valuemin="0"
            aria-valuemax="100"
            [attr.aria-label]="one.file.name"
            [attr.aria-valuenow]="percent()"
          >
            <span [style.width.%]="percent()"></span>
          </div>
        }
      </div>
      @if (act(); as act) {
        <button
          type="button"
          class="tool"
          [attr.aria-label]="t(act.name, { name: one.file.name })"
          (click)="queue[act.does](one.id)"
        >
          <app-icon [name]="act.icon" />
        </button>
      }
      @if (one.state !== 'done' && one.state !== 'duplicate') {
        <button
          type="button"
          class="tool"
          [attr.aria-label]="t('remove', { name: one.file.name })"
          (click)="queue.remove(one.id)"
        >
          <app-icon name="close" />
        </button>
      }
    </ng-container>
  `,
  styleUrl: './upload-row.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class UploadRow {
  private readonly words = inject(Words);
  protected readonly queue = inject(UploadQueue);

  readonly upload = input.required<Upload>();

  protected readonly act = computed(() => ACTS[this.upload().state]);
  protected readonly percent = computed(() => {
    const { file, sent } = this.upload();
    return file.size > 0 ? Math.floor((100 * sent) / file.size) : 100;
  });

  protected readonly state = computed(() => {
    const { file, problem, sent, state } = this.upload();
    const size = this.words.bytes(file.size);
    if (problem) return this.why(problem);
    if (state === 'paused' && sent > 0)
      return this.words.say('upload.state.pausedAt', { sent: this.words.bytes(sent), size });
    if (state !== 'sending') return this.words.say(`upload.state.${state}`, { size });
    if (sent >= file.size) return this.words.say('upload.state.reading', { size });
    return this.words.say('upload.state.sending', { sent: this.words.bytes(sent), size });
  });

  /** Why it was refused, with the limit that it breaks. */
  private why(problem: Problem): string {
    const { limit } = problem;
    if (!limit || !LIMITS.includes(limit.unit)) return this.words.problem(problem);
    const most =
      limit.unit === 'bytes' ? this.words.bytes(limit.most) : this.words.number(limit.most);
    return this.words.say(`upload.limit.${limit.unit}`, { most });
  }
}
