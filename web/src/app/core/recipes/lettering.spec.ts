import { layerOf, letteringOf, PLAIN_LETTERING } from './lettering';

describe('a text', () => {
  it.each([
    PLAIN_LETTERING,
    {
      ...PLAIN_LETTERING,
      content: 'Niño <b> & Söhne\nzwei',
      bold: false,
      italic: true,
      opacity: 0.5,
      align: 'centre' as const,
      width: 300,
    },
  ])('is read as it was written: %o', (text) => {
    expect(letteringOf(layerOf(text))).toEqual(text);
  });

  it('is left alone when its markup is not ours', () => {
    expect(letteringOf({ text: { text: '<b>hola</b>', font: 'Sans 12' } })).toBeNull();
    expect(letteringOf({ svg: '<svg/>' })).toBeNull();
  });
});
