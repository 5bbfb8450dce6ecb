import { ChangeDetectionStrategy, Component, DOCUMENT, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { authPasswordReset } from '@api/fn/accounts/auth-password-reset';
import { Api } from '@core/api';
import { SessionStore } from '@core/session.store';
import { Field } from '@shared/field';
import { Form, textOf } from '@shared/form';
import { ProblemNote } from '@shared/problem-note';
import { AuthFrame } from './auth-frame';
import { linkToken } from './link-token';
import { MIN_PASSWORD } from './register.page';

/** Chooses a new password with the link of a mail. */
@Component({
  selector: 'app-reset-page',
  imports: [AuthFrame, Field, MatButton, ProblemNote, RouterLink, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'auth'">
      @if (isDone()) {
        <app-auth-frame [heading]="t('reset.done')" [text]="t('reset.doneText')">
          <a matButton="filled" routerLink="/login">{{ t('login.submit') }}</a>
        </app-auth-frame>
      } @else {
        <app-auth-frame [heading]="t('reset.heading')" [text]="t('reset.text')">
          <form novalidate (submit)="send($event)">
            @if (form.problem(); as problem) {
              <app-problem-note [problem]="problem" />
              @if (problem.code === 'invalid_token') {
                <a routerLink="/forgot-password">{{ t('reset.again') }}</a>
              }
            }
            <app-field
              name="newPassword"
              type="password"
              autocomplete="new-password"
              required
              [minlength]="min"
              [label]="t('newPassword')"
              [hint]="t('passwordHint')"
              [fault]="form.faults()['newPassword']"
            />
            <button matButton="filled" type="submit" [disabled]="form.busy()">
              {{ t(form.busy() ? 'wait' : 'reset.submit') }}
            </button>
          </form>
        </app-auth-frame>
      }
    </ng-container>
  `,
  styleUrl: './auth.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ResetPage {
  private readonly api = inject(Api);
  private readonly session = inject(SessionStore);
  private readonly token = linkToken(inject(DOCUMENT));
  protected readonly form = new Form();
  protected readonly isDone = signal(false);
  protected readonly min = MIN_PASSWORD;

  protected send(event: Event): Promise<void> {
    return this.form.submit(event, async (data) => {
      const body = { token: this.token, newPassword: textOf(data, 'newPassword') };
      await this.api.ask(authPasswordReset, { body });
      // Every session of the account ended, this one too.
      this.session.forget();
      this.isDone.set(true);
    });
  }
}
