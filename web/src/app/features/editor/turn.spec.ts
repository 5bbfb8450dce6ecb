import { boxOf, straightened, turned } from './turn';

const SIZE = { width: 400, height: 300 };
const cut = (left: number, top: number, width: number, height: number) => ({
  steps: [{ op: 'extract', left, top, width, height }],
});

describe('turning', () => {
  it('takes what was cut out along', () => {
    const right = turned(cut(10, 20, 100, 50), SIZE, 'right');

    expect(right.steps[0]).toEqual({ op: 'rotate', angle: 90 });
    expect(boxOf(right)).toEqual({ left: 230, top: 10, width: 50, height: 100 });
  });

  it('comes back', () => {
    const there = turned(cut(10, 20, 100, 50), SIZE, 'right');

    expect(turned(there, SIZE, 'left')).toEqual(cut(10, 20, 100, 50));
  });

  it('goes the way one sees it, in a mirror too', () => {
    const mirrored = turned({ steps: [] }, SIZE, 'flop');

    expect(turned(mirrored, SIZE, 'right').steps[0]).toEqual({ op: 'rotate', angle: 270 });
  });

  it('keeps the cut inside when the picture is set straight', () => {
    const box = boxOf(straightened(cut(0, 0, 400, 300), SIZE, 90));

    expect(box).toEqual({ left: 0, top: 0, width: 300, height: 300 });
  });
});
