import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  output,
  resource,
  signal,
} from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { presets } from '@api/fn/presets/presets';
import { PresetView } from '@api/models/preset-view';
import { Api } from '@core/api';
import { RecipeWords } from '@core/recipe-words';

/** A preset, and which of its outputs when it has several. */
export interface Preset {
  readonly preset: PresetView;
  readonly output?: string;
}

/** Chooses a preset, and one of its outputs. */
@Component({
  selector: 'app-preset-list',
  imports: [TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'apply'">
      <fieldset>
        <legend class="visually-hidden">{{ t('preset') }}</legend>
        @for (preset of list(); track preset.id) {
          <label>
            <input
              type="radio"
              name="preset"
              [value]="preset.name"
              [checked]="preset === one()"
              (change)="one.set(preset)"
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
    </ng-container>
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
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PresetList {
  private readonly api = inject(Api);
  protected readonly recipes = inject(RecipeWords);

  readonly chosen = output<Preset>();

  private readonly presets = resource({
    loader: async () => (await this.api.ask(presets)).items,
  });
  protected readonly list = computed(() => (this.presets.hasValue() ? this.presets.value() : []));
  protected readonly one = signal<PresetView | null>(null);
  protected readonly output = signal('');
  protected readonly outputs = computed(() => {
    const preset = this.one();
    return preset ? this.recipes.outputs(preset.recipe) : [];
  });

  constructor() {
    effect(() => {
      const [preset, names] = [this.one(), this.outputs()];
      const output = names.includes(this.output()) ? this.output() : names[0];
      if (preset) this.chosen.emit({ preset, ...(output ? { output } : {}) });
    });
  }
}
