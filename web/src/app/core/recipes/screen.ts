import { Problem } from '../problem';
import { RecipeJson } from './recipe';

/** What changes each pixel by itself, softly: the order of these and of making a picture small can hardly be seen. */
const COLOURING = new Set(['modulate', 'linear', 'gamma', 'greyscale', 'recomb', 'tint', 'negate']);

/** Where the picture may be made small for the screen: before the colour changes at the end, which look the same on fewer pixels. */
function placeOfSmall({ steps }: RecipeJson): number {
  const last = steps.findLastIndex(({ op }) => !COLOURING.has(op));
  return last + 1;
}

/** The recipe for the screen: the steps on the whole picture, which is then made small, in a format that is quickly made. */
export function forScreen(recipe: RecipeJson, side: number): RecipeJson {
  const small = {
    op: 'resize',
    width: side,
    height: side,
    fit: 'inside',
    withoutEnlargement: true,
  };
  const steps = [...recipe.steps];
  steps.splice(placeOfSmall(recipe), 0, small);
  return { ...recipe, steps, output: { format: 'webp', quality: 82, effort: 0 } };
}

/** What went wrong with the recipe for the screen, as what is wrong with the recipe itself. */
export function mapped(error: unknown, recipe: RecipeJson): unknown {
  return error instanceof Problem ? ofRecipe(error, recipe) : error;
}

/** Without the step that only the screen needs. */
function ofRecipe(problem: Problem, recipe: RecipeJson): Problem {
  const small = placeOfSmall(recipe);
  const faults = problem.faults.map((fault) => {
    const pointer = fault.pointer.replace(/(?<=^(\/recipe)?\/steps\/)\d+/, (place) =>
      String(Number(place) > small ? Number(place) - 1 : place),
    );
    return { ...fault, pointer };
  });
  const { status, code, detail, requestId, retryAfter } = problem;
  return new Problem(status, code, detail, requestId, faults, retryAfter);
}
