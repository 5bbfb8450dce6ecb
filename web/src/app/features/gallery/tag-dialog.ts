import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  linkedSignal,
  output,
  signal,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { TranslocoDirective } from '@jsverse/transloco';

import { ImageView } from '@api/models/image-view';
import { Pictures } from '@core/gallery/pictures';
import { Dialog } from '@shared/dialog';
import { TagField } from '@shared/tag-field';

/** Adds tags to many pictures and takes away those that all or some of them have. */
@Component({
  selector: 'app-tag-dialog',
  imports: [Dialog, MatButton, TagField, TranslocoDirective],
  template: `
    <app-dialog
      *transloco="let t; prefix: 'tags'"
      [heading]="t('heading')"
      (closed)="closed.emit()"
    >
      <app-tag-field [tags]="tags()" (changed)="tags.set($event)" />
      <p class="quiet small hint">{{ t('hint') }}</p>
      <div class="row end">
        <button matButton type="button" (click)="closed.emit()">{{ t('cancel') }}</button>
        <button matButton="filled" type="button" [disabled]="busy()" (click)="save()">
          {{ t('save') }}
        </button>
      </div>
    </app-dialog>
  `,
  styles: `
    .hint {
      margin: 8px 0 24px;
    }
    .end {
      justify-content: flex-end;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TagDialog {
  private readonly pictures = inject(Pictures);

  readonly images = input.required<readonly ImageView[]>();
  readonly closed = output();

  private readonly before = computed(() => [...new Set(this.images().flatMap(({ tags }) => tags))]);
  protected readonly tags = linkedSignal<readonly string[]>(() => this.before());
  protected readonly busy = signal(false);

  protected async save(): Promise<void> {
    const [before, after] = [this.before(), this.tags()];
    const added = after.filter((tag) => !before.includes(tag));
    const removed = before.filter((tag) => !after.includes(tag));
    this.busy.set(true);
    if (await this.pictures.tag(this.images(), added, removed)) this.closed.emit();
    this.busy.set(false);
  }
}
