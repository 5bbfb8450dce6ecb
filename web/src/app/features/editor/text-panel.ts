import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { TranslocoDirective } from '@jsverse/transloco';

import { Lettering, layerOf, letteringOf, PLAIN_LETTERING } from '@core/recipes/lettering';
import { isObject, Json, withFields } from '@core/recipes/recipe';
import { Words } from '@core/words';
import { Icon } from '@shared/icon';
import { LetteringForm } from '@shared/lettering-form';
import { Change } from '@shared/number-field';
import { EditorStore } from './editor.store';
import { PlaceField } from './place-field';

/** Texts over the picture. */
@Component({
  selector: 'app-text-panel',
  imports: [Icon, LetteringForm, MatButton, PlaceField, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'editor.text'">
      @if (texts().length > 0) {
        <ul class="layers">
          @for (text of texts(); track text.index) {
            <li>
              <button
                type="button"
                class="tool pick"
                [attr.aria-pressed]="text.index === active()?.index"
                (click)="store.layer.set(text.index)"
              >
                {{ text.lettering?.content ?? t('markup') }}
              </button>
              <button
                type="button"
                class="tool"
                [attr.aria-label]="t('remove', { text: text.lettering?.content ?? t('markup') })"
                (click)="remove(text.index)"
              >
                <app-icon name="bin" />
              </button>
            </li>
          }
        </ul>
      } @else {
        <p class="quiet small">{{ t('none') }}</p>
      }
      <button matButton="outlined" type="button" (click)="add()">{{ t('add') }}</button>
      @if (active(); as one) {
        @if (one.lettering; as lettering) {
          <app-lettering-form
            [field]="'text-' + one.index"
            [text]="lettering"
            (changed)="write(one.index, one.layer, $event)"
          />
        } @else {
          <p class="quiet small">{{ t('foreign') }}</p>
        }
        <app-place-field
          [layer]="one.layer"
          [size]="store.planned() ?? store.size()"
          (changed)="store.setLayer(one.index, $event.value, 'composite.place', $event.live)"
        />
      }
    </ng-container>
  `,
  styleUrl: './panel.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TextPanel {
  private readonly words = inject(Words);
  protected readonly store = inject(EditorStore);

  protected readonly texts = computed(() =>
    this.store.layers().flatMap((layer, index) => {
      const input = layer['input'];
      const isText = isObject(input) && 'text' in input;
      return isText ? [{ layer, index, lettering: letteringOf(input) }] : [];
    }),
  );
  protected readonly active = computed(() => {
    const texts = this.texts();
    return texts.find(({ index }) => index === this.store.layer()) ?? texts.at(-1);
  });

  protected add(): void {
    const { width, height } = this.store.planned() ?? this.store.size();
    const size = Math.max(8, Math.round(width / 18));
    const content = this.words.say('editor.text.sample');
    // Below, about in the middle, and not at the very edge.
    const left = Math.max(0, Math.round((width - content.length * size * 0.6) / 2));
    const top = Math.max(0, Math.round(height - size * 2));
    const layer = { input: layerOf({ ...PLAIN_LETTERING, content, size }), left, top };
    const layers = [...this.store.layers(), layer];
    this.store.setLayers(layers, 'text');
    this.store.layer.set(layers.length - 1);
  }

  protected write(index: number, layer: Json, { value, live }: Change<Lettering>): void {
    this.store.setLayer(
      index,
      withFields(layer, { input: layerOf(value) }),
      'composite.text',
      live,
    );
  }

  protected remove(place: number): void {
    this.store.setLayers(
      this.store.layers().filter((_, index) => index !== place),
      'removeText',
    );
  }
}
