import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  output,
  signal,
} from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { ImageView } from '@api/models/image-view';
import { Jobs } from '@core/jobs/jobs';
import { Words } from '@core/words';
import { Icon } from '@shared/icon';
import { PresetDialog } from '@shared/preset-dialog';
import { ShareDialog } from '@shared/share-dialog';
import { TagDialog } from './tag-dialog';

/** What can be done with the pictures that are selected. */
@Component({
  selector: 'app-selection-bar',
  imports: [Icon, PresetDialog, ShareDialog, TagDialog, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'selection'">
      <div class="line" role="toolbar" [attr.aria-label]="t('label')">
        <button type="button" class="tool" [attr.aria-label]="t('none')" (click)="none.emit()">
          <app-icon name="close" />
        </button>
        <p aria-live="polite">
          <span class="number" aria-hidden="true">{{ images().length }}</span>
          <span class="said">{{ said() }}</span>
        </p>
        <button type="button" class="tool" (click)="all.emit()">{{ t('all') }}</button>
        <span class="gap"></span>
        <button type="button" class="tool" (click)="dialog.set('preset')">
          <app-icon name="presets" /><span class="word">{{ t('preset') }}</span>
        </button>
        <button type="button" class="tool" (click)="dialog.set('share')">
          <app-icon name="share" /><span class="word">{{ t('share') }}</span>
        </button>
        <button type="button" class="tool" (click)="jobs.zip(ids())">
          <app-icon name="download" /><span class="word">{{ t('zip') }}</span>
        </button>
        <button type="button" class="tool" (click)="dialog.set('tag')">
          <app-icon name="tag" /><span class="word">{{ t('tag') }}</span>
        </button>
        <button type="button" class="tool" (click)="bin.emit()">
          <app-icon name="bin" /><span class="word">{{ t('bin') }}</span>
        </button>
      </div>
      @switch (dialog()) {
        @case ('preset') {
          <app-preset-dialog [images]="ids()" (closed)="finish($event)" />
        }
        @case ('share') {
          <app-share-dialog [images]="ids()" (closed)="dialog.set(null)" />
        }
        @case ('tag') {
          <app-tag-dialog [images]="images()" (closed)="dialog.set(null)" />
        }
      }
    </ng-container>
  `,
  styleUrl: './selection-bar.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SelectionBar {
  private readonly words = inject(Words);
  protected readonly jobs = inject(Jobs);

  readonly images = input.required<readonly ImageView[]>();
  readonly all = output();
  readonly none = output();
  readonly bin = output();

  protected readonly dialog = signal<'tag' | 'preset' | 'share' | null>(null);
  protected readonly said = computed(() =>
    this.words.count('selection.count', this.images().length),
  );
  protected readonly ids = computed(() => this.images().map(({ id }) => id));

  protected finish(isStarted: boolean): void {
    this.dialog.set(null);
    if (isStarted) this.none.emit();
  }
}
