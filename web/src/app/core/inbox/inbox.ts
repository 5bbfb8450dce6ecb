import { computed, DOCUMENT, effect, inject, Injectable, signal, untracked } from '@angular/core';
import { Subject } from 'rxjs';

import { dropsList } from '@api/fn/drops/drops-list';
import { imagesGet } from '@api/fn/pictures/images-get';
import { DropView } from '@api/models/drop-view';
import { ImageView } from '@api/models/image-view';
import { Announcer } from '../announcer';
import { Api } from '../api';
import { atOnce } from '../at-once';
import { poll } from '../jobs/polling';
import { Problem } from '../problem';
import { SessionStore } from '../session.store';
import { recall, remember } from '../storage';
import { Words } from '../words';

const PAGE = 50;
/** So many new pictures are brought into the gallery one by one. */
const MOST_BROUGHT = 20;

/** What became of the files that were dropped in the account's own folder, as it happens. */
@Injectable({ providedIn: 'root' })
export class Inbox {
  private readonly announcer = inject(Announcer);
  private readonly api = inject(Api);
  private readonly session = inject(SessionStore);
  private readonly window = inject(DOCUMENT).defaultView;
  private readonly words = inject(Words);
  private readonly list = signal<readonly DropView[] | null>(null);
  private readonly next = signal<string | null>(null);
  private readonly fault = signal<Problem | null>(null);
  private readonly seen = signal('');
  private readonly place = signal('');
  private readonly pictures = new Subject<ImageView>();

  /** Newest first; null before the first answer. */
  readonly items = this.list.asReadonly();
  /** The account's own, with its container. */
  readonly folder = this.place.asReadonly();
  readonly problem = this.fault.asReadonly();
  readonly hasMore = computed(() => this.next() !== null);
  /** How many files were finished since the person looked last. */
  readonly unseen = computed(
    () => (this.list() ?? []).filter(({ finishedAt }) => finishedAt > this.seen()).length,
  );
  /** Pictures that came while the page was open. */
  readonly arrived = this.pictures.asObservable();

  constructor() {
    effect((onCleanup) => {
      const user = this.session.user();
      if (!user) return;
      const gone = new AbortController();
      this.seen.set(recall(seenBy(user.id)) ?? '');
      untracked(() => void this.watch(gone.signal));
      onCleanup(() => {
        gone.abort();
        this.list.set(null);
        this.next.set(null);
      });
    });
  }

  /** The person looked at what there is. */
  look(): void {
    const [user, newest] = [this.session.user(), this.list()?.[0]];
    if (!user || !newest) return;
    this.seen.set(newest.finishedAt);
    remember(seenBy(user.id), newest.finishedAt);
  }

  /** Loads the next page. */
  async more(): Promise<void> {
    await this.attempt(async () => {
      const page = await this.api.ask(dropsList, { limit: PAGE, cursor: this.next() });
      this.list.update((list) => merged(list ?? [], page.items));
      this.next.set(page.nextCursor);
    });
  }

  /** Asks again and again; soon after something came, and less and less often after that. */
  private async watch(gone: AbortSignal): Promise<void> {
    while (!gone.aborted) await poll(async () => !(await this.ask(gone)), gone);
  }

  /** Whether something new came. */
  private async ask(gone: AbortSignal): Promise<boolean> {
    if (this.window?.navigator.onLine === false) return false;
    let isNew = false;
    await this.attempt(async () => {
      const known = this.list();
      const after = known?.[0]?.finishedAt;
      const page = await this.api.ask(dropsList, { limit: PAGE, ...(after ? { after } : {}) });
      if (gone.aborted) return;
      this.place.set(page.folder);
      this.list.set(merged(page.items, known ?? []));
      if (known === null) return this.next.set(page.nextCursor);
      isNew = page.items.length > 0;
      if (isNew) await this.tell(page.items);
    });
    return isNew;
  }

  private async tell(items: readonly DropView[]): Promise<void> {
    this.announcer.say(this.words.count('inbox.arrived', items.length));
    const ids = items.flatMap(({ imageId }) => imageId ?? []).slice(0, MOST_BROUGHT);
    await atOnce(ids, async (id) => this.pictures.next(await this.api.ask(imagesGet, { id })));
  }

  private async attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.fault.set(null);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.fault.set(error);
    }
  }
}

function seenBy(user: string): string {
  return `inbox.${user}`;
}

/** A list that goes on with an older one; each path has its newest line. */
function merged(newer: readonly DropView[], older: readonly DropView[]): DropView[] {
  const paths = new Set(newer.map(({ path }) => path));
  return [...newer, ...older.filter(({ path }) => !paths.has(path))];
}
