import { ChangeDetectionStrategy, Component, input } from '@angular/core';

import { Icon, IconName } from './icon';

/** In place of a list that has nothing in it: what would be here, and how to get it here. */
@Component({
  selector: 'app-empty-state',
  imports: [Icon],
  template: `
    <span class="drawing"
      ><span class="back"></span><span class="front"><app-icon [name]="icon()" /></span
    ></span>
    <h2>{{ heading() }}</h2>
    <p>{{ text() }}</p>
    <div class="actions"><ng-content /></div>
  `,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      align-items: center;
      max-width: 480px;
      margin: 0 auto;
      padding: clamp(40px, 10vh, 112px) 0;
      text-align: center;
    }
    .drawing {
      position: relative;
      width: 112px;
      height: 88px;
      margin-bottom: 24px;
    }
    .drawing span {
      position: absolute;
      display: grid;
      width: 88px;
      height: 72px;
      place-items: center;
      border: 1.5px solid var(--mat-sys-outline-variant);
      border-radius: var(--radius);
      background: var(--mat-sys-surface-container-low);
    }
    .drawing .back {
      top: 0;
      right: 0;
      transform: rotate(6deg);
    }
    .drawing .front {
      bottom: 0;
      left: 0;
      background: var(--mat-sys-surface-container);
      color: var(--mat-sys-primary);
      transform: rotate(-3deg);
    }
    app-icon {
      width: 28px;
      height: 28px;
    }
    h2 {
      font-size: var(--text-l);
    }
    p {
      margin-top: 8px;
      color: var(--mat-sys-on-surface-variant);
    }
    .actions {
      display: flex;
      flex-wrap: wrap;
      justify-content: center;
      gap: 8px 16px;
      margin-top: 24px;
    }
    .actions:empty {
      display: none;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class EmptyState {
  readonly icon = input.required<IconName>();
  readonly heading = input.required<string>();
  readonly text = input('');
}
