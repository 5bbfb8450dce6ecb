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

import { presetsCreate } from '@api/fn/presets/presets-create';
import { Recipe } from '@api/models/recipe';
import { Api } from '@core/api';
import { Notices } from '@core/notices';
import { fitting } from '@core/recipes/preset';
import { numberOf, RecipeJson, stepOf } from '@core/recipes/recipe';
import { Words } from '@core/words';
import { NameDialog } from './name-dialog';

/** What becomes of a recipe: a version of a picture, a new picture, or a preset. */
export type Saving = 'version' | 'picture' | 'preset';

/** Asks for a name and saves a recipe, or what it makes. */
@Component({
  selector: 'app-save-dialog',
  imports: [NameDialog, TranslocoDirective],
  template: `
    <app-name-dialog
      *transloco="let t; prefix: 'save.' + kind()"
      [heading]="t('heading')"
      [text]="t('text')"
      [hint]="t('hint')"
      [required]="kind() === 'preset'"
      [most]="kind() === 'preset' ? 64 : 200"
      [save]="send"
      (closed)="closed.emit()"
    >
      @if (cut(); as size) {
        <label class="check">
          <input type="checkbox" [checked]="fits()" (change)="fits.set(!fits())" />
          {{ t('fits', size) }}
        </label>
      }
    </app-name-dialog>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SaveDialog {
  private readonly api = inject(Api);
  private readonly notices = inject(Notices);
  private readonly words = inject(Words);

  readonly kind = input.required<Saving>();
  readonly recipe = input.required<RecipeJson>();
  /** A picture on which a preset is tried before it is kept. */
  readonly tryOn = input<string>();
  /** Saves it under a name, when it is no preset. */
  readonly save = input.required<(name: string) => Promise<void>>();
  readonly closed = output();
  /** As a preset. */
  readonly kept = output();

  /** Whether what is cut out becomes a size for pictures of any size. */
  protected readonly fits = signal(true);
  /** What a preset would cut out, px: another picture may not reach so far. */
  protected readonly cut = computed(() => {
    const step = this.kind() === 'preset' ? stepOf(this.recipe(), 'extract') : undefined;
    return step && { width: numberOf(step, 'width', 0), height: numberOf(step, 'height', 0) };
  });

  protected readonly send = (name: string): Promise<void> =>
    this.kind() === 'preset' ? this.keep(name) : this.save()(name);

  private async keep(name: string): Promise<void> {
    const wanted = this.cut() && this.fits() ? fitting(this.recipe()) : this.recipe();
    const recipe = wanted as unknown as Recipe;
    const image = this.tryOn();
    await this.api.ask(presetsCreate, {
      body: { name, recipe, ...(image ? { tryOn: image } : {}) },
    });
    this.kept.emit();
    this.notices.show(this.words.say('save.preset.done', { name }));
  }
}
