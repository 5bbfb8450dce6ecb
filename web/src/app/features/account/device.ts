/** In the order in which they are looked for: most browsers call themselves Chrome and Safari, too. */
const BROWSERS = [
  ['Edg', 'Edge'],
  ['OPR', 'Opera'],
  ['Firefox', 'Firefox'],
  ['Chrome', 'Chrome'],
  ['Safari', 'Safari'],
  ['curl', 'curl'],
] as const;
const SYSTEMS = [
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Android', 'Android'],
  ['Windows', 'Windows'],
  ['Mac OS X', 'macOS'],
  ['Linux', 'Linux'],
] as const;

/** "Firefox · Windows", from what a browser calls itself; else its first word. */
export function device(client: string): string {
  const find = (names: readonly (readonly [string, string])[]) =>
    names.find(([mark]) => client.includes(mark))?.[1];
  const known = [find(BROWSERS), find(SYSTEMS)].filter(Boolean).join(' · ');
  return known || (client.split(/[\s/]/)[0] ?? '');
}
