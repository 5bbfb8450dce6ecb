import {
  ChangeDetectionStrategy,
  Component,
  inject,
  input,
  output,
  resource,
  signal,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { TranslocoDirective } from '@jsverse/transloco';

import { presetsChange } from '@api/fn/presets/presets-change';
import { presetsVersions } from '@api/fn/presets/presets-versions';
import { PresetVersionView } from '@api/models/preset-version-view';
import { PresetView } from '@api/models/preset-view';
import { Recipe } from '@api/models/recipe';
import { Api } from '@core/api';
import { Problem } from '@core/problem';
import { RecipeWords } from '@core/recipe-words';
import { Words } from '@core/words';
import { Dialog } from '@shared/dialog';
import { ProblemNote } from '@shared/problem-note';

/** The recipes that a preset has had; an older one can become the newest. */
@Component({
  selector: 'app-history-dialog',
  imports: [Dialog, MatButton, ProblemNote, TranslocoDirective],
  template: `
    <app-dialog
      *transloco="let t; prefix: 'presets'"
      broad
      [heading]="t('historyHeading', { name: preset().name })"
      (closed)="closed.emit(false)"
    >
      @if (problem(); as found) {
        <app-problem-note [problem]="found" />
      }
      <ol>
        @for (version of versions.value(); track version.version) {
          <li>
            <div>
              <strong>{{ t('version', { version: version.version }) }}</strong>
              <span class="quiet small">{{
                version.createdAt ? words.time(version.createdAt) : ''
              }}</span>
              <p class="quiet small" translate="no">{{ recipes.say(version.recipe) }}</p>
            </div>
            @if (version.version !== preset().version) {
              <button matButton="outlined" type="button" (click)="restore(version)">
                {{ t('restore') }}
              </button>
            }
          </li>
        } @empty {
          <li><span class="ghost"></span></li>
        }
      </ol>
    </app-dialog>
  `,
  styles: `
    li {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: 16px;
      padding: 12px 0;
      border-top: 1px solid var(--mat-sys-outline-variant);
    }
    strong {
      margin-right: 12px;
    }
    .ghost {
      width: 100%;
      height: 64px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class HistoryDialog {
  private readonly api = inject(Api);
  protected readonly recipes = inject(RecipeWords);
  protected readonly words = inject(Words);

  readonly preset = input.required<PresetView>();
  /** Whether something was changed. */
  readonly closed = output<boolean>();

  protected readonly problem = signal<Problem | null>(null);
  protected readonly versions = resource({
    params: () => this.preset().id,
    loader: async ({ params: id }) => (await this.api.ask(presetsVersions, { id })).items,
  });

  protected async restore({ recipe }: PresetVersionView): Promise<void> {
    const { id, version } = this.preset();
    try {
      const body = { recipe: recipe as unknown as Recipe, version };
      await this.api.ask(presetsChange, { id, body });
      this.closed.emit(true);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.problem.set(error);
    }
  }
}
