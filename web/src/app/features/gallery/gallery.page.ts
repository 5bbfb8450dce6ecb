import {
  ChangeDetectionStrategy,
  Component,
  computed,
  DestroyRef,
  effect,
  ElementRef,
  inject,
  signal,
  viewChild,
} from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { ActivatedRoute, Router } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Announcer } from '@core/announcer';
import { active, Filters, filtersOf, NO_FILTERS, paramsOf } from '@core/gallery/filters';
import { GalleryStore } from '@core/gallery/gallery.store';
import { Pictures } from '@core/gallery/pictures';
import { Selection } from '@core/gallery/selection';
import { Shortcuts } from '@core/shortcuts';
import { recall, remember } from '@core/storage';
import { UploadQueue } from '@core/upload/queue';
import { Words } from '@core/words';
import { EmptyState } from '@shared/empty-state';
import { PictureGrid } from '@shared/picture-grid';
import { ProblemNote } from '@shared/problem-note';
import { FilterBar } from './filter-bar';
import { GhostWall } from './ghost-wall';
import { sample } from './sample';
import { SelectionBar } from './selection-bar';

/** Heights of a row, px. */
const HEIGHTS = { small: 136, medium: 208, large: 320, list: 64 } as const;
export type Density = keyof typeof HEIGHTS;

/** The account's pictures: searched, filtered, selected. */
@Component({
  selector: 'app-gallery-page',
  imports: [
    EmptyState,
    FilterBar,
    GhostWall,
    MatButton,
    PictureGrid,
    ProblemNote,
    SelectionBar,
    TranslocoDirective,
  ],
  templateUrl: './gallery.page.html',
  styleUrl: './gallery.page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class GalleryPage {
  private readonly announcer = inject(Announcer);
  private readonly pictures = inject(Pictures);
  private readonly route = inject(ActivatedRoute);
  private readonly router = inject(Router);
  protected readonly queue = inject(UploadQueue);
  protected readonly store = inject(GalleryStore);
  protected readonly words = inject(Words);
  protected readonly selection = new Selection();
  private isAsking = false;

  private readonly params = toSignal(this.route.queryParams, { requireSync: true });
  private readonly grid = viewChild(PictureGrid);
  private readonly bar = viewChild(FilterBar, { read: ElementRef<HTMLElement> });
  protected readonly density = signal<Density>(rememberedDensity());
  protected readonly height = computed(() => HEIGHTS[this.density()]);
  protected readonly filters = computed(() => filtersOf(this.params()));
  protected readonly isFiltered = computed(() => active(this.filters()).length > 0);
  protected readonly chosen = computed(() =>
    (this.store.images() ?? []).filter(({ id }) => this.selection.all().has(id)),
  );

  constructor() {
    effect(() => this.store.show(this.filters()));
    effect(() => this.selection.keep((this.store.images() ?? []).map(({ id }) => id)));
    this.announceCount();
    this.announceMore();
    const end = inject(Shortcuts).listen('/', () => this.search());
    inject(DestroyRef).onDestroy(end);
  }

  /** Loads more for somebody who asked for it, and says how far the list goes then. */
  protected more(): void {
    this.isAsking = true;
    this.store.more();
  }

  protected filter(change: Partial<Filters>): void {
    const queryParams = paramsOf({ ...this.filters(), ...change });
    void this.router.navigate([], { queryParams, replaceUrl: true, relativeTo: this.route });
  }

  protected unfilter(): void {
    this.filter({ ...NO_FILTERS, sort: this.filters().sort });
  }

  protected pack(density: Density): void {
    this.density.set(density);
    remember('density', density);
  }

  protected selectAll(): void {
    this.selection.set((this.store.images() ?? []).map(({ id }) => id));
  }

  protected async bin(): Promise<void> {
    const ids = [...this.selection.all()];
    if (ids.length > 0 && (await this.pictures.bin(ids))) this.deselect();
  }

  /** Takes the selection and its bar away; the focus may have been there. */
  protected deselect(): void {
    this.selection.clear();
    this.grid()?.focus();
  }

  /** Puts one of our own pictures into an empty gallery. */
  protected async trySample(): Promise<void> {
    this.queue.add([await sample()]);
  }

  private announceMore(): void {
    effect(() => {
      const count = this.store.images()?.length ?? 0;
      if (this.store.isLoading() || !this.isAsking) return;
      this.isAsking = false;
      this.announcer.say(this.shown(count));
    });
  }

  protected shown(count: number): string {
    return this.words.count('gallery.shown', this.store.total(), {
      shown: this.words.number(count),
    });
  }

  /** Says how many pictures there are whenever other ones are shown. */
  private announceCount(): void {
    let said = JSON.stringify(this.filters());
    effect(() => {
      const shown = JSON.stringify(this.store.filters());
      if (this.store.images() === null || shown === said) return;
      said = shown;
      this.announcer.say(this.words.count('gallery.count', this.store.total()));
    });
  }

  private search(): void {
    const element = this.bar()?.nativeElement as HTMLElement | undefined;
    element?.querySelector('input')?.focus();
  }
}

function rememberedDensity(): Density {
  const density = recall('density');
  return density !== null && Object.hasOwn(HEIGHTS, density) ? (density as Density) : 'medium';
}
