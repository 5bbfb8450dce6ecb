import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { ImageView } from '@api/models/image-view';
import { Catalogue } from '@core/recipes/catalogue';
import { layerOf, Lettering, letteringOf } from '@core/recipes/lettering';
import { numberOf, withFields } from '@core/recipes/recipe';
import { LetteringForm } from '@shared/lettering-form';
import { Change, NumberField } from '@shared/number-field';
import { PictureField } from '@shared/picture-field';
import { SchemaField } from '@shared/schema-field';
import { CreateStore } from './create.store';
import { inputOf, isSized, kindOf, pictureLayer } from './layers';
import { ShapeForm } from './shape-form';
import { layerOfShape, Shape, shapeOf } from './shapes';

/** The layer that is worked on: what it shows, and where. */
@Component({
  selector: 'app-layer-form',
  imports: [LetteringForm, NumberField, PictureField, SchemaField, ShapeForm, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'create.layer'">
      @if (store.layer(); as layer) {
        @switch (kind()) {
          @case ('text') {
            @if (lettering(); as text) {
              <app-lettering-form
                [field]="'layer-' + store.active()"
                [text]="text"
                (changed)="write($event)"
              />
            } @else {
              <p class="quiet small">{{ t('foreign') }}</p>
            }
          }
          @case ('shape') {
            @if (shape(); as drawn) {
              <app-shape-form [shape]="drawn" (changed)="draw($event)" />
            }
          }
          @case ('drawing') {
            <div class="field">
              <label for="layer-svg">SVG</label>
              <textarea
                #code
                id="layer-svg"
                class="input"
                rows="6"
                spellcheck="false"
                [value]="input()['svg']"
                (change)="store.setInput(store.active(), { svg: code.value }, 'layer.svg')"
              ></textarea>
            </div>
          }
          @case ('picture') {
            <app-picture-field
              [label]="t('picture')"
              [value]="'' + input()['image']"
              (chosen)="exchange($event)"
            />
            <app-number-field
              field="layer-opacity"
              required
              whole
              unit="%"
              [label]="t('opacity')"
              [value]="opacity()"
              [plain]="100"
              [least]="0"
              [most]="100"
              (changed)="fade($event)"
            />
          }
        }
        <div class="pair">
          @for (side of sides(); track side) {
            <app-number-field
              required
              whole
              unit="px"
              [field]="'layer-' + side"
              [label]="catalogue.labelOf(side)"
              [value]="rounded()[side]"
              [least]="side === 'width' || side === 'height' ? 1 : undefined"
              (changed)="place(side, $event)"
            />
          }
        </div>
        @if (blend(); as field) {
          <app-schema-field
            [node]="field.node"
            [label]="catalogue.labelOf('blend')"
            [value]="layer['blend']"
            [otherwise]="field.otherwise"
            [pointer]="'/steps/0/images/' + store.active() + '/blend'"
            [faults]="store.faults()"
            (changed)="mix($event)"
          />
        }
      }
    </ng-container>
  `,
  styles: `
    :host {
      display: grid;
      gap: 16px;
    }
    .pair {
      display: grid;
      gap: 4px;
    }
    textarea {
      font-family: var(--mono);
      font-size: 0.8125rem;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class LayerForm {
  protected readonly catalogue = inject(Catalogue);
  protected readonly store = inject(CreateStore);

  protected readonly kind = computed(() => kindOf(this.store.layer() ?? {}));
  protected readonly input = computed(() => inputOf(this.store.layer() ?? {}));
  protected readonly lettering = computed(() => letteringOf(this.input()));
  protected readonly shape = computed(() => shapeOf(this.input()));
  protected readonly opacity = computed(() =>
    Math.round(numberOf(this.input(), 'opacity', 1) * 100),
  );
  protected readonly blend = computed(() =>
    this.catalogue.definition('Layer').find(({ name }) => name === 'blend'),
  );
  protected readonly sides = computed(() =>
    isSized(this.store.layer() ?? {})
      ? (['left', 'top', 'width', 'height'] as const)
      : (['left', 'top'] as const),
  );
  protected readonly box = computed(
    () => this.store.boxes()[this.store.active()] ?? { left: 0, top: 0, width: 1, height: 1 },
  );
  protected readonly rounded = computed(() => {
    const { left, top, width, height } = this.box();
    return { left, top, width: Math.round(width), height: Math.round(height) };
  });

  protected write({ value, live }: Change<Lettering>): void {
    this.store.setInput(this.store.active(), layerOf(value), 'layer.text', live);
  }

  protected draw({ value, live }: Change<Shape>): void {
    this.store.setInput(this.store.active(), layerOfShape(value), 'layer.shape', live);
  }

  protected exchange(image: ImageView): void {
    const layer = pictureLayer(image.id, image, this.store.canvas());
    const { left, top } = this.box();
    this.store.setLayer(this.store.active(), { ...layer, left, top }, 'picture');
  }

  protected fade({ value, live }: Change<number | null>): void {
    const opacity = value === null || value === 100 ? null : value / 100;
    const input = withFields(this.input(), { opacity });
    this.store.setInput(this.store.active(), input, 'layer.opacity', live);
  }

  protected mix({ value, live }: Change): void {
    const layer = withFields(this.store.layer() ?? {}, { blend: value });
    this.store.setLayer(this.store.active(), layer, 'layer.blend', live);
  }

  protected place(
    side: keyof ReturnType<typeof this.box>,
    { value, live }: Change<number | null>,
  ): void {
    if (value === null) return;
    const box = { ...this.box(), [side]: value };
    // A picture keeps its shape: its width says how high it is.
    if (side === 'height' && this.kind() === 'picture')
      box.width = (this.box().width * value) / this.box().height;
    this.store.place(this.store.active(), box, live);
  }
}
