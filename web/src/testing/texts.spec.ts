import { TEXTS } from './texts';

interface Tree {
  readonly [key: string]: string | Tree;
}

/** Every text by its full key. */
function flat(tree: Tree, path = ''): Map<string, string> {
  const pairs = Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${path}${key}`, value] as const]
      : [...flat(value, `${path}${key}.`)],
  );
  return new Map(pairs);
}

const placeholders = (text: string) => (text.match(/{{\s*\w+\s*}}/g) ?? []).sort();

describe('the texts', () => {
  const en = flat(TEXTS.en);
  const es = flat(TEXTS.es);

  it('have the same keys in Spanish and English', () => {
    expect([...es.keys()].sort()).toEqual([...en.keys()].sort());
  });

  it('are never empty', () => {
    const empty = [...en, ...es].filter(([, text]) => text.trim() === '');

    expect(empty).toEqual([]);
  });

  it('have the same placeholders in Spanish and English', () => {
    const different = [...en].filter(
      ([key, text]) => String(placeholders(text)) !== String(placeholders(es.get(key) ?? '')),
    );

    expect(different).toEqual([]);
  });
});
