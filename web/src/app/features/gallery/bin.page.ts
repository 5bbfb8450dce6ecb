import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { TranslocoDirective } from '@jsverse/transloco';

import { imagesList } from '@api/fn/pictures/images-list';
import { binEmpty } from '@api/fn/pictures/bin-empty';
import { ImageView } from '@api/models/image-view';
import { Api } from '@core/api';
import { Notices } from '@core/notices';
import { Pictures } from '@core/gallery/pictures';
import { Selection } from '@core/gallery/selection';
import { Problem } from '@core/problem';
import { Words } from '@core/words';
import { ConfirmDialog } from '@shared/confirm-dialog';
import { EmptyState } from '@shared/empty-state';
import { PictureGrid } from '@shared/picture-grid';
import { ProblemNote } from '@shared/problem-note';
import { GhostWall } from './ghost-wall';

const PAGE = 100;

/** What was deleted and can still be taken back. */
@Component({
  selector: 'app-bin-page',
  imports: [
    ConfirmDialog,
    EmptyState,
    GhostWall,
    MatButton,
    PictureGrid,
    ProblemNote,
    TranslocoDirective,
  ],
  templateUrl: './bin.page.html',
  styleUrl: './bin.page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class BinPage {
  private readonly api = inject(Api);
  private readonly notices = inject(Notices);
  private readonly pictures = inject(Pictures);
  protected readonly words = inject(Words);
  protected readonly selection = new Selection();
  protected readonly images = signal<readonly ImageView[] | null>(null);
  protected readonly total = signal(0);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly asking = signal<'purge' | 'empty' | null>(null);
  protected readonly busy = signal(false);
  protected readonly question = computed(() =>
    this.asking() === 'empty'
      ? this.words.count('bin.askEmpty', this.total())
      : this.words.count('bin.askPurge', this.selection.count()),
  );
  private cursor: string | null = null;

  constructor() {
    void this.load();
  }

  /** The next page; the first, when there is none yet. */
  protected async load(): Promise<void> {
    if (this.busy() || (this.images() !== null && this.cursor === null)) return;
    this.busy.set(true);
    this.problem.set(null);
    try {
      const cursor = this.cursor ? { cursor: this.cursor } : {};
      const page = await this.api.ask(imagesList, { deleted: true, limit: PAGE, ...cursor });
      this.images.update((images) => [...(images ?? []), ...page.items]);
      this.total.set(page.total);
      this.cursor = page.nextCursor;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.problem.set(error);
    } finally {
      this.busy.set(false);
    }
  }

  protected async restore(): Promise<void> {
    const ids = [...this.selection.all()];
    if (await this.pictures.restore(ids)) this.forget(ids);
  }

  protected async purge(): Promise<void> {
    const isAll = this.asking() === 'empty';
    const ids = [...this.selection.all()];
    this.asking.set(null);
    if (isAll) await this.empty();
    else if (await this.pictures.purge(ids)) this.forget(ids);
  }

  private async empty(): Promise<void> {
    try {
      const { deleted } = await this.api.ask(binEmpty);
      this.notices.show(this.words.count('pictures.purged', deleted));
      this.selection.clear();
      this.images.set([]);
      this.total.set(0);
      this.cursor = null;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.notices.show(this.words.problem(error));
    }
  }

  private forget(ids: readonly string[]): void {
    this.images.update((images) => images?.filter(({ id }) => !ids.includes(id)) ?? null);
    this.total.update((total) => total - ids.length);
    this.selection.clear();
  }
}
