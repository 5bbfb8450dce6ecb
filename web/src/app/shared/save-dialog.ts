import { ChangeDetectionStrategy, Component, inject, input, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { presetsCreate } from '@api/fn/presets/presets-create';
import { Recipe } from '@api/models/recipe';
import { Api } from '@core/api';
import { Notices } from '@core/notices';
import { RecipeJson } from '@core/recipes/recipe';
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
    />
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

  protected readonly send = (name: string): Promise<void> =>
    this.kind() === 'preset' ? this.keep(name) : this.save()(name);

  private async keep(name: string): Promise<void> {
    const recipe = this.recipe() as unknown as Recipe;
    const image = this.tryOn();
    await this.api.ask(presetsCreate, {
      body: { name, recipe, ...(image ? { tryOn: image } : {}) },
    });
    this.notices.show(this.words.say('save.preset.done', { name }));
  }
}
