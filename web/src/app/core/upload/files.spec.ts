import { filesOf, looksLikePicture } from './files';

describe('looksLikePicture', () => {
  it.each([
    ['a.jpg', 'image/jpeg', true],
    ['IMG_1.HEIC', '', true],
    ['.DS_Store', '', false],
    ['notes.txt', 'text/plain', false],
  ])('%s (%s): %s', (name, type, expected) => {
    expect(looksLikePicture(new File(['x'], name, { type }))).toBe(expected);
  });
});

describe('filesOf', () => {
  const leaf = (name: string) => ({
    isFile: true,
    file: (ok: (file: File) => void) => ok(new File(['x'], name)),
  });
  const folder = (...parts: object[][]) => ({
    isFile: false,
    createReader: () => {
      const left = [...parts, []];
      return { readEntries: (ok: (entries: object[]) => void) => ok(left.shift() ?? []) };
    },
  });
  const dropped = (...entries: object[]) =>
    ({
      items: entries.map((entry) => ({ kind: 'file', webkitGetAsEntry: () => entry })),
    }) as unknown as DataTransfer;

  it('finds the files in folders, however deep, and in all the parts in which a folder is told', async () => {
    const found = await filesOf(
      dropped(leaf('a.jpg'), folder([leaf('b.jpg'), folder([leaf('c.jpg')])], [leaf('d.jpg')])),
    );

    expect(found.map(({ name }) => name)).toEqual(['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg']);
  });
});
