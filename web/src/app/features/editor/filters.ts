import { isSame, RecipeJson, Step } from '@core/recipes/recipe';

/** Some steps that belong together. */
export interface Filter {
  readonly name: string;
  readonly steps: readonly Step[];
}

/** What filters are made of: choosing one takes the steps of another away. */
const OPS = new Set([
  'greyscale',
  'recomb',
  'tint',
  'negate',
  'normalise',
  'clahe',
  'median',
  'threshold',
]);

export const FILTERS: readonly Filter[] = [
  { name: 'none', steps: [] },
  { name: 'clear', steps: [{ op: 'normalise' }] },
  { name: 'vivid', steps: [mixed([1.28, -0.2, -0.08], [-0.1, 1.2, -0.1], [-0.08, -0.2, 1.28])] },
  { name: 'warm', steps: [mixed([1.08, 0.03, 0], [0, 1, 0], [0, 0, 0.84])] },
  { name: 'cool', steps: [mixed([0.88, 0, 0], [0, 1, 0], [0, 0.04, 1.1])] },
  { name: 'faded', steps: [mixed([0.8, 0.14, 0.1], [0.1, 0.78, 0.14], [0.14, 0.16, 0.7])] },
  {
    name: 'sepia',
    steps: [mixed([0.393, 0.769, 0.189], [0.349, 0.686, 0.168], [0.272, 0.534, 0.131])],
  },
  { name: 'grey', steps: [{ op: 'greyscale' }] },
  { name: 'noir', steps: [{ op: 'normalise', lower: 8, upper: 92 }, { op: 'greyscale' }] },
  { name: 'blueprint', steps: [{ op: 'tint', colour: '#3f6fb5' }] },
  {
    name: 'ink',
    steps: [
      { op: 'median', size: 3 },
      { op: 'threshold', threshold: 118 },
    ],
  },
  { name: 'negative', steps: [{ op: 'negate', alpha: false }] },
];

/** The recipe with one filter instead of another; where the first step of a filter goes, the others follow. */
export function filtered(
  recipe: RecipeJson,
  filter: Filter,
  insert: (recipe: RecipeJson, step: Step) => RecipeJson,
): RecipeJson {
  const plain = { ...recipe, steps: recipe.steps.filter(({ op }) => !OPS.has(op)) };
  const [first, ...others] = filter.steps;
  if (!first) return plain;
  const begun = insert(plain, first);
  const place = begun.steps.indexOf(first);
  const steps = [...begun.steps];
  steps.splice(place + 1, 0, ...others);
  return { ...begun, steps };
}

/** The filter that a recipe has, if its steps are one of ours. */
export function filterOf(recipe: RecipeJson): Filter | undefined {
  const steps = recipe.steps.filter(({ op }) => OPS.has(op));
  return FILTERS.find((filter) => isSame(filter.steps, steps));
}

function mixed(...matrix: readonly (readonly [number, number, number])[]): Step {
  return { op: 'recomb', matrix };
}
