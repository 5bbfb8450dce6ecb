/** A few samples of a picture: RGBA, row by row. */
export interface Sketch {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
}

const SIDE = 32;
const KEPT = 500;
const urls = new Map<string, string>();

/** A data URL of the sketch that a ThumbHash in base64 stands for; null for what is none. */
export function sketchUrl(hash: string): string | null {
  const known = urls.get(hash);
  if (known !== undefined) return known;
  const sketch = draw(hash);
  if (!sketch) return null;
  const canvas = document.createElement('canvas');
  canvas.width = sketch.width;
  canvas.height = sketch.height;
  const context = canvas.getContext('2d');
  if (!context) return null;
  context.putImageData(new ImageData(sketch.rgba, sketch.width, sketch.height), 0, 0);
  const url = canvas.toDataURL();
  if (urls.size >= KEPT) urls.delete(urls.keys().next().value ?? '');
  urls.set(hash, url);
  return url;
}

/**
 * What a ThumbHash stands for: the first terms of a cosine transform of lightness, of two differences of colour and of opacity.
 * The larger side has 32 samples.
 */
export function draw(hash: string): Sketch | null {
  const bytes = decode(hash);
  if (!bytes) return null;
  const head = (bytes[0] ?? 0) | ((bytes[1] ?? 0) << 8) | ((bytes[2] ?? 0) << 16);
  const more = (bytes[3] ?? 0) | ((bytes[4] ?? 0) << 8);
  const hasAlpha = head >> 23 === 1;
  const isWide = more >> 15 === 1;
  const most = hasAlpha ? 5 : 7;
  const terms = Math.max(3, more & 7);
  const [across, down] = isWide ? [most, terms] : [terms, most];
  // Two terms to a byte; the constant ones and the scales are in the head.
  let place = hasAlpha ? 12 : 10;
  const next = (scale: number) => () => {
    const value = ((bytes[place >> 1] ?? 0) >> ((place & 1) << 2)) & 15;
    place += 1;
    return (value / 7.5 - 1) * scale;
  };
  const lightness = channel((head & 63) / 63, across, down, next(((head >> 18) & 31) / 31));
  const yellow = ((head >> 6) & 63) / 31.5 - 1;
  const red = ((head >> 12) & 63) / 31.5 - 1;
  const p = channel(yellow, 3, 3, next((((more >> 3) & 63) / 63) * 1.25));
  const q = channel(red, 3, 3, next((((more >> 9) & 63) / 63) * 1.25));
  const alpha = bytes[5] ?? 0;
  const a = hasAlpha ? channel((alpha & 15) / 15, 5, 5, next((alpha >> 4) / 15)) : () => 1;

  const ratio = across / down;
  const width = Math.round(ratio > 1 ? SIDE : SIDE * ratio);
  const height = Math.round(ratio > 1 ? SIDE / ratio : SIDE);
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const [u, v] = [(x + 0.5) / width, (y + 0.5) / height];
      const light = lightness(u, v);
      const blue = light - (2 / 3) * p(u, v);
      const r = (3 * light - blue + q(u, v)) / 2;
      const color = [r, r - q(u, v), blue, a(u, v)];
      rgba.set(
        color.map((value) => value * 255),
        (y * width + x) * 4,
      );
    }
  return { width, height, rgba };
}

/** The value at a place, both from 0 to 1, of a channel that has so many terms. */
function channel(constant: number, across: number, down: number, next: () => number) {
  const terms: { x: number; y: number; by: number }[] = [];
  for (let y = 0; y < down; y += 1)
    for (let x = y > 0 ? 0 : 1; x * down < across * (down - y); x += 1)
      terms.push({ x, y, by: next() * 2 });
  return (u: number, v: number) =>
    terms.reduce(
      (sum, { x, y, by }) => sum + by * Math.cos(Math.PI * u * x) * Math.cos(Math.PI * v * y),
      constant,
    );
}

function decode(hash: string): Uint8Array | null {
  try {
    const bytes = Uint8Array.from(atob(hash), (each) => each.charCodeAt(0));
    return bytes.length >= 5 ? bytes : null;
  } catch {
    return null;
  }
}
