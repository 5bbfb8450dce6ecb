import { FIT, fitted, held, zoomed } from './zoom';

describe('zoom', () => {
  it('keeps the point under the pointer where it is', () => {
    const at = { x: 120, y: -40 };
    const zoom = zoomed(FIT, 2, at);
    const shown = { x: zoom.x + at.x * zoom.scale, y: zoom.y + at.y * zoom.scale };

    expect(shown).toEqual(at);
  });

  it('does not become smaller than the frame', () => {
    expect(zoomed(FIT, 0.5, { x: 10, y: 10 })).toEqual(FIT);
  });

  it('holds the edges of the picture at those of the frame', () => {
    const zoom = { scale: 2, x: 9999, y: -9999 };

    expect(held(zoom, { width: 400, height: 300 }, { width: 500, height: 300 })).toEqual({
      scale: 2,
      x: 150,
      y: -150,
    });
  });

  it('fits a picture, and does not blow up a small one', () => {
    expect(fitted({ width: 2000, height: 1000 }, { width: 500, height: 500 })).toEqual({
      width: 500,
      height: 250,
    });
    expect(fitted({ width: 40, height: 30 }, { width: 500, height: 500 })).toEqual({
      width: 40,
      height: 30,
    });
  });
});
