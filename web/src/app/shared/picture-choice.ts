import {
  ChangeDetectionStrategy,
  Component,
  inject,
  output,
  resource,
  signal,
} from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { imagesList } from '@api/fn/pictures/images-list';
import { ImageView } from '@api/models/image-view';
import { Api } from '@core/api';
import { Dialog } from './dialog';
import { Icon } from './icon';
import { Picture } from './picture';

const MOST = 60;

/** Chooses one of the account's pictures. */
@Component({
  selector: 'app-picture-choice',
  imports: [Dialog, Icon, Picture, TranslocoDirective],
  template: `
    <app-dialog
      broad
      *transloco="let t; prefix: 'form'"
      [heading]="t('choosePicture')"
      (closed)="closed.emit(null)"
    >
      <label class="search">
        <span class="visually-hidden">{{ t('searchPicture') }}</span>
        <app-icon name="search" />
        <input
          #box
          class="input"
          type="search"
          autocomplete="off"
          [placeholder]="t('searchPicture')"
          (change)="query.set(box.value.trim())"
        />
      </label>
      <ul>
        @for (image of images.value(); track image.id) {
          <li>
            <button type="button" [attr.aria-label]="image.filename" (click)="closed.emit(image)">
              <img alt="" [appPicture]="image.links.thumbnail + '?size=320'" />
            </button>
          </li>
        } @empty {
          <li class="quiet small">{{ images.isLoading() ? t('loading') : t('noPicture') }}</li>
        }
      </ul>
    </app-dialog>
  `,
  styles: `
    .search {
      position: relative;
      display: block;
      margin-bottom: 16px;
    }
    .search app-icon {
      position: absolute;
      top: 12px;
      left: 12px;
    }
    .search .input {
      padding-left: 40px;
    }
    ul {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(112px, 1fr));
      gap: 8px;
      min-height: 240px;
      align-content: start;
    }
    button {
      width: 100%;
      padding: 0;
      overflow: hidden;
      aspect-ratio: 4 / 3;
      border: 0;
      border-radius: 6px;
      background: var(--mat-sys-surface-container-high);
      cursor: pointer;
    }
    button:hover {
      outline: 2px solid var(--mat-sys-primary);
    }
    img {
      width: 100%;
      height: 100%;
      object-fit: cover;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PictureChoice {
  private readonly api = inject(Api);

  readonly closed = output<ImageView | null>();

  protected readonly query = signal('');
  protected readonly images = resource({
    params: () => this.query(),
    loader: async ({ params: q }) =>
      (await this.api.ask(imagesList, { limit: MOST, ...(q ? { q } : {}) })).items,
  });
}
