import { Location } from '@angular/common';
import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { MatButton } from '@angular/material/button';
import { TranslocoDirective } from '@jsverse/transloco';

/** For every address that no other screen has. */
@Component({
  selector: 'app-not-found-page',
  imports: [MatButton, RouterLink, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'notFound'">
      <h1>{{ t('heading') }}</h1>
      <p>
        {{ t('text') }}<br /><code translate="no">{{ address }}</code>
      </p>
      <a matButton="filled" routerLink="/">{{ t('home') }}</a>
    </ng-container>
  `,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      align-items: flex-start;
      gap: 24px;
      max-width: calc(var(--page) + 2 * var(--gutter));
      margin: 0 auto;
      padding: clamp(64px, 12vw, 128px) var(--gutter);
    }
    p {
      color: var(--mat-sys-on-surface-variant);
      overflow-wrap: anywhere;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class NotFoundPage {
  protected readonly address = inject(Location).path() || '/';
}
