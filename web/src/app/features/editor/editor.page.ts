import {
  ChangeDetectionStrategy,
  Component,
  computed,
  DestroyRef,
  effect,
  ElementRef,
  inject,
  input,
  signal,
  viewChild,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { imagesRender } from '@api/fn/renditions/images-render';
import { Recipe } from '@api/models/recipe';
import { Api } from '@core/api';
import { Leaving } from '@core/leave.guard';
import { Notices } from '@core/notices';
import { Catalogue } from '@core/recipes/catalogue';
import { Shortcuts } from '@core/shortcuts';
import { Words } from '@core/words';
import { ConfirmDialog } from '@shared/confirm-dialog';
import { Dialog } from '@shared/dialog';
import { Icon, IconName } from '@shared/icon';
import { ProblemNote } from '@shared/problem-note';
import { RequestView } from '@shared/request-view';
import { SaveDialog, Saving } from '@shared/save-dialog';
import { CropPanel } from './crop-panel';
import { EditorStore, Tab, TABS } from './editor.store';
import { FiltersPanel } from './filters-panel';
import { HistoryList } from './history-list';
import { OutputPanel } from './output-panel';
import { ResultCard } from './result-card';
import { SizePanel } from './size-panel';
import { Stage } from './stage';
import { StepsPanel } from './steps-panel';
import { TextPanel } from './text-panel';
import { TunePanel } from './tune-panel';
import { TurnPanel } from './turn-panel';
import { WatermarkPanel } from './watermark-panel';
import { Router } from '@angular/router';

const ICONS: Readonly<Record<Tab, IconName>> = {
  crop: 'crop',
  size: 'size',
  turn: 'turn',
  tune: 'tune',
  filters: 'presets',
  text: 'text',
  watermark: 'stamp',
  output: 'file',
  steps: 'steps',
};

/** Changes one picture: what is to be done is a recipe, which the service carries out. */
@Component({
  selector: 'app-editor-page',
  imports: [
    ConfirmDialog,
    CropPanel,
    Dialog,
    FiltersPanel,
    HistoryList,
    Icon,
    MatButton,
    OutputPanel,
    ProblemNote,
    RequestView,
    ResultCard,
    RouterLink,
    SaveDialog,
    SizePanel,
    Stage,
    StepsPanel,
    TextPanel,
    TranslocoDirective,
    TunePanel,
    TurnPanel,
    WatermarkPanel,
  ],
  providers: [EditorStore],
  templateUrl: './editor.page.html',
  styleUrl: './editor.page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '(document:keydown)': 'key($event)' },
})
export class EditorPage implements Leaving {
  private readonly api = inject(Api);
  private readonly notices = inject(Notices);
  private readonly router = inject(Router);
  private readonly words = inject(Words);
  protected readonly catalogue = inject(Catalogue);
  protected readonly store = inject(EditorStore);

  private readonly strip = viewChild<ElementRef<HTMLElement>>('strip');

  /** Of the picture, from the address. */
  readonly id = input.required<string>();

  protected readonly tabs = TABS.map((name) => ({ name, icon: ICONS[name] }));
  protected readonly isSideOpen = signal(false);
  protected readonly isRequestOpen = signal(false);
  protected readonly saving = signal<Saving | null>(null);
  protected readonly leaving = signal<((leave: boolean) => void) | null>(null);
  protected readonly general = computed(() => {
    const problem = this.store.result.problem();
    return problem && (problem.faults.length === 0 ? problem : null);
  });
  /** Faults, in words, wherever they are. */
  protected readonly faults = computed(() => Object.values(this.store.faults()));

  constructor() {
    effect(() => void this.store.open(this.id()));
    effect(() => {
      const place = TABS.indexOf(this.store.tab());
      const button = this.strip()?.nativeElement.children[place];
      // On phones the tabs do not all fit.
      button?.scrollIntoView({ block: 'nearest', inline: 'center' });
    });
    this.listen();
  }

  mayLeave(): boolean | Promise<boolean> {
    if (!this.store.isChanged()) return true;
    return new Promise((resolve) =>
      this.leaving.set((leave) => {
        this.leaving.set(null);
        resolve(leave);
      }),
    );
  }

  /** Saves a new version of the picture. */
  protected readonly saveVersion = async (name: string): Promise<void> => {
    const { id } = this;
    const recipe = this.store.recipe();
    const body = { recipe: recipe as unknown as Recipe, ...(name ? { name } : {}) };
    await this.api.ask(imagesRender, { id: id(), body });
    this.store.keep();
    this.notices.show(this.words.say('editor.saved'), {
      label: this.words.say('editor.look'),
      run: () => void this.router.navigate(['/images', id()]),
    });
  };

  protected discard(): void {
    this.store.history.undo();
    this.store.isRestored.set(false);
  }

  protected key(event: KeyboardEvent): void {
    if (!(event.ctrlKey || event.metaKey) || document.querySelector('dialog[open]')) return;
    const key = event.key.toLowerCase();
    const isText = (event.target as HTMLElement).matches('input[type=text], textarea');
    if (key === 's') this.saving.set('version');
    else if (isText) return;
    else if (key === 'y' || (key === 'z' && event.shiftKey)) this.store.history.redo();
    else if (key === 'z') this.store.history.undo();
    else return;
    event.preventDefault();
  }

  private listen(): void {
    const shortcuts = inject(Shortcuts);
    const { store } = this;
    const ends = [
      ...TABS.map((tab, index) => shortcuts.listen(String(index + 1), () => store.tab.set(tab))),
      shortcuts.listen('[', () => store.turn('left')),
      shortcuts.listen(']', () => store.turn('right')),
      shortcuts.listen('h', () => store.turn('flop')),
      shortcuts.listen('v', () => store.turn('flip')),
      shortcuts.listen('c', () => store.isComparing.set(!store.isComparing())),
    ];
    inject(DestroyRef).onDestroy(() => ends.forEach((end) => end()));
  }
}
