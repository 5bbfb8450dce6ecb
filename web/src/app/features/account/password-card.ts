import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { TranslocoDirective } from '@jsverse/transloco';

import { authPassword } from '@api/fn/accounts/auth-password';
import { Api } from '@core/api';
import { Notices } from '@core/notices';
import { SessionStore } from '@core/session.store';
import { Words } from '@core/words';
import { Field } from '@shared/field';
import { Form, textOf } from '@shared/form';
import { ProblemNote } from '@shared/problem-note';

const MIN_PASSWORD = 12;

/** Changes the password; other sessions end. */
@Component({
  selector: 'app-password-card',
  imports: [Field, MatButton, ProblemNote, TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      <h2>{{ t('auth.password') }}</h2>
      <p class="quiet small">{{ t('account.passwordText') }}</p>
      <form novalidate (submit)="save($event)">
        @if (form.problem(); as problem) {
          <app-problem-note [problem]="problem" />
        }
        <input
          class="visually-hidden"
          type="email"
          autocomplete="username"
          tabindex="-1"
          aria-hidden="true"
          [value]="session.user()?.email ?? ''"
        />
        <app-field
          name="currentPassword"
          type="password"
          autocomplete="current-password"
          required
          [label]="t('account.currentPassword')"
          [fault]="form.faults()['currentPassword']"
        />
        <app-field
          name="newPassword"
          type="password"
          autocomplete="new-password"
          required
          [minlength]="min"
          [label]="t('auth.newPassword')"
          [hint]="t('auth.passwordHint')"
          [fault]="form.faults()['newPassword']"
        />
        <button matButton="filled" type="submit" [disabled]="form.busy()">
          {{ t('account.changePassword') }}
        </button>
      </form>
    </ng-container>
  `,
  styleUrl: './card.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PasswordCard {
  private readonly api = inject(Api);
  private readonly notices = inject(Notices);
  private readonly words = inject(Words);
  protected readonly session = inject(SessionStore);
  protected readonly form = new Form();
  protected readonly min = MIN_PASSWORD;

  protected save(event: Event): Promise<void> {
    const form = event.target as HTMLFormElement;
    return this.form.submit(event, async (data) => {
      const currentPassword = textOf(data, 'currentPassword');
      const newPassword = textOf(data, 'newPassword');
      await this.api.ask(authPassword, { body: { currentPassword, newPassword } });
      form.reset();
      this.notices.show(this.words.say('account.passwordChanged'));
    });
  }
}
