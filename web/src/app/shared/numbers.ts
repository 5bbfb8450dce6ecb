/** Numbers as people write them: `1, 2` in a row, rows with `;` between. */
export function written(value: unknown): string {
  if (!Array.isArray(value)) return typeof value === 'number' ? String(value) : '';
  const rows: readonly unknown[] = value;
  return rows.some((row) => Array.isArray(row))
    ? rows.map((row) => written(row)).join('; ')
    : rows.join(', ');
}

/** The numbers in a text: a list, or a list of rows; null when there is something else in it. */
export function read(text: string): number[] | number[][] | null {
  const rows = text
    .split(';')
    .map((row) =>
      row
        .split(/[\s,]+/)
        .filter(Boolean)
        .map(Number),
    )
    .filter((row) => row.length > 0);
  if (rows.flat().some((number) => !Number.isFinite(number))) return null;
  return rows.length > 1 ? rows : (rows[0] ?? []);
}
