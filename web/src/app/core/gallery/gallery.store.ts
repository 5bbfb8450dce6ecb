import { computed, effect, inject, Injectable, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { merge, Subscription } from 'rxjs';

import { imagesList } from '@api/fn/pictures/images-list';
import { ImagePage } from '@api/models/image-page';
import { ImageView } from '@api/models/image-view';
import { Api } from '../api';
import { Inbox } from '../inbox/inbox';
import { Problem } from '../problem';
import { SessionStore } from '../session.store';
import { UploadQueue } from '../upload/queue';
import { Filters, NO_FILTERS, queryOf } from './filters';

const PAGE = 100;

/** A list of pictures, page by page. It outlives its screen, so that one comes back to where one was. */
@Injectable({ providedIn: 'root' })
export class GalleryStore {
  private readonly api = inject(Api);
  private readonly list = signal<readonly ImageView[] | null>(null);
  private readonly count = signal(0);
  private readonly cursor = signal<string | null>(null);
  private readonly fault = signal<Problem | null>(null);
  private readonly busy = signal(false);
  private readonly wanted = signal<Filters>(NO_FILTERS);
  private loading?: Subscription;

  /** Null before the first page. */
  readonly images = this.list.asReadonly();
  /** Of the whole list, not only of what is loaded. */
  readonly total = this.count.asReadonly();
  readonly problem = this.fault.asReadonly();
  readonly isLoading = this.busy.asReadonly();
  readonly filters = this.wanted.asReadonly();
  readonly hasMore = computed(() => this.cursor() !== null);

  constructor() {
    const session = inject(SessionStore);
    effect(() => {
      if (!session.isOpen()) this.reset();
    });
    merge(inject(UploadQueue).arrived, inject(Inbox).arrived)
      .pipe(takeUntilDestroyed())
      .subscribe((image) => this.add(image));
  }

  /** Shows what the filters say; what is shown already stays. */
  show(filters: Filters): void {
    const isSame = JSON.stringify(filters) === JSON.stringify(this.wanted());
    if (isSame && (this.list() !== null || this.busy())) return;
    this.wanted.set(filters);
    this.reload();
  }

  /** Loads the list anew. */
  reload(): void {
    this.list.set(null);
    this.cursor.set(null);
    this.load(null);
  }

  /** Loads the next page, if there is one and none is on its way. */
  more(): void {
    const cursor = this.cursor();
    if (cursor !== null && !this.busy()) this.load(cursor);
  }

  /** A picture came into the gallery: first in the list, where the newest are first and nothing is filtered. */
  add(image: ImageView): void {
    const images = this.list();
    if (images === null) return;
    if (images.some(({ id }) => id === image.id)) return this.replace(image);
    if (JSON.stringify(this.wanted()) !== JSON.stringify(NO_FILTERS)) return;
    this.list.set([image, ...images]);
    this.count.update((count) => count + 1);
  }

  replace(image: ImageView): void {
    this.list.update((list) => list?.map((one) => (one.id === image.id ? image : one)) ?? null);
  }

  remove(ids: ReadonlySet<string>): void {
    const before = this.list();
    if (before === null) return;
    const after = before.filter(({ id }) => !ids.has(id));
    this.list.set(after);
    this.count.update((count) => count - (before.length - after.length));
  }

  private load(cursor: string | null): void {
    this.loading?.unsubscribe();
    this.busy.set(true);
    this.fault.set(null);
    const query = { ...queryOf(this.wanted()), limit: PAGE, ...(cursor ? { cursor } : {}) };
    this.loading = this.api.watch(imagesList, query).subscribe({
      next: (page) => this.take(page, cursor === null),
      error: (error: unknown) => {
        this.busy.set(false);
        this.fault.set(error instanceof Problem ? error : new Problem(0, 'internal_error'));
      },
    });
  }

  private take(page: ImagePage, isFirst: boolean): void {
    const before = isFirst ? [] : (this.list() ?? []);
    const known = new Set(before.map(({ id }) => id));
    this.list.set([...before, ...page.items.filter(({ id }) => !known.has(id))]);
    this.count.set(page.total);
    this.cursor.set(page.nextCursor);
    this.busy.set(false);
  }

  private reset(): void {
    this.loading?.unsubscribe();
    this.list.set(null);
    this.cursor.set(null);
    this.busy.set(false);
    this.fault.set(null);
  }
}
