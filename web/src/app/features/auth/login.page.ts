import { ChangeDetectionStrategy, Component, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { ownPath } from '@core/auth.guard';
import { Problem } from '@core/problem';
import { SessionStore } from '@core/session.store';
import { Field } from '@shared/field';
import { Form, textOf } from '@shared/form';
import { ProblemNote } from '@shared/problem-note';
import { AuthFrame } from './auth-frame';

/** Logs in. A failed try does not say whether the address has an account: it offers to make one. */
@Component({
  selector: 'app-login-page',
  imports: [AuthFrame, Field, MatButton, ProblemNote, RouterLink, TranslocoDirective],
  template: `
    <app-auth-frame
      *transloco="let t; prefix: 'auth'"
      [heading]="t('login.heading')"
      [text]="next() ? t('login.expired') : ''"
    >
      <form novalidate (submit)="send($event)">
        @if (isRefused()) {
          <div class="refused" role="alert">
            <p>
              <strong>{{ t('login.refused') }}</strong>
            </p>
            <p>
              {{ t('login.invite') }}
              <a
                routerLink="/register"
                queryParamsHandling="preserve"
                [state]="{ email: email() }"
                >{{ t('login.register') }}</a
              >
            </p>
          </div>
        } @else if (form.problem(); as problem) {
          <app-problem-note [problem]="problem" />
        }
        <app-field
          name="email"
          type="email"
          autocomplete="username"
          required
          [label]="t('email')"
          [value]="email()"
          [fault]="form.faults()['email']"
          (typed)="email.set($event)"
        />
        <app-field
          name="password"
          type="password"
          autocomplete="current-password"
          required
          [label]="t('password')"
          [fault]="form.faults()['password']"
        />
        <button matButton="filled" type="submit" [disabled]="form.busy()">
          {{ t(form.busy() ? 'wait' : 'login.submit') }}
        </button>
      </form>
      <p class="ways">
        <a routerLink="/forgot-password" [state]="{ email: email() }">{{ t('login.forgot') }}</a>
        <a routerLink="/register" queryParamsHandling="preserve" [state]="{ email: email() }">{{
          t('login.register')
        }}</a>
      </p>
    </app-auth-frame>
  `,
  styleUrl: './auth.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class LoginPage {
  private readonly router = inject(Router);
  private readonly session = inject(SessionStore);
  protected readonly form = new Form();
  protected readonly email = signal(typedEmail());
  protected readonly isRefused = signal(false);

  /** Where to go afterwards. */
  readonly next = input<string>();

  protected send(event: Event): Promise<void> {
    this.isRefused.set(false);
    return this.form.submit(event, async (data) => {
      try {
        await this.session.logIn(textOf(data, 'email').trim(), textOf(data, 'password'));
      } catch (error) {
        if (!(error instanceof Problem) || error.code !== 'invalid_credentials') throw error;
        this.isRefused.set(true);
        return;
      }
      await this.router.navigateByUrl(ownPath(this.next() ?? null));
    });
  }
}

/** The address that was typed on the page before. */
export function typedEmail(): string {
  const state: unknown = history.state;
  const email = (state as { email?: unknown } | null)?.email;
  return typeof email === 'string' ? email : '';
}
