import { inserted } from '@core/recipes/recipe';
import { filtered, filterOf, FILTERS } from './filters';

const named = (name: string) =>
  FILTERS.find((filter) => filter.name === name) ?? { name, steps: [] };

describe('a filter', () => {
  const recipe = {
    steps: [
      { op: 'resize', width: 10 },
      { op: 'modulate', brightness: 2 },
    ],
  };

  it.each(FILTERS)('$name is recognised', (filter) => {
    expect(filterOf(filtered(recipe, filter, inserted))?.name).toBe(filter.name);
  });

  it('takes the place of another and leaves everything else', () => {
    const noir = filtered(filtered(recipe, named('sepia'), inserted), named('noir'), inserted);

    expect(noir.steps.map(({ op }) => op)).toEqual([
      'resize',
      'normalise',
      'greyscale',
      'modulate',
    ]);
    expect(filtered(noir, named('none'), inserted)).toEqual(recipe);
  });
});
