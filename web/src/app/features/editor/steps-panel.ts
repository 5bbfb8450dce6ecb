import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Catalogue } from '@core/recipes/catalogue';
import { inserted, isObject, moved, replaced, Step } from '@core/recipes/recipe';
import { first, Node } from '@core/recipes/schema';
import { Icon } from '@shared/icon';
import { Change } from '@shared/number-field';
import { RowTools } from '@shared/row-tools';
import { SchemaField } from '@shared/schema-field';
import { EditorStore } from './editor.store';

/** Every step of the recipe, in its order, with all of its arguments; and every operation that the service has. */
@Component({
  selector: 'app-steps-panel',
  imports: [Icon, RowTools, SchemaField, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'editor.steps'">
      <div class="field">
        <label for="steps-add">{{ t('add') }}</label>
        <div class="adding">
          <select #ops id="steps-add" class="input" (change)="chosen.set(ops.value)">
            @for (one of catalogue.operations(); track one.name) {
              <option [value]="one.name" [selected]="one.name === chosen()">
                {{ catalogue.nameOf(one.name) }}
              </option>
            }
          </select>
          <button type="button" class="tool" [attr.aria-label]="t('add')" (click)="add()">
            <app-icon name="plus" />
          </button>
        </div>
        <p class="hint">{{ catalogue.say(about()) }}</p>
      </div>
      <ol>
        @for (one of steps(); track one.key) {
          <li>
            <div class="head">
              <button
                type="button"
                class="tool name"
                [attr.aria-expanded]="opened() === $index"
                (click)="opened.set(opened() === $index ? -1 : $index)"
              >
                {{ $index + 1 }}. {{ catalogue.nameOf(one.step.op) }}
              </button>
              @let what = { what: catalogue.nameOf(one.step.op) };
              <app-row-tools
                [up]="t('earlier', what)"
                [down]="t('later', what)"
                [away]="t('remove', what)"
                [first]="$first"
                [last]="$last"
                (moved)="move($index, $event)"
                (removed)="remove($index)"
              />
            </div>
            @if (store.faults()['/steps/' + $index]; as fault) {
              <p class="fault">{{ fault }}</p>
            }
            @if (opened() === $index && one.node) {
              <app-schema-field
                bare
                required
                [node]="one.node"
                [label]="catalogue.nameOf(one.step.op)"
                [value]="one.step"
                [pointer]="'/steps/' + $index"
                [faults]="store.faults()"
                (changed)="set($index, one.step, $event)"
              />
            }
          </li>
        } @empty {
          <li class="quiet small">{{ t('none') }}</li>
        }
      </ol>
    </ng-container>
  `,
  styleUrl: './steps-panel.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class StepsPanel {
  protected readonly catalogue = inject(Catalogue);
  protected readonly store = inject(EditorStore);

  protected readonly chosen = signal('resize');
  protected readonly opened = signal(-1);
  protected readonly about = computed(() => this.catalogue.operation(this.chosen())?.about ?? '');
  protected readonly steps = computed(() =>
    this.store.recipe().steps.map((step, index) => {
      const operation = this.catalogue.operation(step.op);
      const node: Node | null = operation
        ? { kind: 'object', about: operation.about, title: '', fields: operation.fields }
        : null;
      return { step, node, key: `${step.op} ${index}` };
    }),
  );

  protected add(): void {
    const operation = this.catalogue.operation(this.chosen());
    if (!operation) return;
    const node: Node = { kind: 'object', about: '', title: '', fields: operation.fields };
    const step: Step = {
      ...(first(node) as object),
      ...this.sized(operation.name),
      op: operation.name,
    };
    const recipe = inserted(this.store.recipe(), step);
    this.store.change(recipe, `add:${step.op}`);
    this.opened.set(recipe.steps.indexOf(step));
  }

  protected set(place: number, before: Step, { value, live }: Change): void {
    if (!isObject(value)) return;
    const step = { ...value, op: before.op };
    this.store.change(replaced(this.store.recipe(), place, step), `${step.op}.${place}`, live);
  }

  protected move(place: number, by: number): void {
    this.store.change(moved(this.store.recipe(), place, place + by), 'move');
    if (this.opened() === place) this.opened.set(place + by);
  }

  protected remove(place: number): void {
    this.opened.set(-1);
    this.store.change(replaced(this.store.recipe(), place, null), 'remove');
  }

  /** Where the schema's least would leave next to nothing of the picture, all of it. */
  private sized(op: string): object {
    const { width, height } = this.store.planned() ?? this.store.size();
    return op === 'extract' ? { left: 0, top: 0, width, height } : {};
  }
}
