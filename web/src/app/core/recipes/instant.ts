import { isSame, numberOf, RecipeJson, Step, stepOf } from './recipe';

/** How CSS makes a picture look like one that the service has yet to make. */
export interface Look {
  readonly filter: string;
  readonly transform: string;
}

/** The contrast of a `linear` step; 1 without one. */
export function contrastOf(step: Step | undefined): number {
  const a = step?.['a'];
  return typeof a === 'number' ? a : Array.isArray(a) && typeof a[0] === 'number' ? a[0] : 1;
}

/** What CSS can do at once of the difference between the recipe of the picture that is seen and the one that is wanted. */
export function lookBetween(seen: RecipeJson, wanted: RecipeJson): Look {
  const number = (recipe: RecipeJson, op: string, name: string, otherwise: number) =>
    numberOf(stepOf(recipe, op), name, otherwise);
  const factor = (name: string) =>
    number(wanted, 'modulate', name, 1) / Math.max(number(seen, 'modulate', name, 1), 0.05);
  const contrast =
    contrastOf(stepOf(wanted, 'linear')) / Math.max(contrastOf(stepOf(seen, 'linear')), 0.05);
  const hue = number(wanted, 'modulate', 'hue', 0) - number(seen, 'modulate', 'hue', 0);
  const grey = Number(has(wanted, 'greyscale')) - Number(has(seen, 'greyscale'));
  const negative = has(wanted, 'negate') !== has(seen, 'negate');
  const filters = [
    part('brightness', factor('brightness'), 1),
    part('saturate', factor('saturation'), 1),
    part('contrast', contrast, 1),
    hue ? `hue-rotate(${hue}deg)` : '',
    grey > 0 ? 'grayscale(1)' : '',
    negative ? 'invert(1)' : '',
  ];
  const angle = number(wanted, 'rotate', 'angle', 0) - number(seen, 'rotate', 'angle', 0);
  const transforms = [
    has(wanted, 'flip') !== has(seen, 'flip') ? 'scaleY(-1)' : '',
    has(wanted, 'flop') !== has(seen, 'flop') ? 'scaleX(-1)' : '',
    angle ? `rotate(${angle}deg)` : '',
  ];
  return { filter: joined(filters), transform: joined(transforms) };
}

/** Whether two recipes make the same pixels, whatever file they are written to. */
export function isSamePicture(one: RecipeJson, other: RecipeJson): boolean {
  return isSame([one.canvas, one.steps], [other.canvas, other.steps]);
}

function has(recipe: RecipeJson, op: string): boolean {
  return stepOf(recipe, op) !== undefined;
}

function part(name: string, value: number, plain: number): string {
  return Math.abs(value - plain) < 0.001 ? '' : `${name}(${value.toFixed(3)})`;
}

function joined(parts: readonly string[]): string {
  return parts.filter(Boolean).join(' ') || 'none';
}
