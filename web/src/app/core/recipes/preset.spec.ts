import { singleOf } from './preset';

const steps = [{ op: 'flip' }];

describe('the recipe of a preset', () => {
  it('is itself when it makes one file, without what is null', () => {
    const recipe = { canvas: null, outputs: null, steps, output: { format: 'webp' } };

    expect(singleOf(recipe)).toEqual({ steps, output: { format: 'webp' } });
  });

  it('keeps the format of the picture when it names none', () => {
    expect(singleOf({ steps, output: null })).toEqual({ steps, output: { format: 'same' } });
  });

  const several = {
    steps,
    outputs: [
      { name: 'large', format: 'jpeg', quality: 90 },
      { name: 'small', format: 'webp', steps: [{ op: 'resize', width: 200 }] },
    ],
  };

  it('is the first of several outputs', () => {
    expect(singleOf(several)).toEqual({ steps, output: { format: 'jpeg', quality: 90 } });
  });

  it('is the output that is asked for, its own steps last', () => {
    expect(singleOf(several, 'small')).toEqual({
      steps: [{ op: 'flip' }, { op: 'resize', width: 200 }],
      output: { format: 'webp' },
    });
  });
});
