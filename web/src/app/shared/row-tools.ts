import { booleanAttribute, ChangeDetectionStrategy, Component, input, output } from '@angular/core';

import { Icon } from './icon';

/** Moves a row of a list up and down, and takes it away. */
@Component({
  selector: 'app-row-tools',
  imports: [Icon],
  template: `
    <button
      type="button"
      class="tool"
      [attr.aria-label]="up()"
      [disabled]="first()"
      (click)="moved.emit(-1)"
    >
      <app-icon name="up" />
    </button>
    <button
      type="button"
      class="tool"
      [attr.aria-label]="down()"
      [disabled]="last()"
      (click)="moved.emit(1)"
    >
      <app-icon name="down" />
    </button>
    <button type="button" class="tool" [attr.aria-label]="away()" (click)="removed.emit()">
      <app-icon name="bin" />
    </button>
  `,
  styles: `
    :host {
      display: flex;
      gap: 4px;
    }
    .tool {
      min-width: 36px;
      padding: 0 4px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RowTools {
  /** What the buttons say: they have no words. */
  readonly up = input.required<string>();
  readonly down = input.required<string>();
  readonly away = input.required<string>();
  readonly first = input(false, { transform: booleanAttribute });
  readonly last = input(false, { transform: booleanAttribute });
  /** By so many places in the list as it is seen. */
  readonly moved = output<number>();
  readonly removed = output();
}
