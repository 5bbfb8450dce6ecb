import { draw, Sketch } from './thumb-hash';

function at({ width, rgba }: Sketch, x: number, y: number): number[] {
  const place = (y * width + x) * 4;
  return [...rgba.slice(place, place + 4)];
}

/** Made by the service. */
const TERRACOTTA = 'GusCBIBZaw2LiIiGiIlsi/DCGA==';
const DARK_TO_LIGHT = 'IAgeBIBwd3eIiIiHiIgAAAAAAA==';
const BLUE_TO_NOTHING = 'FQCCAwBYK4ZI+EjAhAsAAHiIj4iIWHg=';

describe('a ThumbHash', () => {
  it('of one colour is drawn in that colour', () => {
    const sketch = draw(TERRACOTTA) as Sketch;
    const [red = 0, green = 0, blue = 0, alpha] = at(sketch, 12, 8);

    expect([Math.abs(red - 200) < 12, Math.abs(green - 80) < 12, Math.abs(blue - 40) < 12]).toEqual(
      [true, true, true],
    );
    expect(alpha).toBe(255);
  });

  it('keeps the shape of the picture', () => {
    const sketch = draw(DARK_TO_LIGHT) as Sketch;

    expect([sketch.width, sketch.height]).toEqual([32, 18]);
    expect(sketch.rgba).toHaveLength(32 * 18 * 4);
  });

  it('becomes lighter where the picture does', () => {
    const sketch = draw(DARK_TO_LIGHT) as Sketch;
    const row = [0, 8, 16, 24, 31].map((x) => at(sketch, x, 9)[0] ?? 0);

    expect(row).toEqual([...row].sort((one, other) => one - other));
    expect([(row[0] ?? 255) < 40, (row[4] ?? 0) > 215]).toEqual([true, true]);
  });

  it('can be seen through where the picture can', () => {
    const sketch = draw(BLUE_TO_NOTHING) as Sketch;
    const middle = Math.floor(sketch.width / 2);

    expect((at(sketch, middle, 2)[3] ?? 0) > 200).toBe(true);
    expect((at(sketch, middle, sketch.height - 3)[3] ?? 255) < 55).toBe(true);
  });

  it.each(['', 'AAAA', 'no base64!'])('is not drawn of %j', (text) => {
    expect(draw(text)).toBeNull();
  });
});
