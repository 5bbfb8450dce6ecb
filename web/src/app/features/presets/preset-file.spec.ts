import { free, nameFrom, presetIn } from './preset-file';

const RECIPE = { steps: [{ op: 'greyscale' }] };

describe('presetIn', () => {
  it('reads an exported preset', () => {
    const text = JSON.stringify({ name: 'gris', recipe: RECIPE });

    expect(presetIn(text, 'x.json', [])).toEqual({ name: 'gris', recipe: RECIPE });
  });

  it('reads a bare recipe, named after its file', () => {
    expect(presetIn(JSON.stringify(RECIPE), 'Año nuevo.json', [])).toEqual({
      name: 'Ano-nuevo',
      recipe: RECIPE,
    });
  });

  it('takes a name that is free', () => {
    const text = JSON.stringify({ name: 'gris', recipe: RECIPE });

    expect(presetIn(text, 'x.json', ['gris', 'gris-2']).name).toBe('gris-3');
  });

  it.each(['not JSON', '{"a": 1}', '[]', 'null'])('refuses %s', (text) => {
    expect(() => presetIn(text, 'x.json', [])).toThrow('not_a_preset');
  });
});

describe('the name of a preset', () => {
  it('is made of what names may have', () => {
    expect([nameFrom('--¡Hola, mundo!.json'), nameFrom('???')]).toEqual(['Hola-mundo', 'preset']);
  });

  it('stays short enough with a number', () => {
    const long = 'a'.repeat(64);

    expect(free(long, [long])).toHaveLength(64);
  });
});
