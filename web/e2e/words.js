import { readFile } from 'node:fs/promises';

export const LANGUAGES = ['en', 'es'];

const texts = Object.fromEntries(
  await Promise.all(
    LANGUAGES.map(async (language) => {
      const file = new URL(`../public/i18n/${language}.json`, import.meta.url);
      return [language, JSON.parse(await readFile(file, 'utf8'))];
    }),
  ),
);

/**
 * The words of the page in a language: `say('share.copy')`, `say('presets.copyOne', { name: 'square' })`, and
 * `say('selection.count', { count: 3 })` where the text depends on how many there are.
 *
 * A key that the page does not have is an error, so that a test never waits for words that nobody says.
 */
export function wordsIn(language) {
  return function say(key, values = {}) {
    const found = key.split('.').reduce((text, part) => text?.[part], texts[language]);
    const form = values.count === 1 ? 'one' : 'other';
    const text = typeof found === 'object' ? found[form] : found;
    if (typeof text !== 'string') throw new Error(`there are no words for ${key} in ${language}`);
    return text.replaceAll(/\{\{ (\w+) \}\}/g, (_, name) => String(values[name]));
  };
}
