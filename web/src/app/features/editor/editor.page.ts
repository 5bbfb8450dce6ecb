import {
  ChangeDetectionStrategy,
  Component,
  DestroyRef,
  effect,
  ElementRef,
  inject,
  input,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { imagesRender } from '@api/fn/renditions/images-render';
import { Recipe } from '@api/models/recipe';
import { Api } from '@core/api';
import { Leaving } from '@core/leave.guard';
import { Notices } from '@core/notices';
import { Catalogue } from '@core/recipes/catalogue';
import { Shortcuts } from '@core/shortcuts';
import { Words } from '@core/words';
import { Dialog } from '@shared/dialog';
import { HistoryTools } from '@shared/history-tools';
import { Icon, IconName } from '@shared/icon';
import { LeaveDialog } from '@shared/leave-dialog';
import { PreviewNotes } from '@shared/preview-notes';
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
    CropPanel,
    Dialog,
    FiltersPanel,
    HistoryList,
    HistoryTools,
    Icon,
    LeaveDialog,
    MatButton,
    OutputPanel,
    PreviewNotes,
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
  styleUrls: ['../../shared/title-bar.scss', '../../shared/workbench.scss', './editor.page.scss'],
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class EditorPage implements Leaving {
  private readonly api = inject(Api);
  private readonly notices = inject(Notices);
  private readonly router = inject(Router);
  private readonly words = inject(Words);
  protected readonly catalogue = inject(Catalogue);
  protected readonly store = inject(EditorStore);

  private readonly leaving = viewChild.required(LeaveDialog);
  private readonly strip = viewChild<ElementRef<HTMLElement>>('strip');

  /** Of the picture, from the address. */
  readonly id = input.required<string>();
  /** Of the preset to begin with, from the address. */
  readonly preset = input<string>();

  protected readonly tabs = TABS.map((name) => ({ name, icon: ICONS[name] }));
  protected readonly isSideOpen = signal(false);
  protected readonly isRequestOpen = signal(false);
  protected readonly saving = signal<Saving | null>(null);

  constructor() {
    effect(() => void this.open(this.id(), untracked(this.preset)));
    effect(() => {
      const place = TABS.indexOf(this.store.tab());
      const button = this.strip()?.nativeElement.children[place];
      // On phones the tabs do not all fit.
      button?.scrollIntoView({ block: 'nearest', inline: 'center' });
    });
    this.listen();
  }

  mayLeave(): boolean | Promise<boolean> {
    return !this.store.isChanged() || this.leaving().ask();
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

  private async open(id: string, preset?: string): Promise<void> {
    await this.store.open(id, preset);
    // Once: a reload goes on with the draft.
    if (preset) await this.router.navigate([], { queryParams: {}, replaceUrl: true });
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
      shortcuts.listen('c', () => store.isComparing.set(!store.isComparing()), {
        begin: () => store.isPeeking.set(true),
        end: () => store.isPeeking.set(false),
      }),
    ];
    inject(DestroyRef).onDestroy(() => ends.forEach((end) => end()));
  }
}
