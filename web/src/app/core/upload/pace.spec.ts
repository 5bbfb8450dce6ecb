import { Pace } from './pace';

describe('Pace', () => {
  let pace: Pace;

  beforeEach(() => {
    pace = new Pace();
  });

  it('tells how long the rest takes', () => {
    for (const at of [0, 1000, 2000, 3000, 4000]) pace.note(at, 500);

    expect(pace.left(5000)).toBe(10);
  });

  it('tells nothing before two seconds have gone by', () => {
    pace.note(0, 500);
    pace.note(1500, 500);

    expect(pace.left(5000)).toBeNull();
  });

  it('forgets what was ten seconds ago', () => {
    for (const at of [0, 1000, 2000]) pace.note(at, 1_000_000);
    for (const at of [12_000, 14_000, 16_000]) pace.note(at, 200);

    expect(pace.left(1000)).toBe(10);
  });
});
