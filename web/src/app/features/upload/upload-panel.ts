import {
  ChangeDetectionStrategy,
  Component,
  computed,
  DestroyRef,
  DOCUMENT,
  effect,
  inject,
  signal,
} from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Announcer } from '@core/announcer';
import { filesOf } from '@core/upload/files';
import { UnfinishedUploads } from '@core/upload/unfinished';
import { UploadQueue } from '@core/upload/queue';
import { isTyping } from '@core/shortcuts';
import { whenOver } from '@core/when-over';
import { Words } from '@core/words';
import { Icon } from '@shared/icon';
import { PresetChoice } from './preset-choice';
import { UnfinishedList } from './unfinished-list';
import { UploadRow } from './upload-row';

/** Takes files that are dropped or pasted anywhere, and shows how far every file is. */
@Component({
  selector: 'app-upload-panel',
  imports: [Icon, PresetChoice, TranslocoDirective, UnfinishedList, UploadRow],
  templateUrl: './upload-panel.html',
  styleUrl: './upload-panel.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class UploadPanel {
  private readonly announcer = inject(Announcer);
  private readonly document = inject(DOCUMENT);
  protected readonly queue = inject(UploadQueue);
  protected readonly unfinished = inject(UnfinishedUploads);
  protected readonly words = inject(Words);

  protected readonly isOpen = signal(true);
  protected readonly isOver = signal(false);
  protected readonly percent = computed(() => {
    const { bytes, sent } = this.queue.total();
    return bytes > 0 ? Math.floor((100 * sent) / bytes) : 100;
  });
  protected readonly canResume = computed(() =>
    this.queue.uploads().some(({ state }) => state === 'paused' || state === 'failed'),
  );
  /** Whether closing the list would give something up. */
  protected readonly isUnderWay = computed(() => this.queue.isBusy() || this.canResume());
  /** "2 min left". */
  protected readonly left = computed(() => {
    const seconds = this.queue.secondsLeft();
    if (seconds === null || !this.queue.isBusy()) return '';
    const [unit, size] = seconds < 90 ? ['second', 5] : ['minute', 60];
    const value = Math.max(1, Math.ceil(seconds / size)) * (unit === 'second' ? size : 1);
    const time = this.words.number(value, { style: 'unit', unit, unitDisplay: 'short' });
    return this.words.say('upload.left', { time });
  });
  protected readonly refused = computed(
    () => this.queue.uploads().filter(({ state }) => state === 'refused').length,
  );
  /** "3 of 12 · 4 MB of 20 MB", or what came of it. */
  protected readonly summary = computed(() => {
    const { files, done, bytes, sent } = this.queue.total();
    if (!this.queue.isBusy()) return this.words.count('upload.done', done);
    return this.words.say('upload.progress', {
      done: this.words.number(done),
      files: this.words.number(files),
      sent: this.words.bytes(sent),
      bytes: this.words.bytes(bytes),
    });
  });

  constructor() {
    whenOver(this.queue.isBusy, () => this.announcer.say(this.summary()));
    effect(() => {
      if (this.queue.isBusy()) this.isOpen.set(true);
    });
    this.listen();
  }

  private listen(): void {
    const gone = new AbortController();
    const options = { signal: gone.signal };
    const { document } = this;
    document.addEventListener('dragover', (event) => this.over(event), options);
    document.addEventListener('dragleave', (event) => this.leave(event), options);
    document.addEventListener('drop', (event) => void this.drop(event), options);
    document.addEventListener('paste', (event) => void this.paste(event), options);
    document.defaultView?.addEventListener(
      'beforeunload',
      (event) => this.queue.isBusy() && event.preventDefault(),
      options,
    );
    inject(DestroyRef).onDestroy(() => gone.abort());
  }

  private over(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.isOver.set(true);
  }

  private leave(event: DragEvent): void {
    // Out of the window, not from one element into another.
    if (event.relatedTarget === null) this.isOver.set(false);
  }

  private async drop(event: DragEvent): Promise<void> {
    this.isOver.set(false);
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.queue.add(await filesOf(event.dataTransfer));
  }

  private async paste(event: ClipboardEvent): Promise<void> {
    if (!event.clipboardData?.types.includes('Files') || isTyping(event.target)) return;
    event.preventDefault();
    this.queue.add(await filesOf(event.clipboardData));
  }
}
