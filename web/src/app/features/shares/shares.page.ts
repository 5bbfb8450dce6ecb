import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { sharesList } from '@api/fn/shares/shares-list';
import { sharesRenew } from '@api/fn/shares/shares-renew';
import { sharesRevoke } from '@api/fn/shares/shares-revoke';
import { ShareView } from '@api/models/share-view';
import { Api } from '@core/api';
import { Clip } from '@core/clip';
import { Notices } from '@core/notices';
import { Problem } from '@core/problem';
import { Words } from '@core/words';
import { ConfirmDialog } from '@shared/confirm-dialog';
import { Dialog } from '@shared/dialog';
import { EmptyState } from '@shared/empty-state';
import { Icon } from '@shared/icon';
import { Picture } from '@shared/picture';
import { ProblemNote } from '@shared/problem-note';
import { EditDialog } from './edit-dialog';

const PAGE = 50;
const THUMBS = 5;

/** The links that were made: what they show, how often they were opened, and their end. */
@Component({
  selector: 'app-shares-page',
  imports: [
    ConfirmDialog,
    Dialog,
    EditDialog,
    EmptyState,
    Icon,
    MatButton,
    Picture,
    ProblemNote,
    RouterLink,
    TranslocoDirective,
  ],
  templateUrl: './shares.page.html',
  styleUrls: ['../../shared/list-screen.scss', './shares.page.scss'],
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SharesPage {
  private readonly api = inject(Api);
  private readonly notices = inject(Notices);
  protected readonly clip = inject(Clip);
  protected readonly words = inject(Words);
  protected readonly shares = signal<readonly ShareView[] | null>(null);
  protected readonly cursor = signal<string | null>(null);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly asking = signal<{ kind: 'renew' | 'revoke'; share: ShareView } | null>(null);
  protected readonly editing = signal<ShareView | null>(null);
  /** A link that was made just now. */
  protected readonly url = signal('');

  constructor() {
    void this.more();
  }

  protected more(): Promise<void> {
    return this.attempt(async () => {
      const cursor = this.cursor() ? { cursor: this.cursor() } : {};
      const page = await this.api.ask(sharesList, { limit: PAGE, ...cursor });
      this.shares.update((shares) => [...(shares ?? []), ...page.items]);
      this.cursor.set(page.nextCursor);
    });
  }

  protected thumbs({ items }: ShareView): readonly string[] {
    return items.slice(0, THUMBS).map(({ imageId }) => imageId);
  }

  protected isOver({ revokedAt, expiresAt }: ShareView): boolean {
    return revokedAt !== null || (expiresAt !== null && new Date(expiresAt) <= new Date());
  }

  protected describe(share: ShareView): string {
    const { items, views, expiresAt, revokedAt, hasPassword } = share;
    const end = () => {
      if (revokedAt) return this.words.say('shares.revoked');
      if (!expiresAt) return this.words.say('shares.endless');
      const key = this.isOver(share) ? 'shares.ended' : 'shares.ends';
      return this.words.say(key, { when: this.words.ago(expiresAt) });
    };
    return [
      this.words.count('gallery.count', items.length),
      this.words.count('shares.views', views),
      end(),
      hasPassword ? this.words.say('shares.locked') : '',
    ]
      .filter(Boolean)
      .join(' · ');
  }

  protected edited(share: ShareView | null): void {
    this.editing.set(null);
    if (!share) return;
    this.replace(share);
    this.notices.show(this.words.say('shares.saved'));
  }

  protected confirm(): Promise<void> {
    return this.attempt(async () => {
      const asked = this.asking();
      this.asking.set(null);
      if (asked?.kind === 'renew') {
        const share = await this.api.ask(sharesRenew, { id: asked.share.id });
        this.replace(share);
        this.url.set(share.url ?? '');
      } else if (asked) {
        await this.api.ask(sharesRevoke, { id: asked.share.id });
        this.replace({ ...asked.share, revokedAt: new Date().toISOString() });
        this.notices.show(this.words.say('shares.done'));
      }
    });
  }

  private replace(share: ShareView): void {
    this.shares.update((list) => list?.map((one) => (one.id === share.id ? share : one)) ?? null);
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
