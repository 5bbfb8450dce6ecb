/** A row of a wall of pictures, px. */
export interface Row {
  readonly y: number;
  readonly height: number;
  /** Index of its first picture. */
  readonly first: number;
  readonly cells: readonly { readonly x: number; readonly width: number }[];
}

/** Panoramas and towers are cut: a row must not be one picture. */
const NARROWEST = 0.5;
const WIDEST = 2.6;

/**
 * Lays pictures out in rows of equal width, each row as high as its pictures make it.
 *
 * @param ratios width by height of every picture
 * @param width of a row, px
 * @param target height of a row, px; rows come near it
 * @param gap between pictures, px
 */
export function justify(
  ratios: readonly number[],
  width: number,
  target: number,
  gap: number,
): Row[] {
  const rows: Row[] = [];
  let y = 0;
  for (let first = 0; first < ratios.length;) {
    let sum = 0;
    let end = first;
    while (end < ratios.length && sum * target + (end - first - 1) * gap < width) {
      sum += clamp(ratios[end] ?? 1);
      end += 1;
    }
    const free = width - (end - first - 1) * gap;
    // The last row is not stretched.
    const height = Math.min(free / sum, end === ratios.length ? target : Infinity);
    let x = 0;
    const cells = ratios.slice(first, end).map((ratio) => {
      const cell = { x, width: clamp(ratio) * height };
      x += cell.width + gap;
      return cell;
    });
    rows.push({ y, height, first, cells });
    y += height + gap;
    first = end;
  }
  return rows;
}

/** Lays pictures out one to a row. */
export function stack(count: number, width: number, height: number): Row[] {
  if (width === 0) return [];
  return Array.from({ length: count }, (_, first) => ({
    y: first * height,
    height,
    first,
    cells: [{ x: 0, width }],
  }));
}

/** The rows that are between two heights, px: from the first to behind the last. */
export function between(rows: readonly Row[], top: number, bottom: number): [number, number] {
  return [lowest(rows, (row) => row.y + row.height >= top), lowest(rows, (row) => row.y > bottom)];
}

function lowest(rows: readonly Row[], holds: (row: Row) => boolean): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const row = rows[middle];
    if (row && holds(row)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function clamp(ratio: number): number {
  return Math.min(Math.max(ratio, NARROWEST), WIDEST);
}
