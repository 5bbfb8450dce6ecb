import { Row } from './justify';

/** Where a key leads from one picture of a wall, as an index; null when it leads nowhere. `page` is in rows. */
export function step(rows: readonly Row[], from: number, key: string, page: number): number | null {
  const last = rows.at(-1);
  if (!last) return null;
  const end = last.first + last.cells.length - 1;
  switch (key) {
    case 'ArrowRight':
      return Math.min(from + 1, end);
    case 'ArrowLeft':
      return Math.max(from - 1, 0);
    case 'ArrowDown':
      return vertical(rows, from, 1);
    case 'ArrowUp':
      return vertical(rows, from, -1);
    case 'PageDown':
      return vertical(rows, from, page);
    case 'PageUp':
      return vertical(rows, from, -page);
    case 'Home':
      return 0;
    case 'End':
      return end;
    default:
      return null;
  }
}

/** The picture under or over the middle of this one. */
function vertical(rows: readonly Row[], from: number, by: number): number {
  const here = rows.findLastIndex(({ first }) => first <= from);
  const row = rows[here];
  const cell = row?.cells[from - row.first];
  const target = rows[Math.min(Math.max(here + by, 0), rows.length - 1)];
  if (!cell || !target || target === row) return from;
  const middle = cell.x + cell.width / 2;
  const under = target.cells.findLastIndex(({ x }) => x <= middle);
  return target.first + Math.max(under, 0);
}
