import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Catalogue } from '@core/recipes/catalogue';
import { placeOf, replaced, stepOf, withFields } from '@core/recipes/recipe';
import { Icon, IconName } from '@shared/icon';
import { Change, NumberField } from '@shared/number-field';
import { SchemaField } from '@shared/schema-field';
import { EditorStore } from './editor.store';
import { angleOf, Turn } from './turn';

const TURNS: readonly { readonly name: Turn; readonly icon: IconName }[] = [
  { name: 'left', icon: 'undo' },
  { name: 'right', icon: 'redo' },
  { name: 'flop', icon: 'flop' },
  { name: 'flip', icon: 'flip' },
];

/** Turns and mirrors the picture. */
@Component({
  selector: 'app-turn-panel',
  imports: [Icon, NumberField, SchemaField, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'editor.turn'">
      <div class="tiles">
        @for (turn of turns; track turn.name) {
          <button
            type="button"
            class="tile"
            [attr.aria-pressed]="isOn(turn.name)"
            (click)="store.turn(turn.name)"
          >
            <app-icon [name]="turn.icon" /><span>{{ t(turn.name) }}</span>
          </button>
        }
      </div>
      <app-number-field
        field="turn-angle"
        required
        unit="°"
        [label]="catalogue.labelOf('angle')"
        [hint]="catalogue.say(angle()?.node?.about ?? '')"
        [value]="signed()"
        [plain]="0"
        [least]="-180"
        [most]="180"
        [fault]="store.faults()[store.pointer('rotate') + '/angle']"
        (changed)="turnTo($event)"
      />
      @if (isSlanted() ? background() : null; as field) {
        <app-schema-field
          [node]="field.node"
          [label]="catalogue.labelOf('background')"
          [value]="step()?.['background']"
          [otherwise]="field.otherwise"
          [pointer]="store.pointer('rotate') + '/background'"
          [faults]="store.faults()"
          (changed)="fill($event)"
        />
      }
    </ng-container>
  `,
  styleUrl: './panel.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TurnPanel {
  protected readonly catalogue = inject(Catalogue);
  protected readonly store = inject(EditorStore);

  protected readonly turns = TURNS;
  protected readonly step = computed(() => stepOf(this.store.recipe(), 'rotate'));
  protected readonly angle = computed(() => this.catalogue.field('rotate', 'angle'));
  protected readonly background = computed(() => this.catalogue.field('rotate', 'background'));
  /** From -180 to 180, so that straightening goes to both sides. */
  protected readonly signed = computed(() => {
    const angle = angleOf(this.store.recipe()) % 360;
    return angle > 180 ? angle - 360 : angle;
  });
  protected readonly isSlanted = computed(() => this.signed() % 90 !== 0);

  protected isOn(turn: Turn): boolean | null {
    const isMirror = turn === 'flip' || turn === 'flop';
    return isMirror ? stepOf(this.store.recipe(), turn) !== undefined : null;
  }

  protected turnTo({ value, live }: Change<number | null>): void {
    this.store.straighten(value ?? 0, live);
  }

  protected fill({ value, live }: Change): void {
    const recipe = this.store.recipe();
    const [place, step] = [placeOf(recipe, 'rotate'), this.step()];
    if (!step) return;
    const filled = withFields(step, { background: value });
    this.store.change(replaced(recipe, place, filled), 'rotate.background', live);
  }
}
