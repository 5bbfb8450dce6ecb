import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  output,
  resource,
  signal,
} from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { imagesGet } from '@api/fn/pictures/images-get';
import { ImageView } from '@api/models/image-view';
import { Api } from '@core/api';
import { Icon } from './icon';
import { Picture } from './picture';
import { PictureChoice } from './picture-choice';

/** One of the account's pictures, by its id. */
@Component({
  selector: 'app-picture-field',
  imports: [Icon, Picture, PictureChoice, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'form'">
      <div class="field">
        <span class="label">{{ label() }}</span>
        <button type="button" class="well" (click)="isChoosing.set(true)">
          @if (image.value(); as one) {
            <img alt="" [appPicture]="one.links.thumbnail + '?size=160'" />
            <span>{{ one.filename }}</span>
          } @else {
            <app-icon name="gallery" /><span>{{ t('choosePicture') }}</span>
          }
        </button>
        @if (fault()) {
          <p class="fault">{{ fault() }}</p>
        }
      </div>
      @if (isChoosing()) {
        <app-picture-choice (closed)="close($event)" />
      }
    </ng-container>
  `,
  styles: `
    .well {
      display: flex;
      align-items: center;
      gap: 12px;
      width: 100%;
      min-height: 56px;
      padding: 8px;
      border: 1px dashed var(--mat-sys-outline);
      border-radius: calc(var(--radius) - 4px);
      background: none;
      color: inherit;
      font: inherit;
      font-size: var(--text-s);
      text-align: left;
      cursor: pointer;
    }
    .well:hover {
      background: var(--mat-sys-surface-container-high);
    }
    img {
      width: 56px;
      height: 40px;
      border-radius: 4px;
      object-fit: cover;
    }
    span {
      min-width: 0;
      overflow-wrap: anywhere;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PictureField {
  private readonly api = inject(Api);

  readonly label = input.required<string>();
  /** Its id; empty is none. */
  readonly value = input('');
  readonly fault = input<string | undefined>('');
  readonly chosen = output<ImageView>();

  protected readonly isChoosing = signal(false);
  private readonly known = signal<ImageView | null>(null);
  private readonly wanted = computed(() => this.value() || undefined);
  protected readonly image = resource({
    params: () => this.wanted(),
    loader: async ({ params: id }) => {
      const known = this.known();
      if (known?.id === id) return known;
      return this.api.ask(imagesGet, { id }).catch(() => null);
    },
  });

  protected close(image: ImageView | null): void {
    this.isChoosing.set(false);
    if (!image) return;
    this.known.set(image);
    this.chosen.emit(image);
  }
}
