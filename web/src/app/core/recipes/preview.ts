import { HttpErrorResponse, HttpResponse } from '@angular/common/http';
import { computed, signal } from '@angular/core';
import { Observable, Subscription } from 'rxjs';

import { Problem } from '../problem';
import { Estimate } from './estimate';
import { isSamePicture } from './instant';
import { isSame, RecipeJson } from './recipe';
import { forScreen, mapped } from './screen';
import { Size } from './shape';

/** A picture that the service made. */
export interface Shot extends Size {
  readonly recipe: RecipeJson;
  readonly url: string;
  readonly bytes: number;
  readonly type: string;
  /** What is not as it should be, in the service's words. */
  readonly warnings: string;
}

/** Asks the service for a picture, which it does not keep. */
export type Render = (recipe: RecipeJson) => Observable<HttpResponse<Blob>>;

/** After the last change, ms. */
const WAIT_MS = 250;
/** After the picture at screen size, ms: nobody changes anything just now. */
const IDLE_MS = 900;
/** Before anything says that it takes a while, ms. */
const PATIENCE_MS = 500;
const KEPT = 8;
const SHOWABLE = /^image\/(jpeg|png|webp|gif|avif)$/;

/**
 * The result of a recipe as it changes: soon at the size of the screen, and when nothing changes for a while exactly, as it would be saved.
 *
 * A new wish gives the running call up. The last results are kept by their recipes.
 */
export class Preview {
  private readonly kept = new Map<string, Shot>();
  private readonly running = signal<'no' | 'yes' | 'long'>('no');
  private readonly last = signal<Shot | null>(null);
  private readonly look = signal<Shot | null>(null);
  private readonly measured = signal<Shot | null>(null);
  private readonly fault = signal<Problem | null>(null);
  private wanted: RecipeJson = { steps: [] };
  private timer?: ReturnType<typeof setTimeout>;
  private patience?: ReturnType<typeof setTimeout>;
  private call?: Subscription;

  /** What is seen; its recipe may be an older one. */
  readonly shown = this.last.asReadonly();
  /** Its size and bytes are those of what would be saved. */
  readonly exact = this.measured.asReadonly();
  /** The newest at the size of the screen. */
  readonly small = this.look.asReadonly();
  readonly estimate = new Estimate();
  readonly problem = this.fault.asReadonly();
  readonly isBusy = computed(() => this.running() !== 'no');
  readonly isSlow = computed(() => this.running() === 'long');

  constructor(
    private readonly render: Render,
    /** The longer side of the screen, px. */
    private readonly side: () => number,
    /** The recipe as it would be saved; without it nothing is asked for exactly. */
    private readonly saved: ((recipe: RecipeJson) => RecipeJson) | null,
  ) {}

  /** The recipe that is to be seen. */
  show(recipe: RecipeJson, atOnce = false): void {
    this.stop();
    this.wanted = recipe;
    if (!isSame(this.measured()?.recipe, recipe)) this.measured.set(null);
    const seen = this.last();
    const isSeen = seen !== null && isSamePicture(seen.recipe, recipe) && !this.fault();
    const next = isSeen ? () => this.measure() : () => this.seek();
    const known = this.kept.get(keyOf('exact', recipe)) ?? this.kept.get(keyOf('look', recipe));
    this.timer = setTimeout(next, known || atOnce ? 0 : isSeen ? IDLE_MS : WAIT_MS);
  }

  /** Asks once more. */
  retry(): void {
    this.show(this.wanted, true);
  }

  /** Ends everything, and lets go of the pictures. */
  close(): void {
    this.stop();
    for (const { url } of this.kept.values()) URL.revokeObjectURL(url);
    this.kept.clear();
  }

  private seek(): void {
    const recipe = this.wanted;
    this.ask(keyOf('look', recipe), recipe, forScreen(recipe, this.side()), (shot) => {
      this.last.set(shot);
      this.look.set(shot);
      this.timer = setTimeout(() => this.measure(), IDLE_MS);
    });
  }

  private measure(): void {
    if (!this.saved) return;
    const recipe = this.wanted;
    this.ask(keyOf('exact', recipe), recipe, this.saved(recipe), (shot) => {
      this.measured.set(shot);
      const small = this.look();
      if (small && isSamePicture(small.recipe, recipe))
        this.estimate.learn(recipe.output, small, shot);
      // The real thing can be looked at more closely.
      if (SHOWABLE.test(shot.type)) this.last.set(shot);
    });
  }

  private ask(key: string, recipe: RecipeJson, sent: RecipeJson, done: (shot: Shot) => void): void {
    const known = this.kept.get(key);
    if (known) {
      this.keep(key, known);
      return this.end(() => done(known));
    }
    this.running.set('yes');
    this.patience = setTimeout(() => this.running.set('long'), PATIENCE_MS);
    this.call = this.render(sent).subscribe({
      next: (answer) => {
        const shot = shotOf(answer, recipe);
        this.keep(key, shot);
        this.end(() => done(shot));
      },
      error: (error: unknown) =>
        this.fail(key.startsWith('["look"') ? mapped(error, recipe) : error),
    });
  }

  private end(done: () => void): void {
    clearTimeout(this.patience);
    this.running.set('no');
    this.fault.set(null);
    done();
  }

  private fail(error: unknown): void {
    clearTimeout(this.patience);
    this.running.set('no');
    if (error instanceof Problem) this.fault.set(error);
    else if (!(error instanceof HttpErrorResponse)) throw error;
  }

  private stop(): void {
    clearTimeout(this.timer);
    clearTimeout(this.patience);
    this.call?.unsubscribe();
    this.running.set('no');
  }

  private keep(key: string, shot: Shot): void {
    this.kept.delete(key);
    this.kept.set(key, shot);
    for (const [old, { url }] of this.kept) {
      if (this.kept.size <= KEPT) return;
      if (url === this.last()?.url || old === key) continue;
      this.kept.delete(old);
      URL.revokeObjectURL(url);
    }
  }
}

function shotOf(answer: HttpResponse<Blob>, recipe: RecipeJson): Shot {
  const body = answer.body ?? new Blob();
  const number = (name: string) => Number(answer.headers.get(name) ?? 0);
  return {
    recipe,
    url: URL.createObjectURL(body),
    bytes: body.size,
    type: body.type,
    width: number('X-Image-Width'),
    height: number('X-Image-Height'),
    warnings: answer.headers.get('X-Image-Warnings') ?? '',
  };
}

function keyOf(kind: 'look' | 'exact', recipe: RecipeJson): string {
  return kind === 'look'
    ? JSON.stringify([kind, recipe.canvas, recipe.steps])
    : JSON.stringify([kind, recipe]);
}
