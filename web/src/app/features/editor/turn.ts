import {
  having,
  numberOf,
  placeOf,
  RecipeJson,
  replaced,
  stepOf,
  withFields,
} from '@core/recipes/recipe';
import { Box, mirrored, quarter, Size, sizeAfter, within } from '@core/recipes/shape';

export type Turn = 'left' | 'right' | 'flip' | 'flop';

/** The recipe with the picture of this size turned by a quarter, or mirrored. What was cut out stays what is cut out. */
export function turned(recipe: RecipeJson, size: Size, how: Turn): RecipeJson {
  const before = uncut(recipe, size);
  if (how === 'flip' || how === 'flop') {
    const changed = having(recipe, how, stepOf(recipe, how) ? null : { op: how });
    return before ? cut(changed, (box) => mirrored(box, before, how === 'flop')) : changed;
  }
  // A picture that is seen in a mirror turns the other way before it is mirrored.
  const isMirrored = Boolean(stepOf(recipe, 'flip')) !== Boolean(stepOf(recipe, 'flop'));
  const by = (how === 'right') !== isMirrored ? 90 : 270;
  const changed = angled(recipe, (angleOf(recipe) + by) % 360);
  return before ? cut(changed, (box) => after(box, before, how === 'right' ? 1 : 3)) : changed;
}

/** The recipe with the picture turned by an angle, degrees clockwise. What was cut out stays inside of it. */
export function straightened(recipe: RecipeJson, size: Size, angle: number): RecipeJson {
  const changed = angled(recipe, angle);
  const now = uncut(changed, size);
  return now ? cut(changed, (box) => within(box, now)) : changed;
}

export function angleOf(recipe: RecipeJson): number {
  return numberOf(stepOf(recipe, 'rotate'), 'angle', 0);
}

/** What is cut out, px; null when nothing is. */
export function boxOf(recipe: RecipeJson): Box | null {
  const step = stepOf(recipe, 'extract');
  if (!step) return null;
  const [left, top, width, height] = ['left', 'top', 'width', 'height'].map((name) =>
    numberOf(step, name, 0),
  ) as [number, number, number, number];
  return { left, top, width, height };
}

/** The size of what is cut, px. */
function uncut(recipe: RecipeJson, size: Size): Size | null {
  const place = placeOf(recipe, 'extract');
  return place < 0 ? null : sizeAfter(recipe.steps.slice(0, place), size);
}

function angled(recipe: RecipeJson, angle: number): RecipeJson {
  const step = stepOf(recipe, 'rotate');
  return having(recipe, 'rotate', angle === 0 ? null : { ...step, op: 'rotate', angle });
}

function after(box: Box, size: Size, quarters: number): Box {
  let [turning, around] = [box, size];
  for (let done = 0; done < quarters; done++) {
    turning = quarter(turning, around);
    around = { width: around.height, height: around.width };
  }
  return turning;
}

function cut(recipe: RecipeJson, change: (box: Box) => Box): RecipeJson {
  const [box, place] = [boxOf(recipe), placeOf(recipe, 'extract')];
  const step = recipe.steps[place];
  return box && step ? replaced(recipe, place, withFields(step, { ...change(box) })) : recipe;
}
