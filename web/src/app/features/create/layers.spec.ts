import { layerOf, PLAIN_LETTERING } from '@core/recipes/lettering';
import { boxOfLayer, layersOf, pictureLayer, placed, withLayers } from './layers';
import { layerOfShape, PLAIN_SHAPE, shapeOf, SHAPES } from './shapes';
import { blank, TEMPLATES } from './templates';

const CANVAS = { width: 1000, height: 500 };

describe('layers', () => {
  it('are the pictures of one composite, and no step without any', () => {
    const recipe = withLayers(blank(CANVAS), [{ input: { svg: '<svg/>' } }]);

    expect(recipe.steps.map(({ op }) => op)).toEqual(['composite']);
    expect(layersOf(recipe)).toHaveLength(1);
    expect(withLayers(recipe, []).steps).toEqual([]);
  });

  it('keep the shape of a picture when it is made larger', () => {
    const layer = pictureLayer('7', { width: 4000, height: 2000 }, CANVAS);
    expect(boxOfLayer(layer)).toEqual({ left: 250, top: 125, width: 500, height: 250 });

    const larger = placed(layer, { left: 0, top: 0, width: 800, height: 10 });
    expect(boxOfLayer(larger)).toEqual({ left: 0, top: 0, width: 800, height: 400 });
  });

  it('draw a shape anew in its new size', () => {
    const layer = { input: layerOfShape(PLAIN_SHAPE), left: 0, top: 0 };
    const larger = placed(layer, { left: 5, top: 6, width: 700, height: 90 });

    expect(shapeOf(larger['input'])).toMatchObject({ width: 700, height: 90, fill: '#2f4bd6' });
  });

  it('move a text without touching what is written', () => {
    const layer = { input: layerOf(PLAIN_LETTERING), left: 0, top: 0 };

    expect(placed(layer, { left: 5.4, top: 6, width: 9, height: 9 })).toEqual({
      ...layer,
      left: 5,
      top: 6,
    });
  });
});

describe('a shape', () => {
  it.each(SHAPES)('%s is drawn as SVG that can be read, and set again', (kind) => {
    const shape = { ...PLAIN_SHAPE, kind, thickness: 4 };
    const { svg } = layerOfShape(shape) as { svg: string };
    const drawing = new DOMParser().parseFromString(svg, 'image/svg+xml');

    expect(drawing.querySelector('parsererror')).toBeNull();
    expect(drawing.documentElement.getAttribute('width')).toBe('320');
    expect(shapeOf({ svg })).toEqual(shape);
  });

  it('of somebody else is left alone', () => {
    expect(shapeOf({ svg: '<svg xmlns="http://www.w3.org/2000/svg"/>' })).toBeNull();
  });
});

describe('a template', () => {
  it.each(TEMPLATES)('$name has a canvas of its size and layers', ({ make, width, height }) => {
    const recipe = make((key) => key);

    expect(recipe.canvas?.['create']).toMatchObject({ width, height });
    expect(layersOf(recipe).length).toBeGreaterThan(1);
  });
});
