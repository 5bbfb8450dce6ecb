import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { TranslocoDirective } from '@jsverse/transloco';

import { authMeUpdate } from '@api/fn/accounts/auth-me-update';
import { Api } from '@core/api';
import { LANGUAGES, LanguageService } from '@core/language.service';
import { Notices } from '@core/notices';
import { SessionStore } from '@core/session.store';
import { Words } from '@core/words';
import { Field } from '@shared/field';
import { Form, textOf } from '@shared/form';
import { ProblemNote } from '@shared/problem-note';

/** The person's name and language. */
@Component({
  selector: 'app-profile-card',
  imports: [Field, MatButton, ProblemNote, TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      <h2>{{ t('account.profile') }}</h2>
      @if (session.user(); as user) {
        <form novalidate (submit)="save($event)">
          @if (form.problem(); as problem) {
            <app-problem-note [problem]="problem" />
          }
          <div>
            <p class="small">
              <strong>{{ t('auth.email') }}</strong>
            </p>
            <p>{{ user.email }}</p>
          </div>
          <app-field
            name="displayName"
            autocomplete="name"
            required
            [label]="t('auth.name')"
            [maxlength]="100"
            [value]="user.displayName"
            [fault]="form.faults()['displayName']"
          />
          <div class="field">
            <label for="locale">{{ t('language.label') }}</label>
            <select id="locale" name="locale" class="input" aria-describedby="locale-hint">
              @for (code of languages; track code) {
                <option [value]="code" [selected]="user.locale === code">
                  {{ t('language.' + code) }}
                </option>
              }
            </select>
            <p id="locale-hint" class="hint">{{ t('account.localeHint') }}</p>
          </div>
          <button matButton="filled" type="submit" [disabled]="form.busy()">
            {{ t('account.save') }}
          </button>
        </form>
      }
    </ng-container>
  `,
  styleUrl: './card.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ProfileCard {
  private readonly api = inject(Api);
  private readonly language = inject(LanguageService);
  private readonly notices = inject(Notices);
  private readonly words = inject(Words);
  protected readonly session = inject(SessionStore);
  protected readonly form = new Form();
  protected readonly languages = LANGUAGES;

  protected save(event: Event): Promise<void> {
    return this.form.submit(event, async (data) => {
      const locale = LANGUAGES.find((code) => code === textOf(data, 'locale')) ?? 'en';
      const displayName = textOf(data, 'displayName').trim();
      this.session.update(await this.api.ask(authMeUpdate, { body: { displayName, locale } }));
      if (locale !== this.language.current()) await this.language.use(locale);
      this.notices.show(this.words.say('account.saved'));
    });
  }
}
