import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  output,
  signal,
} from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { active, Filters, FORMATS, SIZE_NAMES, Sort, SORTS } from '@core/gallery/filters';
import { Words } from '@core/words';
import { Icon } from '@shared/icon';
import type { Density } from './gallery.page';

const TYPING_MS = 300;

/** Search, filters, order and density of the gallery. */
@Component({
  selector: 'app-filter-bar',
  imports: [Icon, TranslocoDirective],
  templateUrl: './filter-bar.html',
  styleUrl: './filter-bar.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class FilterBar {
  private readonly words = inject(Words);
  private typing?: ReturnType<typeof setTimeout>;

  readonly filters = input.required<Filters>();
  readonly density = input.required<Density>();
  readonly changed = output<Partial<Filters>>();
  readonly packed = output<Density>();

  protected readonly isOpen = signal(false);
  protected readonly formats = FORMATS;
  protected readonly sizes = SIZE_NAMES;
  protected readonly sorts = SORTS;
  protected readonly densities: readonly Density[] = ['small', 'medium', 'large', 'list'];
  protected readonly chips = computed(() =>
    active(this.filters()).map((name) => ({ name, text: this.chip(name) })),
  );

  protected type(q: string): void {
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.changed.emit({ q: q.trim() }), TYPING_MS);
  }

  protected search(event: Event, q: string): void {
    event.preventDefault();
    clearTimeout(this.typing);
    this.changed.emit({ q: q.trim() });
  }

  protected set(name: keyof Filters, value: string): void {
    this.changed.emit({ [name]: value });
  }

  protected order(value: string): void {
    this.changed.emit({ sort: value as Sort });
  }

  private chip(name: keyof Filters): string {
    const value = this.filters()[name];
    const isDay = name === 'from' || name === 'to';
    if (name === 'size') return this.words.say(`gallery.sizesOf.${value}`);
    const text = isDay ? this.words.date(`${value}T12:00`) : value;
    return this.words.say(`gallery.chip.${name}`, {
      value: name === 'format' ? value.toUpperCase() : text,
    });
  }
}
