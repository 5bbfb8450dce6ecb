import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Shortcuts } from '@core/shortcuts';
import { THEMES, ThemeService } from '@core/theme.service';
import { Icon } from '@shared/icon';

/** The theme, and whether single keys do something: on this device. */
@Component({
  selector: 'app-look-card',
  imports: [Icon, TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      <h2>{{ t('account.device') }}</h2>
      <fieldset>
        <legend>{{ t('account.theme') }}</legend>
        @for (one of themes; track one) {
          <label>
            <input
              type="radio"
              name="theme"
              [checked]="theme.current() === one"
              (change)="theme.use(one)"
            />
            <app-icon [name]="one" />{{ t('theme.' + one) }}
          </label>
        }
      </fieldset>
      <label class="check">
        <input
          #box
          type="checkbox"
          [checked]="shortcuts.areOn()"
          (change)="shortcuts.turn(box.checked)"
        />
        <span>{{ t('help.on') }}</span>
      </label>
    </ng-container>
  `,
  styles: `
    fieldset {
      display: flex;
      flex-wrap: wrap;
      margin: 0 0 8px;
      padding: 0;
      gap: 8px;
      border: 0;
    }
    legend {
      margin-bottom: 8px;
      padding: 0;
      font-size: var(--text-s);
      font-weight: 600;
    }
    fieldset label {
      display: flex;
      align-items: center;
      min-height: 44px;
      gap: 8px;
      padding: 0 16px 0 12px;
      border: 1px solid var(--mat-sys-outline-variant);
      border-radius: calc(var(--radius) - 4px);
      cursor: pointer;
    }
    fieldset label:has(:checked) {
      border-color: var(--mat-sys-primary);
    }
  `,
  styleUrl: './card.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class LookCard {
  protected readonly shortcuts = inject(Shortcuts);
  protected readonly theme = inject(ThemeService);
  protected readonly themes = THEMES;
}
