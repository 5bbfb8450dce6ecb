import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

/** Where the pictures will be. */
@Component({
  selector: 'app-ghost-wall',
  imports: [TranslocoDirective],
  template: `
    <p class="visually-hidden" role="status" *transloco="let t">{{ t('gallery.loading') }}</p>
    @for (ratio of ratios; track $index) {
      <span class="ghost" [style.flex-grow]="ratio" [style.flex-basis.px]="ratio * height()"></span>
    }
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
      margin-top: 32px;
    }
    .ghost {
      height: var(--ghost, 200px);
    }
  `,
  host: { '[style.--ghost.px]': 'height()' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class GhostWall {
  /** Of a row, px. */
  readonly height = input(200);
  protected readonly ratios = [1.5, 0.75, 1.33, 1.5, 1, 1.78, 0.67, 1.5, 1.33, 1, 1.5, 0.75];
}
