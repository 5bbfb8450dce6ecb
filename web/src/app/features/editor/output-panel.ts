import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Catalogue } from '@core/recipes/catalogue';
import { isObject, Json } from '@core/recipes/recipe';
import { ObjectNode } from '@core/recipes/schema';
import { Change } from '@shared/number-field';
import { SchemaField } from '@shared/schema-field';
import { EditorStore } from './editor.store';

/** What most people look for; the others are behind a fold. */
const FIRST = new Set(['quality', 'maxBytes', 'lossless', 'effort', 'keepMetadata']);

/** The file that is written: its format, and what the format can be told. */
@Component({
  selector: 'app-output-panel',
  imports: [SchemaField, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'editor.output'">
      <div class="field">
        <label for="output-format">{{ catalogue.labelOf('format') }}</label>
        <select
          #formats
          id="output-format"
          class="input"
          (change)="choose(catalogue.formats()[formats.selectedIndex]?.name)"
        >
          @for (one of catalogue.formats(); track one.name) {
            <option [selected]="one.name === name()">{{ t('formats.' + one.name) }}</option>
          }
        </select>
        @if (format(); as one) {
          <p class="hint">{{ catalogue.say(one.about) }}</p>
        }
      </div>
      @if (main(); as node) {
        <app-schema-field
          bare
          pointer="/output"
          [node]="node"
          [label]="t('options')"
          [value]="output()"
          [faults]="store.faults()"
          (changed)="set($event)"
        />
      }
      @if (rest(); as node) {
        <details>
          <summary>{{ t('more') }}</summary>
          <app-schema-field
            bare
            pointer="/output"
            [node]="node"
            [label]="t('more')"
            [value]="output()"
            [faults]="store.faults()"
            (changed)="set($event)"
          />
        </details>
      }
    </ng-container>
  `,
  styleUrl: './panel.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OutputPanel {
  protected readonly catalogue = inject(Catalogue);
  protected readonly store = inject(EditorStore);

  protected readonly output = computed(
    (): Json => this.store.recipe().output ?? { format: 'same' },
  );
  protected readonly name = computed(() => String(this.output()['format'] ?? 'same'));
  protected readonly format = computed(() => this.catalogue.format(this.name()));
  protected readonly main = computed(() => this.node((name) => FIRST.has(name)));
  protected readonly rest = computed(() => this.node((name) => !FIRST.has(name)));

  /** Another format keeps what both formats understand. */
  protected choose(format = 'same'): void {
    const known = new Set(this.catalogue.format(format)?.fields.map(({ name }) => name));
    const kept = Object.entries(this.output()).filter(([name]) => known.has(name));
    this.put({ ...Object.fromEntries(kept), format }, 'format');
  }

  protected set({ value, live }: Change): void {
    if (isObject(value)) this.put({ ...value, format: this.name() }, 'output.options', live);
  }

  private put(output: Json, what: string, live = false): void {
    this.store.change({ ...this.store.recipe(), output }, what, live);
  }

  private node(wanted: (name: string) => boolean): ObjectNode | null {
    const fields = this.format()?.fields.filter(({ name }) => wanted(name)) ?? [];
    return fields.length > 0 ? { kind: 'object', about: '', title: '', fields } : null;
  }
}
