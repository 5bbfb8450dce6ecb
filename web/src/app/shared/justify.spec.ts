import { step } from './grid-keys';
import { between, justify, stack } from './justify';

const RATIOS = [1.5, 0.75, 1.33, 1.5, 1, 1.78, 0.67, 1.5, 1.33, 1, 1.5];
const WALL = justify(RATIOS, 1000, 200, 8);

describe('justify', () => {
  it('places every picture once, in order', () => {
    const counted = WALL.map(({ first, cells }) => [first, first + cells.length]);

    expect(counted.map(([first]) => first)).toEqual([
      0,
      ...counted.slice(0, -1).map(([, end]) => end),
    ]);
    expect(counted.at(-1)?.[1]).toBe(RATIOS.length);
  });

  it('fills every row but the last to its edge', () => {
    for (const { cells } of WALL.slice(0, -1)) {
      const last = cells.at(-1);
      expect((last?.x ?? 0) + (last?.width ?? 0)).toBeCloseTo(1000);
    }
  });

  it('does not blow up the last row', () => {
    const wall = justify([1], 1000, 200, 8);

    expect(wall[0]?.height).toBe(200);
  });

  it('cuts a panorama, which would make a row too low', () => {
    const wall = justify([12, 1], 1000, 200, 8);

    expect(wall[0]?.height).toBeGreaterThan(150);
  });

  it('finds the rows that are in view', () => {
    const [from, to] = between(WALL, (WALL[1]?.y ?? 0) + 10, (WALL[1]?.y ?? 0) + 20);

    expect([from, to]).toEqual([1, 2]);
  });

  it('lays out ten thousand pictures', () => {
    const ratios = Array.from({ length: 10_000 }, (_, index) => 0.6 + (index % 7) / 5);

    expect(justify(ratios, 1600, 200, 8).reduce((sum, { cells }) => sum + cells.length, 0)).toBe(
      10_000,
    );
  });
});

describe('step', () => {
  const go = (from: number, key: string) => step(WALL, from, key, 2);

  it('leads to the neighbours, and not beyond the ends', () => {
    expect([go(0, 'ArrowLeft'), go(0, 'ArrowRight'), go(10, 'ArrowRight')]).toEqual([0, 1, 10]);
  });

  it('leads to what is under the middle, and back', () => {
    const below = go(1, 'ArrowDown') ?? -1;
    const row = WALL.find(({ first, cells }) => below >= first && below < first + cells.length);

    expect(row).toBe(WALL[1]);
    expect(go(below, 'ArrowUp')).toBe(1);
  });

  it('leads to both ends', () => {
    expect([go(5, 'Home'), go(5, 'End')]).toEqual([0, 10]);
  });

  it('leaves other keys alone', () => {
    expect(go(5, 'x')).toBeNull();
  });
});

describe('stack', () => {
  it('gives each picture a row of its own', () => {
    const rows = stack(3, 500, 64);

    expect(rows.map(({ y, first }) => [y, first])).toEqual([
      [0, 0],
      [64, 1],
      [128, 2],
    ]);
    expect(rows[2]?.cells).toEqual([{ x: 0, width: 500 }]);
  });
});
