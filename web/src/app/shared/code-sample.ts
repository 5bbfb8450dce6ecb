import { Clipboard } from '@angular/cdk/clipboard';
import { ChangeDetectionStrategy, Component, inject, input, signal } from '@angular/core';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';

import { Announcer } from '@core/announcer';
import { Icon } from './icon';

const CONFIRMED_MS = 2000;

/** Code to read and to copy. */
@Component({
  selector: 'app-code-sample',
  imports: [Icon, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'code'">
      <div class="bar">
        <span>{{ label() }}</span>
        <button type="button" [attr.aria-label]="t('copy', { what: label() })" (click)="copy()">
          <app-icon [name]="copied() ? 'check' : 'copy'" />
        </button>
      </div>
      <pre
        tabindex="0"
        role="region"
        translate="no"
        [attr.aria-label]="label()"
      ><code>{{ code() }}</code></pre>
    </ng-container>
  `,
  styleUrl: './code-sample.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CodeSample {
  private readonly announcer = inject(Announcer);
  private readonly clipboard = inject(Clipboard);
  private readonly transloco = inject(TranslocoService);

  readonly code = input.required<string>();
  /** What the code is, in words. */
  readonly label = input.required<string>();

  protected readonly copied = signal(false);

  protected copy(): void {
    const done = this.clipboard.copy(this.code());
    this.announcer.say(this.transloco.translate(done ? 'code.copied' : 'code.failed'));
    this.copied.set(done);
    setTimeout(() => this.copied.set(false), CONFIRMED_MS);
  }
}
