import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { TranslocoDirective } from '@jsverse/transloco';

import { authLogout } from '@api/fn/accounts/auth-logout';
import { authSessions } from '@api/fn/accounts/auth-sessions';
import { authSessionsRevoke } from '@api/fn/accounts/auth-sessions-revoke';
import { OpenSession } from '@api/models/open-session';
import { Api } from '@core/api';
import { Notices } from '@core/notices';
import { Problem } from '@core/problem';
import { Words } from '@core/words';
import { ProblemNote } from '@shared/problem-note';
import { device } from './device';

/** Where the person is logged in. */
@Component({
  selector: 'app-sessions-card',
  imports: [MatButton, ProblemNote, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'account'">
      <h2>{{ t('sessions') }}</h2>
      @if (problem(); as found) {
        <app-problem-note [problem]="found" retryable (retry)="load()" />
      }
      <ul>
        @for (session of sessions(); track session.id) {
          <li>
            <div>
              <p>
                <strong>{{ name(session) }}</strong>
                @if (session.current) {
                  · <span class="here">{{ t('here') }}</span>
                }
              </p>
              <p class="quiet small">{{ t('used', { when: words.ago(session.lastUsedAt) }) }}</p>
            </div>
            @if (!session.current) {
              <button
                matButton="outlined"
                type="button"
                [attr.aria-label]="t('revokeOne', { name: name(session) })"
                (click)="revoke(session)"
              >
                {{ t('revoke') }}
              </button>
            }
          </li>
        } @empty {
          <li><span class="ghost"></span></li>
        }
      </ul>
      @if ((sessions()?.length ?? 0) > 1) {
        <button matButton="outlined" type="button" (click)="revokeOthers()">
          {{ t('revokeOthers') }}
        </button>
      }
    </ng-container>
  `,
  styles: `
    ul {
      margin-bottom: 16px;
    }
    li {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: 16px;
      padding: 12px 0;
      border-bottom: 1px solid var(--mat-sys-outline-variant);
    }
    .here {
      color: var(--good);
    }
    .ghost {
      width: 100%;
      height: 48px;
    }
  `,
  styleUrl: './card.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SessionsCard {
  private readonly api = inject(Api);
  private readonly notices = inject(Notices);
  protected readonly words = inject(Words);
  protected readonly sessions = signal<readonly OpenSession[] | null>(null);
  protected readonly problem = signal<Problem | null>(null);

  constructor() {
    void this.load();
  }

  protected load(): Promise<void> {
    return this.attempt(async () => {
      this.sessions.set((await this.api.ask(authSessions)).items);
    });
  }

  protected revoke({ id }: OpenSession): Promise<void> {
    return this.attempt(async () => {
      await this.api.ask(authSessionsRevoke, { id });
      this.sessions.update((list) => list?.filter((session) => session.id !== id) ?? null);
      this.notices.show(this.words.say('account.revoked'));
    });
  }

  protected revokeOthers(): Promise<void> {
    return this.attempt(async () => {
      await this.api.ask(authLogout, { body: { scope: 'others' } });
      this.sessions.update((list) => list?.filter(({ current }) => current) ?? null);
      this.notices.show(this.words.say('account.revoked'));
    });
  }

  protected name({ client }: OpenSession): string {
    return device(client ?? '') || this.words.say('account.unknown');
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
