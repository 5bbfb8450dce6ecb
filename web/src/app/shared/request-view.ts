import {
  ChangeDetectionStrategy,
  Component,
  computed,
  DOCUMENT,
  inject,
  input,
  output,
  signal,
} from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { RecipeJson } from '@core/recipes/recipe';
import { Sample, samplesOf } from '@core/recipes/request';
import { CodeSample } from './code-sample';
import { Dialog } from './dialog';

/** How the same picture is made without this page. */
@Component({
  selector: 'app-request-view',
  imports: [CodeSample, Dialog, TranslocoDirective],
  template: `
    <app-dialog
      broad
      *transloco="let t; prefix: 'request'"
      [heading]="t('heading')"
      (closed)="closed.emit()"
    >
      <p class="quiet small">{{ t('text') }}</p>
      <div class="kinds" role="group" [attr.aria-label]="t('kind')">
        @for (one of samples(); track one.name) {
          <button
            type="button"
            class="tool"
            [attr.aria-pressed]="one.name === kind()"
            (click)="kind.set(one.name)"
          >
            {{ t(one.name) }}
          </button>
        }
      </div>
      @if (sample(); as one) {
        <app-code-sample [code]="one.code" [label]="t(one.name)" />
      }
    </app-dialog>
  `,
  styles: `
    .kinds {
      display: flex;
      gap: 4px;
      margin: 12px 0;
    }
    app-code-sample {
      display: block;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RequestView {
  private readonly origin = inject(DOCUMENT).location.origin;

  readonly recipe = input.required<RecipeJson>();
  /** Of the picture that is changed; without it one is created. */
  readonly imageId = input<string>();
  readonly closed = output();

  protected readonly kind = signal<Sample['name']>('json');
  protected readonly samples = computed(() =>
    samplesOf(this.recipe(), this.origin, this.imageId()),
  );
  protected readonly sample = computed(() =>
    this.samples().find(({ name }) => name === this.kind()),
  );
}
