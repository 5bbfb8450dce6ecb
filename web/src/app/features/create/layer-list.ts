import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { ImageView } from '@api/models/image-view';
import { layerOf, letteringOf, PLAIN_LETTERING } from '@core/recipes/lettering';
import { Words } from '@core/words';
import { Icon, IconName } from '@shared/icon';
import { PictureChoice } from '@shared/picture-choice';
import { RowTools } from '@shared/row-tools';
import { CreateStore } from './create.store';
import { centred, inputOf, kindOf, LayerKind, pictureLayer } from './layers';
import { layerOfShape, PLAIN_SHAPE, shapeOf } from './shapes';

const ICONS: Readonly<Record<LayerKind, IconName>> = {
  text: 'text',
  shape: 'shapes',
  drawing: 'shapes',
  picture: 'gallery',
  other: 'layers',
};

/** The layers, the uppermost first; and how another one comes. */
@Component({
  selector: 'app-layer-list',
  imports: [Icon, PictureChoice, RowTools, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'create.layers'">
      <div class="adding" role="group" [attr.aria-label]="t('add')">
        <button type="button" class="tool" (click)="addText()">
          <app-icon name="text" /><span>{{ t('text') }}</span>
        </button>
        <button type="button" class="tool" (click)="addShape()">
          <app-icon name="shapes" /><span>{{ t('shape') }}</span>
        </button>
        <button type="button" class="tool" (click)="isChoosing.set(true)">
          <app-icon name="gallery" /><span>{{ t('picture') }}</span>
        </button>
      </div>
      <ol>
        @for (row of rows(); track row.index) {
          <li>
            <button
              type="button"
              class="tool name"
              [attr.aria-pressed]="store.active() === row.index"
              (click)="store.active.set(row.index)"
            >
              <app-icon [name]="row.icon" /><span>{{ row.name }}</span>
            </button>
            <app-row-tools
              [up]="t('up', row)"
              [down]="t('down', row)"
              [away]="t('remove', row)"
              [first]="$first"
              [last]="$last"
              (moved)="store.move(row.index, -$event)"
              (removed)="store.remove(row.index)"
            />
          </li>
        }
        <li>
          <button
            type="button"
            class="tool name"
            [attr.aria-pressed]="store.active() === -1"
            (click)="store.active.set(-1)"
          >
            <app-icon name="create" /><span>{{ t('canvas') }}</span>
          </button>
        </li>
      </ol>
      @if (isChoosing()) {
        <app-picture-choice (closed)="addPicture($event)" />
      }
    </ng-container>
  `,
  styles: `
    .adding {
      display: grid;
      grid-template-columns: repeat(3, 1fr);
      gap: 8px;
      margin-bottom: 12px;
    }
    .adding .tool {
      flex-direction: column;
      gap: 4px;
      padding: 8px 4px;
      border: 1px solid var(--mat-sys-outline-variant);
    }
    li {
      display: flex;
      gap: 4px;
    }
    .name {
      flex: 1;
      justify-content: flex-start;
      min-width: 0;
    }
    .name span {
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class LayerList {
  private readonly words = inject(Words);
  protected readonly store = inject(CreateStore);

  protected readonly isChoosing = signal(false);
  protected readonly rows = computed(() =>
    this.store
      .layers()
      .map((layer, index) => {
        const kind = kindOf(layer);
        const text = letteringOf(inputOf(layer))?.content;
        const shape = shapeOf(inputOf(layer))?.kind;
        const name =
          text ?? this.words.say(shape ? `create.shape.${shape}` : `create.kinds.${kind}`);
        return { index, name, icon: ICONS[kind] };
      })
      .reverse(),
  );

  protected addText(): void {
    const canvas = this.store.canvas();
    const size = Math.max(8, Math.round(canvas.width / 16));
    const content = this.words.say('editor.text.sample');
    const colour = '#15171c';
    const input = layerOf({ ...PLAIN_LETTERING, content, size, colour });
    const guessed = { width: content.length * size * 0.62, height: size * 1.2 };
    this.store.add(centred({ input }, guessed, canvas), 'text');
  }

  protected addShape(): void {
    const canvas = this.store.canvas();
    const width = Math.round(canvas.width / 3);
    const height = Math.round(Math.min(canvas.height / 3, width));
    const input = layerOfShape({ ...PLAIN_SHAPE, width, height });
    this.store.add(centred({ input }, { width, height }, canvas), 'shape');
  }

  protected addPicture(image: ImageView | null): void {
    this.isChoosing.set(false);
    if (image) this.store.add(pictureLayer(image.id, image, this.store.canvas()), 'picture');
  }
}
