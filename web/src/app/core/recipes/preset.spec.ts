import { fitting, singleOf } from './preset';

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

describe('a recipe for pictures of any size', () => {
  it('makes of a cut the same shape of every picture, and leaves the rest as it is', () => {
    const cut = { op: 'extract', left: 90, top: 4, width: 240, height: 180 };
    const recipe = { steps: [{ op: 'flip' }, cut], output: { format: 'webp' } };

    expect(fitting(recipe)).toEqual({
      steps: [
        { op: 'flip' },
        { op: 'resize', width: 240, height: 180, fit: 'cover', position: 'attention' },
      ],
      output: { format: 'webp' },
    });
  });
});
