import { HttpClient, HttpResponse } from '@angular/common/http';
import { computed, DestroyRef, effect, inject, Injectable, signal, untracked } from '@angular/core';
import { firstValueFrom, Observable } from 'rxjs';

import { imagesGet } from '@api/fn/pictures/images-get';
import { imagesPreview } from '@api/fn/renditions/images-preview';
import { presets } from '@api/fn/presets/presets';
import { ImageView } from '@api/models/image-view';
import { PresetView } from '@api/models/preset-view';
import { Recipe } from '@api/models/recipe';
import { Api } from '@core/api';
import { Problem } from '@core/problem';
import { recallDraft, rememberDraft } from '@core/recipes/drafts';
import { faultsOf } from '@core/recipes/faults';
import { RecipeHistory } from '@core/recipes/history';
import { singleOf } from '@core/recipes/preset';
import { Preview } from '@core/recipes/preview';
import {
  having,
  isObject,
  isSame,
  Json,
  placeOf,
  RecipeJson,
  Step,
  stepOf,
  withFields,
} from '@core/recipes/recipe';
import { Box, isShaping, Size, sizeAfter } from '@core/recipes/shape';
import { Words } from '@core/words';
import { straightened, Turn, turned } from './turn';

export const TABS = [
  'crop',
  'size',
  'turn',
  'tune',
  'filters',
  'text',
  'watermark',
  'output',
  'steps',
] as const;
export type Tab = (typeof TABS)[number];

const START: RecipeJson = { steps: [], output: { format: 'same' } };

/** The picture that is edited, its recipe, and what the service makes of it. */
@Injectable()
export class EditorStore {
  private readonly api = inject(Api);
  private readonly http = inject(HttpClient);
  private readonly words = inject(Words);
  private readonly saved = signal<RecipeJson>(START);
  /** px of the screen; the stage says how many it has. */
  readonly side = signal(1280);

  readonly image = signal<ImageView | null>(null);
  readonly problem = signal<Problem | null>(null);
  readonly tab = signal<Tab>('crop');
  /** The picture beside what it was, with a line between them. */
  readonly isComparing = signal(false);
  /** What it was, for as long as a key is held. */
  readonly isPeeking = signal(false);
  readonly isRestored = signal(false);
  /** Of the composite's layers, the one that is being worked on. */
  readonly layer = signal(0);
  /** Width by height that the crop keeps; null is any. */
  readonly ratio = signal<number | null>(null);

  readonly history = new RecipeHistory();
  readonly recipe = this.history.recipe;
  readonly result = new Preview((recipe) => this.render(recipe), this.side, asSaved);
  /** What is cut: the picture before the crop. */
  readonly uncut = new Preview((recipe) => this.render(recipe), this.side, null);
  /** The same shape in the old colours. */
  readonly before = new Preview((recipe) => this.render(recipe), this.side, null);

  readonly isChanged = computed(() => !isSame(this.recipe(), this.saved()));
  /** Of the original, px. */
  readonly size = computed((): Size => {
    const { width, height } = this.image() ?? { width: 1, height: 1 };
    return { width, height };
  });
  /** The recipe up to the crop. */
  readonly uncutRecipe = computed((): RecipeJson => {
    const { steps } = this.recipe();
    const place = steps.findIndex(({ op }) => op === 'extract' || op === 'resize');
    return { steps: place < 0 ? steps.filter(isShaping) : steps.slice(0, place) };
  });
  /** The size of what is cut, px. */
  readonly uncutSize = computed(() => sizeAfter(this.uncutRecipe().steps, this.size()));
  /** The size of the result, px; null while only the service knows. */
  readonly planned = computed(() => sizeAfter(this.recipe().steps, this.size()));
  /** The bytes of the file, as far as they can be guessed before it is made. */
  readonly estimate = computed(() => {
    const { output } = this.recipe();
    const [look, size] = [this.result.small(), this.planned()];
    const written = String(output?.['format'] ?? 'same');
    const format = written === 'same' ? (this.image()?.format ?? '') : written;
    return look && size && this.result.estimate.of(output, format, look, size);
  });
  readonly faults = computed(() => faultsOf(this.result.problem(), this.words));
  readonly layers = computed((): readonly Json[] => {
    const images = stepOf(this.recipe(), 'composite')?.['images'];
    return Array.isArray(images) ? images.filter(isObject) : [];
  });

  constructor() {
    effect(() => {
      const [image, recipe] = [this.image(), this.recipe()];
      if (image) untracked(() => this.result.show(recipe));
    });
    effect(() => {
      const [image, recipe] = [this.image(), this.uncutRecipe()];
      if (image && this.tab() === 'crop') untracked(() => this.uncut.show(recipe));
    });
    effect(() => {
      const image = this.image();
      const recipe = { steps: this.recipe().steps.filter(isShaping) };
      if (!image || !(this.isComparing() || this.isPeeking())) return;
      untracked(() => this.before.show(recipe, this.before.shown() === null));
    });
    effect(() => {
      const image = this.image();
      if (image) rememberDraft(image.id, this.isChanged() ? this.recipe() : null);
    });
    inject(DestroyRef).onDestroy(() => {
      [this.result, this.uncut, this.before].forEach((preview) => preview.close());
    });
  }

  /** Opens a picture, with the draft that this browser has of it; and with a preset, when one is asked for. */
  async open(id: string, preset?: string): Promise<void> {
    this.problem.set(null);
    this.image.set(null);
    try {
      const image = await this.api.ask(imagesGet, { id });
      const draft = recallDraft(id);
      this.history.begin(START);
      this.saved.set(START);
      if (draft && !isSame(draft, START)) this.history.change(draft, 'draft');
      this.isRestored.set(draft !== null);
      const wanted = preset && (await this.api.ask(presets)).items.find((one) => one.id === preset);
      if (wanted) this.take(wanted);
      this.image.set(image);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.problem.set(error);
    }
  }

  /** Changes the recipe. */
  change(recipe: RecipeJson, what: string, live = false): void {
    this.isRestored.set(false);
    this.history.change(recipe, what, live);
  }

  /** Takes the recipe of a preset instead of what there is. */
  take({ name, recipe }: Pick<PresetView, 'name' | 'recipe'>, output?: string): void {
    this.change(singleOf(recipe, output), `preset:${name}`);
  }

  /** The step of an operation with other arguments, put where it belongs if there is none; `null` takes it away. */
  set(op: string, args: Json | null, what: string, live = false): void {
    const step: Step | null = args && withFields<Step>({ op }, { ...args, op });
    this.change(having(this.recipe(), op, step), what, live);
  }

  setLayers(images: readonly Json[], what: string, live = false): void {
    const step = stepOf(this.recipe(), 'composite');
    this.set('composite', images.length > 0 ? { ...step, images } : null, what, live);
  }

  setLayer(index: number, layer: Json, what: string, live = false): void {
    const layers = this.layers().map((one, place) => (place === index ? layer : one));
    this.setLayers(layers, what, live);
  }

  /** Where the arguments of an operation stand in the recipe. */
  pointer(op: string): string {
    const place = placeOf(this.recipe(), op);
    return `/steps/${place < 0 ? this.recipe().steps.length : place}`;
  }

  /** Cuts out a box; the whole picture is no cut. */
  crop(box: Box, what: string, live = false): void {
    const size = this.uncutSize();
    const isWhole = size && isSame(box, { left: 0, top: 0, ...size });
    this.set('extract', isWhole ? null : { ...box }, what, live);
  }

  turn(how: Turn): void {
    this.change(turned(this.recipe(), this.size(), how), how);
  }

  /** Turns the picture to an angle, degrees clockwise. */
  straighten(angle: number, live = false): void {
    this.change(straightened(this.recipe(), this.size(), angle), 'rotate.angle', live);
  }

  /** From the beginning. */
  reset(): void {
    this.change(START, 'reset');
  }

  /** Without the draft that was found. */
  discard(): void {
    this.history.undo();
    this.isRestored.set(false);
  }

  /** It is saved: nothing is lost from here on. */
  keep(): void {
    this.saved.set(this.recipe());
    this.isRestored.set(false);
  }

  /** The picture with other steps, small: what a filter would do. */
  async sample(steps: readonly Step[]): Promise<string> {
    const small = { op: 'resize', width: 144, height: 104, fit: 'cover' };
    const recipe = { steps: [small, ...steps], output: { format: 'webp', quality: 75, effort: 0 } };
    const answer = await firstValueFrom(this.render(recipe));
    return URL.createObjectURL(answer.body ?? new Blob());
  }

  private render(recipe: RecipeJson): Observable<HttpResponse<Blob>> {
    const id = this.image()?.id ?? '';
    const body = { recipe: recipe as unknown as Recipe };
    // The client's type says text, but it asks for the bytes.
    return imagesPreview(this.http, '', { id, body }) as unknown as Observable<HttpResponse<Blob>>;
  }
}

/** `auto` becomes what a saved rendition becomes, not what this browser asks for. */
function asSaved(recipe: RecipeJson): RecipeJson {
  const { output } = recipe;
  return output?.['format'] === 'auto'
    ? { ...recipe, output: { ...output, accept: ['webp'] } }
    : recipe;
}
