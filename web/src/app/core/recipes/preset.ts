import { isObject, Json, RecipeJson, Step } from './recipe';

/** The recipe for a single file: of several outputs the one of that name, or the first, with its steps after the shared ones. */
export function singleOf(recipe: Json, name?: string): RecipeJson {
  const { outputs, steps, ...rest } = recipe;
  const shared = stepsIn(steps);
  const named = Array.isArray(outputs) ? outputs.filter(isObject) : [];
  const one = named.find((output) => output['name'] === name) ?? named[0];
  if (!one) return { output: { format: 'same' }, ...present(rest), steps: shared };
  return {
    ...present(rest),
    steps: [...shared, ...stepsIn(one['steps'])],
    output: present({ ...one, name: null, steps: null }),
  };
}

/** The recipe for pictures of any size: instead of a cut in the pixels of one of them, the same shape cut where the eye goes. */
export function fitting(recipe: RecipeJson): RecipeJson {
  const steps = recipe.steps.map((step): Step => {
    if (step.op !== 'extract') return step;
    const { width, height } = step;
    return { op: 'resize', width, height, fit: 'cover', position: 'attention' };
  });
  return { ...recipe, steps };
}

function stepsIn(steps: unknown): Step[] {
  return Array.isArray(steps) ? (steps as Step[]) : [];
}

/** Without what the service says is not there. */
function present(fields: Json): Json {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}
