import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { ownPath } from '@core/auth.guard';
import { SessionStore } from '@core/session.store';
import { Words } from '@core/words';
import { Field } from '@shared/field';
import { Form, textOf } from '@shared/form';
import { ProblemNote } from '@shared/problem-note';
import { AuthFrame } from './auth-frame';
import { typedEmail } from './login.page';

/** Fewest characters of a password. */
export const MIN_PASSWORD = 12;

/** Makes an account; where addresses are verified, a mail comes first. */
@Component({
  selector: 'app-register-page',
  imports: [AuthFrame, Field, MatButton, ProblemNote, RouterLink, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'auth'">
      @if (isMailed()) {
        <app-auth-frame
          [heading]="t('register.mailed')"
          [text]="t('register.mailedText', { email: email() })"
        >
          <p class="ways">
            <a routerLink="/login" queryParamsHandling="preserve">{{ t('register.login') }}</a>
          </p>
        </app-auth-frame>
      } @else {
        <app-auth-frame [heading]="t('register.heading')" [text]="t('register.text')">
          <form novalidate (submit)="send($event)">
            @if (form.problem(); as problem) {
              <app-problem-note [problem]="problem" />
            }
            <app-field
              name="displayName"
              autocomplete="name"
              [label]="t('name')"
              [hint]="t('nameHint')"
              [maxlength]="100"
              [fault]="form.faults()['displayName']"
            />
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
              autocomplete="new-password"
              required
              [minlength]="min"
              [label]="t('password')"
              [hint]="hint()"
              [fault]="form.faults()['password']"
              (typed)="password.set($event)"
            />
            <button matButton="filled" type="submit" [disabled]="form.busy()">
              {{ t(form.busy() ? 'wait' : 'register.submit') }}
            </button>
          </form>
          <p class="ways">
            <a routerLink="/login" queryParamsHandling="preserve" [state]="{ email: email() }">{{
              t('register.login')
            }}</a>
          </p>
        </app-auth-frame>
      }
    </ng-container>
  `,
  styleUrl: './auth.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RegisterPage {
  private readonly router = inject(Router);
  private readonly session = inject(SessionStore);
  private readonly words = inject(Words);
  protected readonly form = new Form();
  protected readonly email = signal(typedEmail());
  protected readonly password = signal('');
  protected readonly isMailed = signal(false);
  protected readonly min = MIN_PASSWORD;
  protected readonly hint = computed(() => {
    const missing = MIN_PASSWORD - [...this.password()].length;
    if (!this.password()) return this.words.say('auth.passwordHint');
    return missing > 0
      ? this.words.count('auth.missing', missing)
      : this.words.say('auth.longEnough');
  });

  /** Where to go afterwards. */
  readonly next = input<string>();

  protected send(event: Event): Promise<void> {
    return this.form.submit(event, async (data) => {
      const email = textOf(data, 'email').trim();
      const name = textOf(data, 'displayName').trim();
      const isOpen = await this.session.register(email, textOf(data, 'password'), name);
      if (isOpen) await this.router.navigateByUrl(ownPath(this.next() ?? null));
      else this.isMailed.set(true);
    });
  }
}
