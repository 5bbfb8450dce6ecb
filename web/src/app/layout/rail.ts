import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { RouterLink, RouterLinkActive } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { UploadQueue } from '@core/upload/queue';
import { Icon, IconName } from '@shared/icon';

interface Place {
  readonly path: string;
  readonly icon: IconName;
  /** Not in the bar at the foot of a phone, where there is room for five. */
  readonly wide?: true;
}

/** The places of the app: a rail on the left, on phones a bar at the foot. */
@Component({
  selector: 'app-rail',
  imports: [Icon, RouterLink, RouterLinkActive, TranslocoDirective],
  template: `
    <nav *transloco="let t" [attr.aria-label]="t('rail.label')">
      <button type="button" class="upload" (click)="uploads.choose()">
        <span class="mark"><app-icon name="upload" /></span>
        <span>{{ t('rail.upload') }}</span>
      </button>
      @for (place of places; track place.path) {
        <a
          [class.wide]="place.wide"
          [routerLink]="place.path"
          routerLinkActive="here"
          ariaCurrentWhenActive="page"
          [routerLinkActiveOptions]="{ exact: place.path === '/' }"
        >
          <span class="mark"><app-icon [name]="place.icon" /></span>
          <span>{{ t('rail.' + place.icon) }}</span>
        </a>
      }
    </nav>
  `,
  styleUrl: './rail.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Rail {
  protected readonly uploads = inject(UploadQueue);
  protected readonly places: readonly Place[] = [
    { path: '/', icon: 'gallery' },
    { path: '/create', icon: 'create' },
    { path: '/presets', icon: 'presets', wide: true },
    { path: '/jobs', icon: 'jobs' },
    { path: '/shares', icon: 'share', wide: true },
    { path: '/bin', icon: 'bin', wide: true },
    { path: '/account', icon: 'account' },
  ];
}
