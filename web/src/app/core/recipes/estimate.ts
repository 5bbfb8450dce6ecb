import { signal } from '@angular/core';

import { Json } from './recipe';
import { Size } from './shape';

/** A picture that was made, and how many bytes it has. */
interface Made extends Size {
  readonly bytes: number;
}

/** Formats whose files grow with the picture as those for the screen do. */
const ALIKE = new Set(['jpeg', 'webp', 'avif', 'auto']);

/**
 * How large a file becomes, guessed from its picture at screen size: bytes for each pixel, times the pixels.
 *
 * Each file that is measured makes the guesses for the same output better.
 */
export class Estimate {
  private readonly factors = signal<ReadonlyMap<string, number>>(new Map());

  /** What a guess would have been, and what was measured. */
  learn(output: Json | undefined, look: Made, exact: Made): void {
    const factor = exact.bytes / scaled(look, exact);
    if (!Number.isFinite(factor)) return;
    this.factors.update((known) => new Map(known).set(JSON.stringify(output), factor));
  }

  /** The bytes of a file of some size in px; null when nothing is known of files in its format. */
  of(output: Json | undefined, format: string, look: Made, size: Size): number | null {
    const factor = this.factors().get(JSON.stringify(output));
    if (factor === undefined && !ALIKE.has(format)) return null;
    return Math.round(scaled(look, size) * (factor ?? 1));
  }
}

function scaled(look: Made, size: Size): number {
  return (look.bytes * size.width * size.height) / (look.width * look.height);
}
