import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { authPasswordForgot } from '@api/fn/accounts/auth-password-forgot';
import { Api } from '@core/api';
import { Field } from '@shared/field';
import { Form, textOf } from '@shared/form';
import { ProblemNote } from '@shared/problem-note';
import { AuthFrame } from './auth-frame';
import { typedEmail } from './login.page';

/** Asks for a mail with a link; says the same whether or not there is an account. */
@Component({
  selector: 'app-forgot-page',
  imports: [AuthFrame, Field, MatButton, ProblemNote, RouterLink, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'auth'">
      @if (mailed(); as email) {
        <app-auth-frame [heading]="t('forgot.mailed')" [text]="t('forgot.mailedText', { email })">
          <p class="ways">
            <a routerLink="/login">{{ t('register.login') }}</a>
          </p>
        </app-auth-frame>
      } @else {
        <app-auth-frame [heading]="t('forgot.heading')" [text]="t('forgot.text')">
          <form novalidate (submit)="send($event)">
            @if (form.problem(); as problem) {
              <app-problem-note [problem]="problem" />
            }
            <app-field
              name="email"
              type="email"
              autocomplete="username"
              required
              [label]="t('email')"
              [value]="typed"
              [fault]="form.faults()['email']"
            />
            <button matButton="filled" type="submit" [disabled]="form.busy()">
              {{ t(form.busy() ? 'wait' : 'forgot.submit') }}
            </button>
          </form>
          <p class="ways">
            <a routerLink="/login">{{ t('register.login') }}</a>
          </p>
        </app-auth-frame>
      }
    </ng-container>
  `,
  styleUrl: './auth.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ForgotPage {
  private readonly api = inject(Api);
  protected readonly form = new Form();
  protected readonly typed = typedEmail();
  protected readonly mailed = signal('');

  protected send(event: Event): Promise<void> {
    return this.form.submit(event, async (data) => {
      const email = textOf(data, 'email').trim();
      await this.api.ask(authPasswordForgot, { body: { email } });
      this.mailed.set(email);
    });
  }
}
