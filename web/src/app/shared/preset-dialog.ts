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
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { presets } from '@api/fn/presets/presets';
import { Api } from '@core/api';
import { Jobs } from '@core/jobs/jobs';
import { RecipeWords } from '@core/recipe-words';
import { Words } from '@core/words';
import { Dialog } from './dialog';

/** Chooses a preset and makes the same of many pictures, as a job. */
@Component({
  selector: 'app-preset-dialog',
  imports: [Dialog, MatButton, RouterLink, TranslocoDirective],
  template: `
    <app-dialog
      *transloco="let t; prefix: 'apply'"
      [heading]="t('heading')"
      (closed)="closed.emit(false)"
    >
      <p class="quiet small">{{ words.count('apply.what', images().length) }}</p>
      <fieldset>
        <legend class="visually-hidden">{{ t('preset') }}</legend>
        @for (preset of presets.value(); track preset.id) {
          <label>
            <input
              type="radio"
              name="preset"
              [value]="preset.name"
              [checked]="chosen() === preset.name"
              (change)="chosen.set(preset.name)"
            />
            <span>
              <strong>{{ preset.name }}</strong>
              <span class="quiet small">{{ recipes.say(preset.recipe) }}</span>
            </span>
          </label>
        } @empty {
          <span class="ghost"></span>
        }
      </fieldset>
      @if (outputs().length > 1) {
        <div class="field">
          <label for="apply-output">{{ t('output') }}</label>
          <select #which id="apply-output" class="input" (change)="output.set(which.value)">
            @for (name of outputs(); track name) {
              <option [value]="name" [selected]="name === output()">{{ name }}</option>
            }
          </select>
        </div>
      }
      <p class="small">
        <a routerLink="/presets">{{ t('own') }}</a>
      </p>
      <div class="row end">
        <button matButton type="button" (click)="closed.emit(false)">{{ t('cancel') }}</button>
        <button matButton="filled" type="button" [disabled]="busy() || !chosen()" (click)="start()">
          {{ t('start') }}
        </button>
      </div>
    </app-dialog>
  `,
  styles: `
    fieldset {
      display: grid;
      max-height: 44dvh;
      margin: 16px 0;
      padding: 0;
      overflow-y: auto;
      border: 1px solid var(--mat-sys-outline-variant);
      border-radius: calc(var(--radius) - 4px);
    }
    label:has([type='radio']) {
      display: flex;
      gap: 12px;
      padding: 12px;
      line-height: 1.4;
      cursor: pointer;
    }
    label:has([type='radio']) + label {
      border-top: 1px solid var(--mat-sys-outline-variant);
    }
    label:has(:checked) {
      background: var(--mat-sys-surface-container-high);
    }
    [type='radio'] {
      flex: none;
      margin-top: 2px;
    }
    strong,
    strong + span {
      display: block;
    }
    .ghost {
      height: 200px;
    }
    .field {
      margin-bottom: 16px;
    }
    .end {
      justify-content: flex-end;
      margin-top: 16px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PresetDialog {
  private readonly api = inject(Api);
  private readonly jobs = inject(Jobs);
  protected readonly recipes = inject(RecipeWords);
  protected readonly words = inject(Words);

  readonly images = input.required<readonly string[]>();
  /** Whether a job was started. */
  readonly closed = output<boolean>();

  protected readonly presets = resource({
    loader: async () => (await this.api.ask(presets)).items,
  });
  protected readonly chosen = signal('');
  protected readonly output = signal('');
  protected readonly busy = signal(false);
  protected readonly outputs = computed(() => {
    const all = this.presets.hasValue() ? this.presets.value() : [];
    const preset = all.find(({ name }) => name === this.chosen());
    return preset ? this.recipes.outputs(preset.recipe) : [];
  });

  protected async start(): Promise<void> {
    this.busy.set(true);
    const name = this.outputs().includes(this.output()) ? this.output() : this.outputs()[0];
    const job = await this.jobs.start({
      kind: 'preset',
      preset: this.chosen(),
      images: [...this.images()],
      ...(name ? { output: name } : {}),
    });
    this.busy.set(false);
    if (job) this.closed.emit(true);
  }
}
