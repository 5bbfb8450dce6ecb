import { recall, remember } from '../storage';
import { isObject, RecipeJson, Step } from './recipe';

/** A recipe that was not saved yet, as this browser remembers it; null when there is none, or none that can be read. */
export function recallDraft(key: string): RecipeJson | null {
  try {
    const draft: unknown = JSON.parse(recall(`draft.${key}`) ?? 'null');
    return isRecipe(draft) ? draft : null;
  } catch {
    return null;
  }
}

/** Remembers it; `null` forgets it. */
export function rememberDraft(key: string, recipe: RecipeJson | null): void {
  remember(`draft.${key}`, recipe && JSON.stringify(recipe));
}

/** Whether something that was read looks like a recipe. */
export function isRecipe(value: unknown): value is RecipeJson {
  return isObject(value) && Array.isArray(value['steps']) && value['steps'].every(isStep);
}

function isStep(value: unknown): value is Step {
  return isObject(value) && typeof value['op'] === 'string';
}
