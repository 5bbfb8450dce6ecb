import { KNOBS } from './tuning';

const knob = (name: string) => {
  const found = KNOBS.find((one) => one.name === name);
  if (!found) throw new Error(name);
  return found;
};

describe('a knob', () => {
  it.each(KNOBS)('$name reads what it wrote', (one) => {
    const args = one.args(1.5, {});

    expect(one.value({ steps: [{ op: one.op, ...args }] })).toBe(1.5);
  });

  it.each(KNOBS)('$name leaves no step behind where it began', (one) => {
    expect(one.args(one.plain, {})).toBeNull();
  });

  it('leaves the others of the same step alone', () => {
    const before = { op: 'modulate', brightness: 1.2, hue: 20 };

    expect(knob('hue').args(0, before)).toEqual({ brightness: 1.2 });
  });

  it('darkens with a gamma below 1', () => {
    expect(knob('gamma').args(0.5, {})).toEqual({ gamma: 2, gammaOut: 1 });
  });
});
