import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Catalogue } from '@core/recipes/catalogue';
import { Words } from '@core/words';
import { EditorStore } from './editor.store';

/** What was done, to go back to. */
@Component({
  selector: 'app-history-list',
  imports: [TranslocoDirective],
  template: `
    <section *transloco="let t; prefix: 'editor.log'">
      <h2>{{ t('heading') }}</h2>
      <ol reversed>
        @for (entry of entries(); track entry.place) {
          <li>
            <button
              type="button"
              class="tool"
              [class.later]="entry.place > store.history.place()"
              [attr.aria-current]="entry.place === store.history.place() ? 'step' : null"
              (click)="store.history.go(entry.place)"
            >
              {{ entry.text }}
            </button>
          </li>
        }
      </ol>
    </section>
  `,
  styles: `
    section {
      padding: 16px 4px;
    }
    h2 {
      margin-bottom: 8px;
      padding: 0 12px;
      font-size: var(--text-m);
      letter-spacing: 0;
    }
    .tool {
      justify-content: flex-start;
      width: 100%;
      min-height: 36px;
      text-align: left;
    }
    .tool[aria-current] {
      background: var(--mat-sys-surface-container-high);
      color: var(--mat-sys-primary);
      font-weight: 600;
    }
    .later {
      color: var(--mat-sys-on-surface-variant);
      text-decoration: line-through;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class HistoryList {
  private readonly catalogue = inject(Catalogue);
  private readonly words = inject(Words);
  protected readonly store = inject(EditorStore);

  /** The newest first. */
  protected readonly entries = computed(() =>
    this.store.history
      .entries()
      .map(({ what }, place) => ({ place, text: this.say(what) }))
      .reverse(),
  );

  private say(what: string): string {
    const [action = '', detail = ''] = what.split(/[.:]/);
    if (action === 'filter')
      return this.words.say('editor.log.filter', {
        name: this.words.say(`editor.filters.${detail}`),
      });
    if (action === 'preset')
      return this.words.say('editor.log.preset', { name: what.slice('preset:'.length) });
    const key = `editor.log.${what.replace('.', '_')}`;
    const own = this.words.say(key);
    if (own !== key) return own;
    if (action === 'add') return this.catalogue.nameOf(detail);
    const knob = this.words.say(`editor.tune.${detail}`);
    return knob.startsWith('editor.') ? this.catalogue.nameOf(action) : knob;
  }
}
