import { Problem } from '../problem';
import { Words } from '../words';

/** What is wrong with a recipe, in words, by the pointers into it. */
export function faultsOf(problem: Problem | null, words: Words): Readonly<Record<string, string>> {
  const faults = problem?.faults ?? [];
  return Object.fromEntries(
    faults.map(({ pointer, code, message }) => {
      const key = `faults.${code}`;
      const text = words.say(key, { min: '' });
      const isOurs = text !== key && !text.includes('  ');
      return [pointer.replace(/^\/recipe(?=\/)/, ''), isOurs ? text : message];
    }),
  );
}
