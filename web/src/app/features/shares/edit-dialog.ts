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

import { sharesChange } from '@api/fn/shares/shares-change';
import { ImageView } from '@api/models/image-view';
import { ShareItemView } from '@api/models/share-item-view';
import { ShareView } from '@api/models/share-view';
import { Api } from '@core/api';
import { Words } from '@core/words';
import { Dialog } from '@shared/dialog';
import { Form } from '@shared/form';
import { Picture } from '@shared/picture';
import { PictureChoice } from '@shared/picture-choice';
import { ProblemNote } from '@shared/problem-note';
import { ShareTerms, termsOf } from '@shared/share-terms';

/** Changes a link that was made: what it shows, and on which terms. */
@Component({
  selector: 'app-edit-dialog',
  imports: [Dialog, MatButton, Picture, PictureChoice, ProblemNote, ShareTerms, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'shares'">
      <app-dialog
        [heading]="t('editOne', { name: share().name || t('unnamed') })"
        (closed)="closed.emit(null)"
      >
        <form novalidate (submit)="send($event)">
          @if (form.problem(); as problem) {
            <app-problem-note [problem]="problem" />
          }
          @if (isOver()) {
            <p class="quiet small">{{ t('over') }}</p>
          }
          <fieldset>
            <legend>{{ t('items') }}</legend>
            <ul>
              @for (item of items(); track keyOf(item); let place = $index) {
                <li>
                  <label class="check">
                    <input
                      type="checkbox"
                      [attr.aria-label]="t('item', { number: words.number(place + 1) })"
                      [checked]="!out().has(keyOf(item))"
                      (change)="toggle(item)"
                    />
                    <img alt="" [appPicture]="pictureOf(item)" />
                  </label>
                </li>
              }
            </ul>
            <p class="fault" role="alert">{{ isEmpty() ? t('empty') : '' }}</p>
            <button matButton type="button" (click)="isChoosing.set(true)">{{ t('add') }}</button>
          </fieldset>
          <app-share-terms [share]="share()" [faults]="form.faults()" />
          <div class="row end">
            <button matButton type="button" (click)="closed.emit(null)">{{ t('cancel') }}</button>
            <button matButton="filled" type="submit" [disabled]="form.busy() || isEmpty()">
              {{ t('save') }}
            </button>
          </div>
        </form>
      </app-dialog>
      @if (isChoosing()) {
        <app-picture-choice (closed)="add($event)" />
      }
    </ng-container>
  `,
  styleUrl: './edit-dialog.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class EditDialog {
  private readonly api = inject(Api);
  protected readonly words = inject(Words);

  readonly share = input.required<ShareView>();
  /** With the share as it is now, or null when nothing was changed. */
  readonly closed = output<ShareView | null>();

  protected readonly form = new Form();
  protected readonly isChoosing = signal(false);
  protected readonly items = linkedSignal<readonly ShareItemView[]>(() => this.share().items);
  protected readonly out = signal<ReadonlySet<string>>(new Set());
  protected readonly kept = computed(() =>
    this.items().filter((item) => !this.out().has(this.keyOf(item))),
  );
  protected readonly isEmpty = computed(() => this.kept().length === 0);
  protected readonly isOver = computed(() => {
    const { expiresAt } = this.share();
    return expiresAt !== null && new Date(expiresAt) <= new Date();
  });

  protected keyOf({ imageId, renditionId }: ShareItemView): string {
    return renditionId ?? imageId;
  }

  protected pictureOf({ imageId, renditionId }: ShareItemView): string {
    return renditionId
      ? `/api/renditions/${renditionId}/content`
      : `/api/images/${imageId}/thumbnail?size=160`;
  }

  protected toggle(item: ShareItemView): void {
    const key = this.keyOf(item);
    this.out.update((out) => {
      const changed = new Set(out);
      if (!changed.delete(key)) changed.add(key);
      return changed;
    });
  }

  protected add(image: ImageView | null): void {
    this.isChoosing.set(false);
    if (!image || this.items().some((item) => this.keyOf(item) === image.id)) return;
    this.items.update((items) => [...items, { imageId: image.id, renditionId: null }]);
  }

  protected send(event: Event): Promise<void> {
    return this.form.submit(event, async (data) => {
      const body = { ...termsOf(data), ...this.contents() };
      this.closed.emit(await this.api.ask(sharesChange, { id: this.share().id, body }));
    });
  }

  /** What it shows, if that was changed. */
  private contents() {
    const kept = this.kept();
    const isSame = kept.length === this.share().items.length && this.items() === this.share().items;
    if (isSame) return {};
    return {
      images: kept.filter(({ renditionId }) => !renditionId).map(({ imageId }) => imageId),
      renditions: kept.flatMap(({ renditionId }) => renditionId ?? []),
    };
  }
}
