import {
  afterNextRender,
  booleanAttribute,
  ChangeDetectionStrategy,
  Component,
  ElementRef,
  input,
  OnDestroy,
  output,
  viewChild,
} from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Icon } from './icon';

let count = 0;

/** A modal dialog while it is in the page. The browser keeps the focus inside and gives it back afterwards. */
@Component({
  selector: 'app-dialog',
  imports: [Icon, TranslocoDirective],
  template: `
    <dialog
      #dialog
      *transloco="let t; prefix: 'dialog'"
      [class.broad]="broad()"
      [attr.aria-labelledby]="id"
      closedby="any"
      (cancel)="cancel($event)"
    >
      <div class="box">
        <div class="head">
          <h2 [id]="id">{{ heading() }}</h2>
          <button type="button" [attr.aria-label]="t('close')" (click)="closed.emit()">
            <app-icon name="close" />
          </button>
        </div>
        <ng-content />
      </div>
    </dialog>
  `,
  styleUrl: './dialog.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Dialog implements OnDestroy {
  readonly heading = input.required<string>();
  /** For lists and tables. */
  readonly broad = input(false, { transform: booleanAttribute });
  /** Esc, the cross, or a click beside it. */
  readonly closed = output();

  protected readonly id = `dialog-${++count}`;
  private readonly dialog = viewChild.required<ElementRef<HTMLDialogElement>>('dialog');

  constructor() {
    afterNextRender(() => this.dialog().nativeElement.showModal());
  }

  ngOnDestroy(): void {
    this.dialog().nativeElement.close();
  }

  protected cancel(event: Event): void {
    // Whoever put it there takes it away.
    event.preventDefault();
    this.closed.emit();
  }
}
