import { Problem } from '@core/problem';

const NAME_LENGTH = 64;

/**
 * The preset in an exported file, or the recipe alone, named after the file; under a name that is free.
 *
 * Throws:
 *   Problem: the file holds neither.
 */
export function presetIn(
  text: string,
  filename: string,
  taken: readonly string[],
): { name: string; recipe: object } {
  const read = parsed(text);
  const recipe = 'recipe' in read ? read.recipe : read;
  if (!isRecipe(recipe)) throw new Problem(422, 'not_a_preset');
  const given = 'name' in read && typeof read.name === 'string' ? read.name : filename;
  return { name: free(nameFrom(given), taken), recipe };
}

/** A name that presets may have, made from any text. */
export function nameFrom(text: string): string {
  const plain = text
    .replace(/\.json$/i, '')
    .normalize('NFD')
    .replace(/\p{M}/gu, '');
  const name = plain.replace(/[^A-Za-z0-9_-]+/g, '-').replace(/^[-_]+|-+$/g, '');
  return name.slice(0, NAME_LENGTH) || 'preset';
}

/** `name`, or with the first number that makes it free. */
export function free(name: string, taken: readonly string[]): string {
  let tried = name;
  for (let number = 2; taken.includes(tried); number += 1) {
    const ending = `-${number}`;
    tried = name.slice(0, NAME_LENGTH - ending.length) + ending;
  }
  return tried;
}

function parsed(text: string): object {
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read === 'object' && read !== null) return read;
  } catch {
    // Not JSON: as below.
  }
  throw new Problem(422, 'not_a_preset');
}

function isRecipe(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  return ['steps', 'output', 'outputs', 'input', 'canvas'].some((name) => name in value);
}
