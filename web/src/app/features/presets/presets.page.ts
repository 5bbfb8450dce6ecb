import {
  ChangeDetectionStrategy,
  Component,
  computed,
  DOCUMENT,
  inject,
  signal,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { presets } from '@api/fn/presets/presets';
import { presetsChange } from '@api/fn/presets/presets-change';
import { presetsCreate } from '@api/fn/presets/presets-create';
import { presetsDelete } from '@api/fn/presets/presets-delete';
import { ImageView } from '@api/models/image-view';
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
import { Icon, IconName } from '@shared/icon';
import { NameDialog } from '@shared/name-dialog';
import { PictureChoice } from '@shared/picture-choice';
import { ProblemNote } from '@shared/problem-note';
import { HistoryDialog } from './history-dialog';
import { presetIn } from './preset-file';

interface Tool {
  readonly name: 'use' | 'rename' | 'copy' | 'export' | 'history' | 'remove';
  readonly icon: IconName;
}

const TOOLS: readonly Tool[] = [
  { name: 'use', icon: 'create' },
  { name: 'rename', icon: 'edit' },
  { name: 'copy', icon: 'copy' },
  { name: 'export', icon: 'download' },
  { name: 'history', icon: 'history' },
  { name: 'remove', icon: 'bin' },
];
/** What can be done with the service's own. */
const FOR_ALL: readonly Tool['name'][] = ['use', 'copy', 'export'];

/** What is open over the list, and for which preset. */
interface Task {
  readonly kind: Exclude<Tool['name'], 'export'>;
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
    PictureChoice,
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
  private readonly router = inject(Router);
  private readonly words = inject(Words);
  protected readonly recipes = inject(RecipeWords);
  protected readonly list = signal<readonly PresetView[] | null>(null);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly task = signal<Task | null>(null);

  /** Of the preset that a name is asked for. */
  protected readonly copy = async (name: string): Promise<void> => {
    const recipe = this.task()?.preset.recipe;
    await this.api.ask(presetsCreate, { body: { name, recipe: recipe as unknown as Recipe } });
  };
  protected readonly rename = async (name: string): Promise<void> => {
    const preset = this.task()?.preset;
    if (preset)
      await this.api.ask(presetsChange, { id: preset.id, body: { name, version: preset.version } });
  };
  protected readonly groups = computed(() => {
    const all = this.list() ?? [];
    return [
      { name: 'own', presets: all.filter(({ builtIn }) => !builtIn) },
      { name: 'builtIn', presets: all.filter(({ builtIn }) => builtIn) },
    ];
  });

  constructor() {
    void this.load();
  }

  protected load(): Promise<void> {
    return this.attempt(async () => this.list.set((await this.api.ask(presets)).items));
  }

  protected toolsOf({ builtIn, version }: PresetView): readonly Tool[] {
    return TOOLS.filter(({ name }) =>
      builtIn ? FOR_ALL.includes(name) : name !== 'history' || version > 1,
    );
  }

  protected open(kind: Tool['name'], preset: PresetView): void {
    if (kind === 'export') this.export(preset);
    else this.task.set({ kind, preset });
  }

  /** Opens a picture in the editor, to go on from a preset. */
  protected use({ id }: PresetView, image: ImageView | null): void {
    this.task.set(null);
    if (image)
      void this.router.navigate(['/images', image.id, 'edit'], { queryParams: { preset: id } });
  }

  protected close(isChanged: boolean): void {
    this.task.set(null);
    if (isChanged) void this.load();
  }

  /** Saves a preset as a file that can be imported again. */
  private export({ name, recipe }: PresetView): void {
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
