import { HttpClient, HttpResponse } from '@angular/common/http';
import { computed, DestroyRef, effect, inject, Injectable, signal, untracked } from '@angular/core';
import { firstValueFrom, Observable } from 'rxjs';

import { createPreview } from '@api/fn/create/create-preview';
import { Recipe } from '@api/models/recipe';
import { Problem } from '@core/problem';
import { recallDraft, rememberDraft } from '@core/recipes/drafts';
import { faultsOf } from '@core/recipes/faults';
import { RecipeHistory } from '@core/recipes/history';
import { Preview } from '@core/recipes/preview';
import { isSame, Json, moved, RecipeJson, withFields } from '@core/recipes/recipe';
import { forScreen } from '@core/recipes/screen';
import { Box, Size } from '@core/recipes/shape';
import { Words } from '@core/words';
import { boxOfLayer, canvasOf, inputOf, kindOf, layersOf, placed, withLayers } from './layers';
import { blank, SIZES } from './templates';

const DRAFT = 'create';
const START = blank(SIZES[2] ?? { width: 1200, height: 630 });

/** A picture that is made from nothing: its canvas, its layers, and what the service makes of them. */
@Injectable()
export class CreateStore {
  private readonly http = inject(HttpClient);
  private readonly words = inject(Words);
  private readonly saved = signal<RecipeJson>(START);
  /** What the service says about the size of texts, by the layers' inputs. */
  private readonly measured = signal<ReadonlyMap<string, Size>>(new Map());
  private readonly asked = new Set<string>();

  readonly side = signal(1280);
  /** The layer that is worked on; -1 is the canvas. */
  readonly active = signal(-1);
  readonly isRestored = signal(false);

  readonly history = new RecipeHistory();
  readonly recipe = this.history.recipe;
  readonly result = new Preview(
    (recipe) => this.render(recipe),
    this.side,
    (recipe) => recipe,
  );

  readonly isChanged = computed(() => !isSame(this.recipe(), this.saved()));
  readonly canvas = computed(() => canvasOf(this.recipe()));
  readonly layers = computed(() => layersOf(this.recipe()));
  readonly layer = computed((): Json | undefined => this.layers()[this.active()]);
  readonly boxes = computed(() =>
    this.layers().map((layer) => boxOfLayer(layer, this.measured().get(keyOf(layer)))),
  );
  readonly faults = computed(() => faultsOf(this.result.problem(), this.words));

  constructor() {
    const draft = recallDraft(DRAFT);
    this.history.begin(START);
    if (draft?.canvas) {
      this.history.change(draft, 'draft');
      this.isRestored.set(true);
    }
    effect(() => {
      const recipe = this.recipe();
      untracked(() => this.result.show(recipe));
    });
    effect(() => rememberDraft(DRAFT, this.isChanged() ? this.recipe() : null));
    effect(() => this.layers().forEach((layer) => void this.measure(layer)));
    inject(DestroyRef).onDestroy(() => this.result.close());
  }

  change(recipe: RecipeJson, what: string, live = false): void {
    this.isRestored.set(false);
    this.history.change(recipe, what, live);
  }

  /** Begins anew; what was there can be had back. */
  begin(recipe: RecipeJson): void {
    this.active.set(-1);
    this.change(recipe, 'template');
  }

  setCanvas(create: Json, what: string, live = false): void {
    this.change({ ...this.recipe(), canvas: { create } }, what, live);
  }

  setLayer(index: number, layer: Json, what: string, live = false): void {
    const layers = this.layers().map((one, place) => (place === index ? layer : one));
    this.change(withLayers(this.recipe(), layers), what, live);
  }

  setInput(index: number, input: Json, what: string, live = false): void {
    const layer = this.layers()[index];
    if (layer) this.setLayer(index, withFields(layer, { input }), what, live);
  }

  /** Moves a layer, and makes it as large as its box. */
  place(index: number, box: Box, live = false): void {
    const layer = this.layers()[index];
    if (layer) this.setLayer(index, placed(layer, box), 'layer.place', live);
  }

  /** On top of the others. */
  add(layer: Json, what: string): void {
    const layers = [...this.layers(), layer];
    this.change(withLayers(this.recipe(), layers), what);
    this.active.set(layers.length - 1);
  }

  remove(index: number): void {
    const layers = this.layers().filter((_, place) => place !== index);
    this.change(withLayers(this.recipe(), layers), 'remove');
    this.active.set(Math.min(this.active(), layers.length - 1));
  }

  /** One up or down. */
  move(index: number, by: number): void {
    const steps = this.layers().map((layer) => ({ op: '', layer }));
    const layers = moved({ steps }, index, index + by).steps.map((step) => step['layer'] as Json);
    this.change(withLayers(this.recipe(), layers), 'move');
    if (this.active() === index) this.active.set(index + by);
  }

  /** Without the draft that was found. */
  discard(): void {
    this.history.undo();
    this.isRestored.set(false);
  }

  /** It is saved: nothing is lost from here on. */
  keep(): void {
    this.saved.set(this.recipe());
  }

  /** A picture that is not the one worked on, small. */
  async sample(recipe: RecipeJson): Promise<string> {
    const answer = await firstValueFrom(this.render(forScreen(recipe, 240)));
    return URL.createObjectURL(answer.body ?? new Blob());
  }

  private async measure(layer: Json): Promise<void> {
    const key = keyOf(layer);
    if (kindOf(layer) !== 'text' || this.asked.has(key)) return;
    this.asked.add(key);
    try {
      const answer = await firstValueFrom(
        this.render({ canvas: inputOf(layer), steps: [], output: { format: 'webp', effort: 0 } }),
      );
      const [width, height] = ['X-Image-Width', 'X-Image-Height'].map((name) =>
        Number(answer.headers.get(name)),
      ) as [number, number];
      this.measured.update((known) => new Map(known).set(key, { width, height }));
    } catch (error) {
      // The preview says what is wrong with it; until then its size is a guess.
      if (!(error instanceof Problem)) throw error;
    }
  }

  private render(recipe: RecipeJson): Observable<HttpResponse<Blob>> {
    const body = { recipe: recipe as unknown as Recipe };
    // The client's type says text, but it asks for the bytes.
    return createPreview(this.http, '', { body }) as unknown as Observable<HttpResponse<Blob>>;
  }
}

function keyOf(layer: Json): string {
  return JSON.stringify(inputOf(layer));
}
