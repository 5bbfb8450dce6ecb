import { letteringOf } from '@core/recipes/lettering';
import {
  isObject,
  Json,
  numberOf,
  RecipeJson,
  Step,
  stepOf,
  withFields,
} from '@core/recipes/recipe';
import { Box, Size } from '@core/recipes/shape';
import { layerOfShape, shapeOf } from './shapes';

export type LayerKind = 'text' | 'shape' | 'drawing' | 'picture' | 'other';

/** The layers of a picture that is created, from the bottom up. */
export function layersOf(recipe: RecipeJson): readonly Json[] {
  const images = stepOf(recipe, 'composite')?.['images'];
  return Array.isArray(images) ? images.filter(isObject) : [];
}

/** The recipe with other layers. */
export function withLayers(recipe: RecipeJson, layers: readonly Json[]): RecipeJson {
  const others = recipe.steps.filter(({ op }) => op !== 'composite');
  const step: Step = { op: 'composite', images: layers };
  return { ...recipe, steps: layers.length > 0 ? [step, ...others] : others };
}

export function kindOf(layer: Json): LayerKind {
  const input = inputOf(layer);
  if ('text' in input) return 'text';
  if ('svg' in input) return shapeOf(input) ? 'shape' : 'drawing';
  return 'image' in input ? 'picture' : 'other';
}

export function inputOf(layer: Json): Json {
  const input = layer['input'];
  return isObject(input) ? input : {};
}

/** The size of the canvas, px. */
export function canvasOf(recipe: RecipeJson): Size {
  const create = recipe.canvas?.['create'];
  const size = isObject(create) ? create : {};
  return { width: numberOf(size, 'width', 1), height: numberOf(size, 'height', 1) };
}

/** Where a layer lies, px; `measured` is the size of a text, which only the service knows. */
export function boxOfLayer(layer: Json, measured?: Size): Box {
  const input = inputOf(layer);
  const shape = shapeOf(input);
  const size = shape ?? measured ?? guess(input);
  return {
    left: numberOf(layer, 'left', 0),
    top: numberOf(layer, 'top', 0),
    width: size.width,
    height: size.height,
  };
}

/** Whether the layer can be made larger and smaller by its box; a text is by its letters. */
export function isSized(layer: Json): boolean {
  const kind = kindOf(layer);
  return kind === 'shape' || kind === 'picture';
}

/** The layer in another box. A picture keeps its shape. */
export function placed(layer: Json, box: Box): Json {
  const [left, top] = [Math.round(box.left), Math.round(box.top)];
  const input = inputOf(layer);
  const [width, height] = [Math.max(1, Math.round(box.width)), Math.max(1, Math.round(box.height))];
  const shape = shapeOf(input);
  if (shape) {
    const same = shape.width === width && shape.height === height;
    return { ...layer, left, top, input: same ? input : layerOfShape({ ...shape, width, height }) };
  }
  if (!('image' in input)) return { ...layer, left, top };
  const ratio = numberOf(input, 'width', 1) / numberOf(input, 'height', 1);
  const sized =
    width === input['width']
      ? input
      : { ...input, width, height: Math.max(1, Math.round(width / ratio)) };
  return { ...layer, left, top, input: sized };
}

/** A picture of this size in the middle of the canvas, no larger than half of it. */
export function pictureLayer(image: string, size: Size, canvas: Size): Json {
  const by = Math.min(canvas.width / 2 / size.width, canvas.height / 2 / size.height, 1);
  const width = Math.max(1, Math.round(size.width * by));
  const height = Math.max(1, Math.round(size.height * by));
  return centred({ input: { image, width, height } }, { width, height }, canvas);
}

/** In the middle. */
export function centred(layer: Json, size: Size, canvas: Size): Json {
  const left = Math.round((canvas.width - size.width) / 2);
  const top = Math.round((canvas.height - size.height) / 2);
  return withFields(layer, { left, top });
}

function guess(input: Json): Size {
  const lettering = letteringOf(input);
  if (!lettering)
    return { width: numberOf(input, 'width', 100), height: numberOf(input, 'height', 100) };
  const lines = lettering.content.split('\n');
  const letters = Math.max(...lines.map((line) => line.length));
  return { width: letters * lettering.size * 0.6, height: lines.length * lettering.size * 1.2 };
}
