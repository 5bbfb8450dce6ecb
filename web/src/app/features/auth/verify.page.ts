import {
  ChangeDetectionStrategy,
  Component,
  DOCUMENT,
  inject,
  OnInit,
  signal,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { authVerify } from '@api/fn/accounts/auth-verify';
import { Api } from '@core/api';
import { Problem } from '@core/problem';
import { ProblemNote } from '@shared/problem-note';
import { AuthFrame } from './auth-frame';
import { linkToken } from './link-token';

/** Confirms an address with the link of a mail. */
@Component({
  selector: 'app-verify-page',
  imports: [AuthFrame, MatButton, ProblemNote, RouterLink, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'auth'">
      @if (problem(); as found) {
        <app-auth-frame [heading]="t('verify.failed')">
          <app-problem-note [problem]="found" [retryable]="found.passes" (retry)="ngOnInit()" />
          <p>{{ t('verify.again') }}</p>
          <a matButton="filled" routerLink="/login">{{ t('login.submit') }}</a>
        </app-auth-frame>
      } @else if (isDone()) {
        <app-auth-frame [heading]="t('verify.done')" [text]="t('verify.doneText')">
          <a matButton="filled" routerLink="/login">{{ t('login.submit') }}</a>
        </app-auth-frame>
      } @else {
        <app-auth-frame [heading]="t('verify.heading')" [text]="t('wait')" />
      }
    </ng-container>
  `,
  styleUrl: './auth.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class VerifyPage implements OnInit {
  private readonly api = inject(Api);
  private readonly token = linkToken(inject(DOCUMENT));
  protected readonly isDone = signal(false);
  protected readonly problem = signal<Problem | null>(null);

  async ngOnInit(): Promise<void> {
    this.problem.set(null);
    try {
      await this.api.ask(authVerify, { body: { token: this.token } });
      this.isDone.set(true);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.problem.set(error);
    }
  }
}
