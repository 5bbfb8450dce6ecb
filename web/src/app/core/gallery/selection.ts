import { computed, signal } from '@angular/core';

/** Which of a list are selected. */
export class Selection {
  private readonly ids = signal<ReadonlySet<string>>(new Set());
  private anchor: string | null = null;

  readonly all = this.ids.asReadonly();
  readonly count = computed(() => this.ids().size);

  has(id: string): boolean {
    return this.ids().has(id);
  }

  toggle(id: string): void {
    const ids = new Set(this.ids());
    if (!ids.delete(id)) ids.add(id);
    this.anchor = id;
    this.ids.set(ids);
  }

  /** Selects everything in `list` from the one that was toggled last to `id`. */
  extend(list: readonly string[], id: string): void {
    const from = this.anchor === null ? -1 : list.indexOf(this.anchor);
    const to = list.indexOf(id);
    if (from < 0 || to < 0) return this.toggle(id);
    const range = list.slice(Math.min(from, to), Math.max(from, to) + 1);
    this.ids.set(new Set([...this.ids(), ...range]));
  }

  set(ids: Iterable<string>): void {
    this.ids.set(new Set(ids));
  }

  clear(): void {
    this.anchor = null;
    this.ids.set(new Set());
  }

  /** Forgets those that are no longer in `list`. */
  keep(list: readonly string[]): void {
    const there = new Set(list);
    const kept = [...this.ids()].filter((id) => there.has(id));
    if (kept.length !== this.ids().size) this.ids.set(new Set(kept));
  }
}
