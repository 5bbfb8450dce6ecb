import { ChangeDetectionStrategy, Component } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { DeleteCard } from './delete-card';
import { LookCard } from './look-card';
import { PasswordCard } from './password-card';
import { ProfileCard } from './profile-card';
import { SessionsCard } from './sessions-card';
import { UsageCard } from './usage-card';

/** Everything about the account. */
@Component({
  selector: 'app-account-page',
  imports: [
    DeleteCard,
    LookCard,
    PasswordCard,
    ProfileCard,
    SessionsCard,
    TranslocoDirective,
    UsageCard,
  ],
  template: `
    <div class="screen" *transloco="let t; prefix: 'account'">
      <h1>{{ t('title') }}</h1>
      <app-usage-card class="card" />
      <app-profile-card class="card" />
      <app-look-card class="card" />
      <app-password-card class="card" />
      <app-sessions-card class="card" />
      <app-delete-card class="card" />
    </div>
  `,
  styles: `
    .screen {
      display: grid;
      max-width: 800px;
      gap: 16px;
    }
    h1 {
      margin-bottom: 8px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class AccountPage {}
