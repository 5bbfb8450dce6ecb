import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { authMeDelete } from '@api/fn/accounts/auth-me-delete';
import { Api } from '@core/api';
import { Notices } from '@core/notices';
import { SessionStore } from '@core/session.store';
import { Words } from '@core/words';
import { Dialog } from '@shared/dialog';
import { Field } from '@shared/field';
import { Form, textOf } from '@shared/form';
import { ProblemNote } from '@shared/problem-note';

/** Deletes the account, after the password was typed once more. */
@Component({
  selector: 'app-delete-card',
  imports: [Dialog, Field, MatButton, ProblemNote, TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      <h2>{{ t('account.delete') }}</h2>
      <p class="quiet small">{{ t('account.deleteText') }}</p>
      <button matButton="outlined" type="button" (click)="isAsking.set(true)">
        {{ t('account.delete') }}
      </button>
      @if (isAsking()) {
        <app-dialog [heading]="t('account.deleteHeading')" (closed)="isAsking.set(false)">
          <form novalidate (submit)="send($event)">
            <p>{{ t('account.deleteAsk') }}</p>
            @if (form.problem(); as problem) {
              <app-problem-note [problem]="problem" />
            }
            <app-field
              name="password"
              type="password"
              autocomplete="current-password"
              required
              [label]="t('auth.password')"
              [fault]="form.faults()['password']"
            />
            <div class="row">
              <button matButton type="button" (click)="isAsking.set(false)">
                {{ t('dialog.cancel') }}
              </button>
              <button matButton="filled" type="submit" [disabled]="form.busy()">
                {{ t('account.deleteNow') }}
              </button>
            </div>
          </form>
        </app-dialog>
      }
    </ng-container>
  `,
  styleUrl: './card.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DeleteCard {
  private readonly api = inject(Api);
  private readonly notices = inject(Notices);
  private readonly router = inject(Router);
  private readonly session = inject(SessionStore);
  private readonly words = inject(Words);
  protected readonly form = new Form();
  protected readonly isAsking = signal(false);

  protected send(event: Event): Promise<void> {
    return this.form.submit(event, async (data) => {
      await this.api.ask(authMeDelete, { body: { password: textOf(data, 'password') } });
      this.session.forget();
      await this.router.navigateByUrl('/');
      this.notices.show(this.words.say('account.deleted'));
    });
  }
}
