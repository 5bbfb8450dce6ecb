import { lookBetween } from './instant';

const plain = { steps: [] };

describe('what CSS shows until the service has answered', () => {
  it('is nothing for the same recipe', () => {
    const recipe = { steps: [{ op: 'modulate', brightness: 1.5 }] };

    expect(lookBetween(recipe, recipe)).toEqual({ filter: 'none', transform: 'none' });
  });

  it('is the difference, not the whole', () => {
    const seen = { steps: [{ op: 'modulate', brightness: 1.5, hue: 10 }] };
    const wanted = { steps: [{ op: 'modulate', brightness: 0.75, hue: 40 }] };

    expect(lookBetween(seen, wanted).filter).toBe('brightness(0.500) hue-rotate(30deg)');
  });

  it('turns and mirrors', () => {
    const wanted = { steps: [{ op: 'rotate', angle: 90 }, { op: 'flop' }] };

    expect(lookBetween(plain, wanted).transform).toBe('scaleX(-1) rotate(90deg)');
    expect(lookBetween(wanted, plain).transform).toBe('scaleX(-1) rotate(-90deg)');
  });
});
