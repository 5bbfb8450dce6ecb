import { ChangeDetectionStrategy, Component, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { TranslocoDirective } from '@jsverse/transloco';

import { presetsCreate } from '@api/fn/presets/presets-create';
import { Recipe } from '@api/models/recipe';
import { Api } from '@core/api';
import { Notices } from '@core/notices';
import { RecipeJson } from '@core/recipes/recipe';
import { Words } from '@core/words';
import { Dialog } from './dialog';
import { Field } from './field';
import { Form, textOf } from './form';
import { ProblemNote } from './problem-note';

/** What becomes of a recipe: a version of a picture, a new picture, or a preset. */
export type Saving = 'version' | 'picture' | 'preset';

/** Asks for a name and saves. */
@Component({
  selector: 'app-save-dialog',
  imports: [Dialog, Field, MatButton, ProblemNote, TranslocoDirective],
  template: `
    <app-dialog
      *transloco="let t; prefix: 'save'"
      [heading]="t(kind() + '.heading')"
      (closed)="closed.emit()"
    >
      <form novalidate (submit)="send($event)">
        @if (form.problem(); as problem) {
          <app-problem-note [problem]="problem" />
        }
        <p class="quiet small">{{ t(kind() + '.text') }}</p>
        <app-field
          name="name"
          [label]="t('name')"
          [hint]="t(kind() + '.hint')"
          [required]="kind() === 'preset'"
          [maxlength]="kind() === 'preset' ? 64 : 200"
          [fault]="form.faults()['name']"
        />
        <div class="row end">
          <button matButton type="button" (click)="closed.emit()">{{ t('cancel') }}</button>
          <button matButton="filled" type="submit" [disabled]="form.busy()">{{ t('save') }}</button>
        </div>
      </form>
    </app-dialog>
  `,
  styles: `
    form {
      display: grid;
      gap: 16px;
    }
    .end {
      justify-content: flex-end;
    }
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

  protected readonly form = new Form();

  protected send(event: Event): Promise<void> {
    return this.form.submit(event, async (data) => {
      const name = textOf(data, 'name').trim();
      if (this.kind() === 'preset') await this.keep(name);
      else await this.save()(name);
      this.closed.emit();
    });
  }

  private async keep(name: string): Promise<void> {
    const recipe = this.recipe() as unknown as Recipe;
    const image = this.tryOn();
    await this.api.ask(presetsCreate, {
      body: { name, recipe, ...(image ? { tryOn: image } : {}) },
    });
    this.notices.show(this.words.say('save.preset.done', { name }));
  }
}
