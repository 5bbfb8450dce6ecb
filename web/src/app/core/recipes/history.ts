import { computed, signal } from '@angular/core';

import { isSame, RecipeJson } from './recipe';

/** A recipe as it was, and what had been changed. */
export interface Entry {
  readonly recipe: RecipeJson;
  /** What was changed: an action, such as `flip`, or a value, such as `modulate.brightness`. */
  readonly what: string;
}

interface State {
  readonly entries: readonly Entry[];
  readonly place: number;
}

const MOST = 200;
/** Changes of the same value within this time are one, ms: arrow keys that are held, digits that are typed. */
const TOGETHER_MS = 800;

/** What was done, step by step, and where one is in it. Every entry is a whole recipe that never changes. */
export class RecipeHistory {
  private readonly state = signal<State>({ entries: [], place: -1 });
  private open = '';
  private last = -Infinity;

  readonly entries = computed(() => this.state().entries);
  readonly place = computed(() => this.state().place);
  readonly recipe = computed((): RecipeJson => this.now()?.recipe ?? { steps: [] });
  readonly canUndo = computed(() => this.place() > 0);
  readonly canRedo = computed(() => this.place() < this.entries().length - 1);
  private readonly now = computed(() => this.entries()[this.place()]);

  constructor(private readonly clock: () => number = () => performance.now()) {}

  /** Begins with a recipe; there is nothing to undo. */
  begin(recipe: RecipeJson, what = 'start'): void {
    this.settle();
    this.state.set({ entries: [{ recipe, what }], place: 0 });
  }

  /** The recipe changes. A drag is one entry, however many changes it makes: each but the last is `live`. */
  change(recipe: RecipeJson, what: string, live = false): void {
    const { entries, place } = this.state();
    if (isSame(recipe, this.recipe())) return this.mark(what, live);
    const isOne = this.open === what || this.goesOn(what);
    const kept = entries.slice(0, isOne && place > 0 ? place : place + 1).slice(-MOST);
    this.state.set({ entries: [...kept, { recipe, what }], place: kept.length });
    this.mark(what, live);
    this.last = this.clock();
  }

  undo(): void {
    this.go(this.place() - 1);
  }

  redo(): void {
    this.go(this.place() + 1);
  }

  go(place: number): void {
    const { entries } = this.state();
    if (place < 0 || place >= entries.length) return;
    this.settle();
    this.state.set({ entries, place });
  }

  private goesOn(what: string): boolean {
    const isSoon = this.clock() - this.last < TOGETHER_MS;
    return what.includes('.') && this.now()?.what === what && isSoon;
  }

  private mark(what: string, live: boolean): void {
    this.open = live ? what : '';
  }

  private settle(): void {
    this.open = '';
    this.last = -Infinity;
  }
}
