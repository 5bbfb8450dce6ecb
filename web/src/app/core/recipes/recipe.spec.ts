import { having, inserted, moved, RecipeJson, withFields } from './recipe';

const recipe: RecipeJson = {
  steps: [
    { op: 'resize', width: 10 },
    { op: 'composite', images: [] },
  ],
};
const ops = ({ steps }: RecipeJson) => steps.map(({ op }) => op);

describe('a recipe', () => {
  it('gets shapes before colours, and what lies on top last', () => {
    expect(ops(inserted(recipe, { op: 'rotate', angle: 90 }))).toEqual([
      'rotate',
      'resize',
      'composite',
    ]);
    expect(ops(inserted(recipe, { op: 'modulate' }))).toEqual(['resize', 'modulate', 'composite']);
  });

  it('has room for operations that nobody here knows', () => {
    expect(ops(inserted(recipe, { op: 'pixelate' }))).toEqual(['resize', 'pixelate', 'composite']);
  });

  it('exchanges a step where it stands, and takes it away', () => {
    expect(having(recipe, 'resize', { op: 'resize', width: 20 }).steps[0]?.['width']).toBe(20);
    expect(ops(having(recipe, 'resize', null))).toEqual(['composite']);
    expect(having(recipe, 'blur', null)).toBe(recipe);
  });

  it('never changes: what was there stays as it was', () => {
    inserted(recipe, { op: 'flip' });
    moved(recipe, 0, 1);

    expect(ops(recipe)).toEqual(['resize', 'composite']);
  });

  it('moves steps within its ends', () => {
    expect(ops(moved(recipe, 0, 1))).toEqual(['composite', 'resize']);
    expect(moved(recipe, 0, -1)).toBe(recipe);
  });

  it('leaves out fields that say nothing', () => {
    expect(withFields({ a: 1, b: 2 }, { b: null, c: 3, d: undefined })).toEqual({ a: 1, c: 3 });
  });
});
