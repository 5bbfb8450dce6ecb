import { ChangeDetectionStrategy, Component, computed, inject, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Words } from '@core/words';
import { Icon } from '@shared/icon';
import { EditorStore } from './editor.store';

/** What would be saved: size, format, bytes. */
@Component({
  selector: 'app-result-card',
  imports: [Icon, TranslocoDirective],
  template: `
    <section class="card" *transloco="let t; prefix: 'editor.card'">
      <h2>{{ t('heading') }}</h2>
      <dl aria-live="polite">
        <div>
          <dt>{{ t('size') }}</dt>
          <dd>{{ size() }}</dd>
        </div>
        <div>
          <dt>{{ t('file') }}</dt>
          <dd>
            @if (bytes(); as count) {
              {{ exact() ? '' : '≈ ' }}{{ words.bytes(count) }}
              <span class="quiet small">{{ change() }}</span>
            } @else {
              <span class="quiet">{{ t('measuring') }}</span>
            }
          </dd>
        </div>
        <div>
          <dt>{{ t('format') }}</dt>
          <dd>{{ format() }}</dd>
        </div>
      </dl>
      @if (exact()?.warnings; as warning) {
        <p class="small warn">{{ warning }}</p>
      }
      <button type="button" class="tool" (click)="request.emit()">
        <app-icon name="terminal" /> {{ t('request') }}
      </button>
    </section>
  `,
  styles: `
    .card {
      padding: 16px;
    }
    h2 {
      margin-bottom: 12px;
      font-size: var(--text-m);
      letter-spacing: 0;
    }
    dl {
      display: grid;
      gap: 8px;
      margin-bottom: 8px;
      font-size: var(--text-s);
      font-variant-numeric: tabular-nums;
    }
    dl > div {
      display: flex;
      justify-content: space-between;
      gap: 8px;
    }
    dt {
      color: var(--mat-sys-on-surface-variant);
    }
    dd {
      font-weight: 600;
      text-align: right;
    }
    dd .small {
      font-weight: 400;
    }
    .warn {
      color: var(--warn);
      overflow-wrap: anywhere;
    }
    .tool {
      margin-left: -10px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ResultCard {
  private readonly store = inject(EditorStore);
  protected readonly words = inject(Words);

  /** The call that makes it is to be shown. */
  readonly request = output();

  protected readonly exact = this.store.result.exact;
  protected readonly bytes = computed(() => this.exact()?.bytes ?? this.store.estimate());
  protected readonly size = computed(() => {
    const size = this.exact() ?? this.store.planned();
    if (!size) return '…';
    return `${this.words.number(size.width)} × ${this.words.number(size.height)} px`;
  });
  protected readonly format = computed(() => {
    const type = this.exact()?.type ?? '';
    const format = String(this.store.recipe().output?.['format'] ?? 'same');
    const made = type.replace(/^\w+\//, '').toUpperCase();
    return made || (format === 'same' ? (this.store.image()?.format ?? '') : format).toUpperCase();
  });
  /** How much larger or smaller than the original file. */
  protected readonly change = computed(() => {
    const [made, original] = [this.bytes(), this.store.image()?.bytes];
    if (!made || !original) return '';
    const share = made / original - 1;
    return `(${this.words.number(share, { style: 'percent', signDisplay: 'exceptZero' })})`;
  });
}
