import { ChangeDetectionStrategy, Component, DOCUMENT, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { TranslocoDirective } from '@jsverse/transloco';

import { presets } from '@api/fn/presets/presets';
import { presetsCreate } from '@api/fn/presets/presets-create';
import { presetsDelete } from '@api/fn/presets/presets-delete';
import { PresetView } from '@api/models/preset-view';
import { Recipe } from '@api/models/recipe';
import { Api } from '@core/api';
import { saveAs } from '@core/gallery/save-as';
import { askForFiles } from '@core/upload/files';
import { Notices } from '@core/notices';
import { Problem } from '@core/problem';
import { RecipeWords } from '@core/recipe-words';
import { Words } from '@core/words';
import { ConfirmDialog } from '@shared/confirm-dialog';
import { Icon } from '@shared/icon';
import { ProblemNote } from '@shared/problem-note';
import { HistoryDialog } from './history-dialog';
import { NameDialog } from './name-dialog';
import { presetIn } from './preset-file';

/** What is open over the list, and for which preset. */
interface Task {
  readonly kind: 'rename' | 'copy' | 'remove' | 'history';
  readonly preset: PresetView;
}

/** Recipes with names: the service's, and one's own to rename, to export, to take back to an older version. */
@Component({
  selector: 'app-presets-page',
  imports: [
    ConfirmDialog,
    HistoryDialog,
    Icon,
    MatButton,
    NameDialog,
    ProblemNote,
    TranslocoDirective,
  ],
  templateUrl: './presets.page.html',
  styleUrl: './presets.page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PresetsPage {
  private readonly api = inject(Api);
  private readonly document = inject(DOCUMENT);
  private readonly notices = inject(Notices);
  private readonly words = inject(Words);
  protected readonly recipes = inject(RecipeWords);
  protected readonly list = signal<readonly PresetView[] | null>(null);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly task = signal<Task | null>(null);

  constructor() {
    void this.load();
  }

  protected load(): Promise<void> {
    return this.attempt(async () => this.list.set((await this.api.ask(presets)).items));
  }

  protected own(): readonly PresetView[] {
    return (this.list() ?? []).filter(({ builtIn }) => !builtIn);
  }

  protected builtIn(): readonly PresetView[] {
    return (this.list() ?? []).filter(({ builtIn }) => builtIn);
  }

  protected open(kind: Task['kind'], preset: PresetView): void {
    this.task.set({ kind, preset });
  }

  protected close(isChanged: boolean): void {
    this.task.set(null);
    if (isChanged) void this.load();
  }

  /** Saves a preset as a file that can be imported again. */
  protected export({ name, recipe }: PresetView): void {
    const text = JSON.stringify({ name, recipe }, null, 2);
    saveAs(new Blob([text], { type: 'application/json' }), `${name}.json`);
  }

  protected async import(): Promise<void> {
    await this.take((await askForFiles(this.document, { accept: '.json,application/json' }))[0]);
  }

  protected remove({ id }: PresetView): Promise<void> {
    return this.attempt(async () => {
      this.task.set(null);
      await this.api.ask(presetsDelete, { id });
      await this.load();
    });
  }

  private take(file: File | undefined): Promise<void> {
    return this.attempt(async () => {
      if (!file) return;
      const names = (this.list() ?? []).map(({ name }) => name);
      const { name, recipe } = presetIn(await file.text(), file.name, names);
      await this.api.ask(presetsCreate, { body: { name, recipe: recipe as Recipe } });
      this.notices.show(this.words.say('presets.imported', { name }));
      await this.load();
    });
  }

  private async attempt(work: () => Promise<void>): Promise<void> {
    this.problem.set(null);
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.problem.set(error);
    }
  }
}
