export type Json = Readonly<Record<string, unknown>>;

/** An operation and its arguments, as the API takes it. */
export interface Step extends Json {
  readonly op: string;
}

/** A recipe as the API takes it. Changes make a new one; what they do not touch is shared. */
export interface RecipeJson extends Json {
  readonly canvas?: Json;
  readonly steps: readonly Step[];
  readonly output?: Json;
}

/** Where a new step goes, so that what it does is what one sees: shape first, then colour, then what lies on top. */
const ORDER = [
  'autoOrient',
  'rotate',
  'flip',
  'flop',
  'trim',
  'extract',
  'resize',
  'normalise',
  'clahe',
  'median',
  'greyscale',
  'recomb',
  'tint',
  'negate',
  'threshold',
  'modulate',
  'linear',
  'gamma',
  'blur',
  'sharpen',
  'composite',
  'roundCorners',
  'mask',
  'extend',
  'flatten',
];

/** The place of the first step of an operation, or -1. */
export function placeOf(recipe: RecipeJson, op: string): number {
  return recipe.steps.findIndex((step) => step.op === op);
}

export function stepOf(recipe: RecipeJson, op: string): Step | undefined {
  return recipe.steps.find((step) => step.op === op);
}

/** With a step where it belongs. */
export function inserted(recipe: RecipeJson, step: Step): RecipeJson {
  const rank = rankOf(step.op);
  const place = recipe.steps.findIndex(({ op }) => rankOf(op) > rank);
  const steps = [...recipe.steps];
  steps.splice(place < 0 ? steps.length : place, 0, step);
  return { ...recipe, steps };
}

/** With one step exchanged; `null` takes it away. */
export function replaced(recipe: RecipeJson, place: number, step: Step | null): RecipeJson {
  const steps = [...recipe.steps];
  steps.splice(place, 1, ...(step ? [step] : []));
  return { ...recipe, steps };
}

/** With the step of an operation, if it has one, exchanged for this one, else with it where it belongs; `null` takes it away. */
export function having(recipe: RecipeJson, op: string, step: Step | null): RecipeJson {
  const place = placeOf(recipe, op);
  if (place >= 0) return replaced(recipe, place, step);
  return step ? inserted(recipe, step) : recipe;
}

/** With one step earlier or later in the list. */
export function moved(recipe: RecipeJson, from: number, to: number): RecipeJson {
  const steps = [...recipe.steps];
  const [step] = steps.splice(from, 1);
  if (!step || to < 0 || to > steps.length) return recipe;
  steps.splice(to, 0, step);
  return { ...recipe, steps };
}

/** The object with some fields changed; those that are undefined or null are left out. */
export function withFields<T extends Json>(object: T, fields: Json): T {
  const entries = Object.entries({ ...object, ...fields });
  return Object.fromEntries(
    entries.filter(([, value]) => value !== undefined && value !== null),
  ) as T;
}

export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A number that a step has, or another one. */
export function numberOf(object: Json | undefined, name: string, otherwise: number): number {
  const value = object?.[name];
  return typeof value === 'number' ? value : otherwise;
}

function rankOf(op: string): number {
  const rank = ORDER.indexOf(op);
  return rank < 0 ? ORDER.indexOf('composite') - 0.5 : rank;
}
