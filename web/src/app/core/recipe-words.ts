import { inject, Injectable } from '@angular/core';

import { Words } from './words';

type Json = Readonly<Record<string, unknown>>;

/** Recipes in words. */
@Injectable({ providedIn: 'root' })
export class RecipeWords {
  private readonly words = inject(Words);

  /** "resize 800 × 600 · sharpen · WEBP": what stands in a recipe, in its order. */
  say(recipe: Json): string {
    const steps = objects(recipe['steps']).map((step) => this.step(step));
    const outputs = objects(recipe['outputs']);
    const single = isObject(recipe['output']) ? [recipe['output']] : [];
    const made = [...single, ...outputs].map((output) => this.output(output));
    return (
      [...steps, ...new Set(made)].filter(Boolean).join(' · ') || this.words.say('recipe.same')
    );
  }

  /** The names of its outputs, when it has several. */
  outputs(recipe: Json): string[] {
    return objects(recipe['outputs']).map((output) => String(output['name']));
  }

  private step(step: Json): string {
    const op = String(step['op']);
    const [width, height] = [step['width'], step['height']].map((side) => side ?? '…');
    const size = 'width' in step || 'height' in step ? ` ${String(width)} × ${String(height)}` : '';
    return op + size;
  }

  private output(output: Json): string {
    const format = String(output['format'] ?? 'same');
    const steps = objects(output['steps']).map((step) => this.step(step));
    const text =
      format === 'same' || format === 'auto'
        ? this.words.say(`recipe.${format}`)
        : format.toUpperCase();
    return [...steps, text].join(' → ');
  }
}

function objects(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
