import { contrastOf } from '@core/recipes/instant';
import { Json, numberOf, RecipeJson, stepOf, withFields } from '@core/recipes/recipe';

/** Something that is tuned by one number. */
export interface Knob {
  readonly name: string;
  readonly op: string;
  /** The argument whose description says what it does. */
  readonly field: string;
  readonly plain: number;
  readonly from: number;
  readonly to: number;
  readonly whole?: true;
  readonly value: (recipe: RecipeJson) => number;
  /** The arguments for a value, beside those that are there; null is no step. */
  readonly args: (value: number, before: Json) => Json | null;
}

type Name = 'brightness' | 'saturation' | 'hue' | 'lightness';

/** What can be tuned, where the service has the operation. The arguments themselves are the service's. */
export const KNOBS: readonly Knob[] = [
  modulating('brightness', 1, 0, 2),
  {
    name: 'contrast',
    op: 'linear',
    field: 'a',
    plain: 1,
    from: 0.2,
    to: 2,
    value: (recipe) => contrastOf(stepOf(recipe, 'linear')),
    // Around the middle of what a channel can be, so that grey stays grey.
    args: (value) => (value === 1 ? null : { a: value, b: rounded(128 * (1 - value)) }),
  },
  modulating('saturation', 1, 0, 2),
  { ...modulating('hue', 0, -180, 180), whole: true },
  modulating('lightness', 0, -50, 50),
  {
    name: 'gamma',
    op: 'gamma',
    field: 'gammaOut',
    plain: 1,
    from: 0.34,
    to: 3,
    value: (recipe) => {
      const step = stepOf(recipe, 'gamma');
      if (!step) return 1;
      const gamma = numberOf(step, 'gamma', 2.2);
      return rounded(numberOf(step, 'gammaOut', gamma) / gamma);
    },
    args: (value) => {
      if (value === 1) return null;
      return value > 1
        ? { gamma: 1, gammaOut: value }
        : { gamma: Math.min(3, rounded(1 / value)), gammaOut: 1 };
    },
  },
  single('sharpen', 0, 5),
  single('blur', 0, 20),
];

function modulating(name: Name, plain: number, from: number, to: number): Knob {
  return {
    name,
    op: 'modulate',
    field: name,
    plain,
    from,
    to,
    value: (recipe) => numberOf(stepOf(recipe, 'modulate'), name, plain),
    args: (value, before) => {
      const args = withFields(before, { op: null, [name]: value === plain ? null : value });
      return Object.keys(args).length > 0 ? args : null;
    },
  };
}

/** By its sigma; nothing at 0. */
function single(op: 'blur' | 'sharpen', from: number, to: number): Knob {
  const least = op === 'blur' ? 0.3 : 0.1;
  return {
    name: op,
    op,
    field: 'sigma',
    plain: 0,
    from,
    to,
    value: (recipe) => numberOf(stepOf(recipe, op), 'sigma', 0),
    args: (value, before) => (value <= 0 ? null : { ...before, sigma: Math.max(least, value) }),
  };
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
