import {
  ChangeDetectionStrategy,
  Component,
  computed,
  DestroyRef,
  effect,
  inject,
  signal,
} from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { atOnce } from '@core/at-once';
import { Problem } from '@core/problem';
import { Catalogue } from '@core/recipes/catalogue';
import { inserted } from '@core/recipes/recipe';
import { Icon } from '@shared/icon';
import { EditorStore } from './editor.store';
import { Filter, filtered, filterOf, FILTERS } from './filters';
import { StartDialog } from './start-dialog';

/** Looks to choose from, each shown on this picture. */
@Component({
  selector: 'app-filters-panel',
  imports: [Icon, StartDialog, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'editor.start'">
      <button type="button" class="tool" (click)="isStarting.set(true)">
        <app-icon name="presets" /> {{ t('heading') }}
      </button>
      @if (isStarting()) {
        <app-start-dialog (closed)="isStarting.set(false)" />
      }
    </ng-container>
    <div class="filters" *transloco="let t; prefix: 'editor.filters'">
      @for (filter of filters(); track filter.name) {
        <button
          type="button"
          [attr.aria-pressed]="active()?.name === filter.name"
          (click)="choose(filter)"
        >
          @if (samples()[filter.name]; as url) {
            <img alt="" [src]="url" />
          } @else {
            <span class="ghost"></span>
          }
          <span>{{ t(filter.name) }}</span>
        </button>
      }
    </div>
  `,
  styles: `
    .filters {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(112px, 1fr));
      gap: 8px;
    }
    .tool {
      margin: 0 0 8px -10px;
    }
    .filters button {
      padding: 4px 4px 6px;
      border: 2px solid transparent;
      border-radius: calc(var(--radius) - 4px);
      background: none;
      color: inherit;
      font: inherit;
      font-size: var(--text-s);
      cursor: pointer;
    }
    .filters button:hover {
      background: var(--mat-sys-surface-container-high);
    }
    button[aria-pressed='true'] {
      border-color: var(--mat-sys-primary);
      font-weight: 600;
    }
    img,
    .ghost {
      display: block;
      width: 100%;
      margin-bottom: 4px;
      aspect-ratio: 18 / 13;
      border-radius: 6px;
      object-fit: cover;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class FiltersPanel {
  private readonly catalogue = inject(Catalogue);
  private readonly store = inject(EditorStore);

  protected readonly isStarting = signal(false);
  protected readonly samples = signal<Readonly<Record<string, string>>>({});
  protected readonly active = computed(() => filterOf(this.store.recipe()));
  /** Those that the service can do. */
  protected readonly filters = computed(() =>
    FILTERS.filter(({ steps }) => steps.every(({ op }) => this.catalogue.operation(op))),
  );
  private isGone = false;

  constructor() {
    effect(() => {
      const filters = this.filters();
      if (this.store.image() && filters.length > 1) void this.load(filters);
    });
    inject(DestroyRef).onDestroy(() => {
      this.isGone = true;
      Object.values(this.samples()).forEach((url) => URL.revokeObjectURL(url));
    });
  }

  protected choose(filter: Filter): void {
    this.store.change(filtered(this.store.recipe(), filter, inserted), `filter:${filter.name}`);
  }

  private async load(filters: readonly Filter[]): Promise<void> {
    await atOnce(filters, async ({ name, steps }) => {
      if (this.isGone || this.samples()[name]) return;
      try {
        const url = await this.store.sample(steps);
        if (this.isGone) URL.revokeObjectURL(url);
        else this.samples.update((samples) => ({ ...samples, [name]: url }));
      } catch (error) {
        // A filter that cannot be shown can still be chosen; the result then says why.
        if (!(error instanceof Problem)) throw error;
      }
    });
  }
}
