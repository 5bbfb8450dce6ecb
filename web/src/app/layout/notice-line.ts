import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Connection } from '@core/connection';
import { Notices } from '@core/notices';
import { Icon } from '@shared/icon';

/** At the foot of the page: what was just done, and that the service cannot be reached. */
@Component({
  selector: 'app-notice-line',
  imports: [Icon, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'shell'">
      @if (connection.isLost()) {
        <p class="offline" role="alert"><app-icon name="alert" />{{ t('offline') }}</p>
      }
      @if (notices.current(); as notice) {
        <section
          [attr.aria-label]="t('notice')"
          (mouseenter)="notices.hold()"
          (mouseleave)="notices.resume()"
          (focusin)="notices.hold()"
          (focusout)="notices.resume()"
        >
          <p>{{ notice.text }}</p>
          @if (notice.action; as action) {
            <button type="button" class="act" (click)="notices.close(); action.run()">
              {{ action.label }}
            </button>
          }
          <button type="button" [attr.aria-label]="t('dismiss')" (click)="notices.close()">
            <app-icon name="close" />
          </button>
        </section>
      }
    </ng-container>
  `,
  styles: `
    :host {
      position: fixed;
      z-index: 15;
      inset: auto 8px calc(var(--foot) + 8px);
      display: flex;
      flex-direction: column;
      align-items: center;
      gap: 8px;
      pointer-events: none;
    }
    section,
    .offline {
      display: flex;
      align-items: center;
      gap: 8px;
      max-width: min(100%, 560px);
      padding: 4px 4px 4px 16px;
      border-radius: var(--radius);
      background: var(--mat-sys-inverse-surface);
      color: var(--mat-sys-inverse-on-surface);
      font-size: var(--text-s);
      box-shadow: 0 4px 24px rgb(0 0 0 / 24%);
      pointer-events: auto;
    }
    .offline {
      padding: 12px 16px;
      border: 1px solid var(--warn);
      background: var(--mat-sys-surface-container);
      color: var(--mat-sys-on-surface);
    }
    .offline app-icon {
      color: var(--warn);
    }
    button {
      display: grid;
      min-width: 40px;
      height: 40px;
      padding: 0 8px;
      place-items: center;
      border: 0;
      border-radius: calc(var(--radius) - 4px);
      background: none;
      color: inherit;
      font: inherit;
      cursor: pointer;
    }
    button:hover {
      background: rgb(128 128 128 / 24%);
    }
    button:focus-visible {
      outline-color: currentColor;
    }
    .act {
      font-weight: 650;
      text-decoration: underline;
      text-underline-offset: 3px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class NoticeLine {
  protected readonly connection = inject(Connection);
  protected readonly notices = inject(Notices);
}
