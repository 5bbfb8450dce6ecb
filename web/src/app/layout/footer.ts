import { ChangeDetectionStrategy, Component } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

@Component({
  selector: 'app-footer',
  imports: [RouterLink, TranslocoDirective],
  template: `
    <footer *transloco="let t">
      <p>{{ t('footer.line') }}</p>
      <nav [attr.aria-label]="t('footer.nav')">
        <a routerLink="/">{{ t('footer.home') }}</a>
        <a href="/api/docs">{{ t('footer.docs') }}</a>
        <a href="/api/openapi.json">{{ t('footer.openapi') }}</a>
        <a href="/api/health/ready">{{ t('footer.health') }}</a>
      </nav>
    </footer>
  `,
  styles: `
    :host {
      border-top: 1px solid var(--mat-sys-outline-variant);
      font-size: var(--text-s);
      color: var(--mat-sys-on-surface-variant);
    }
    footer {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: 8px 32px;
      max-width: calc(var(--page) + 2 * var(--gutter));
      margin: 0 auto;
      padding: 24px var(--gutter);
    }
    nav {
      display: flex;
      flex-wrap: wrap;
      gap: 0 24px;
    }
    a {
      display: inline-flex;
      align-items: center;
      min-height: 40px;
      color: inherit;
      text-decoration: none;
    }
    a:hover {
      color: var(--mat-sys-on-surface);
      text-decoration: underline;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Footer {}
