import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Catalogue } from '@core/recipes/catalogue';
import { stepOf } from '@core/recipes/recipe';
import { Change, NumberField } from '@shared/number-field';
import { EditorStore } from './editor.store';
import { Knob, KNOBS } from './tuning';

/** Light, colour and sharpness. */
@Component({
  selector: 'app-tune-panel',
  imports: [NumberField, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'editor.tune'">
      @for (knob of knobs(); track knob.name) {
        <app-number-field
          [field]="'tune-' + knob.name"
          [label]="t(knob.name)"
          [value]="knob.value(store.recipe())"
          [plain]="knob.plain"
          [from]="knob.from"
          [to]="knob.to"
          [least]="knob.from"
          [most]="knob.most"
          [whole]="knob.whole ?? false"
          [fault]="store.faults()[store.pointer(knob.op) + '/' + knob.field]"
          (changed)="set(knob, $event)"
        />
      }
    </ng-container>
  `,
  styleUrl: './panel.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TunePanel {
  private readonly catalogue = inject(Catalogue);
  protected readonly store = inject(EditorStore);

  /** Those that the service has, with its bounds: more may be typed than dragged. */
  protected readonly knobs = computed(() =>
    KNOBS.flatMap((knob) => {
      const field = this.catalogue.field(knob.op, knob.field);
      if (!field) return [];
      const most = field.node.kind === 'number' ? (field.node.most ?? 100) : knob.to;
      return [{ ...knob, most }];
    }),
  );

  protected set(knob: Knob, { value, live }: Change<number | null>): void {
    const before = stepOf(this.store.recipe(), knob.op) ?? {};
    const args = knob.args(value ?? knob.plain, before);
    this.store.set(knob.op, args, `${knob.op}.${knob.name}`, live);
  }
}
