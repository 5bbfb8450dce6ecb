import { after, before, test } from 'node:test';

import { openBrowser, visit } from './browser.js';
import { openSite } from './site.js';
import { LANGUAGES, wordsIn } from './words.js';

/** How every screen is looked at: in both themes, on a desk and on a small phone, which speaks the other language. */
export const LOOKS = ['light', 'dark'].flatMap((theme) => [
  { theme, width: 1280, language: 'en' },
  { theme, width: 320, language: 'es' },
]);

/**
 * Tests of screens behind the log-in: they need the service, so they are skipped where only its pages are.
 *
 * A flow that fails is run once more from the beginning, and the first failure is printed: on a machine that is busy with other
 * tests, a page can be later than any patience. What is really broken fails twice.
 *
 * `flow` gives the test `say`, the words of the page by their key, in the language of its options; `flow.spoken` makes one flow per
 * language. One whole way through a screen is worth it; its faults and corners are the same in every language.
 */
export function flows() {
  let browser;
  let site;
  before(async () => {
    [browser, site] = await Promise.all([openBrowser(), openSite()]);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  function flow(name, options, look) {
    test(name, async (t) => {
      if (!site.hasApi) return t.skip('there is no API without BASE_URL');
      const { language = 'en' } = options;
      const around = { url: site.url, browser, language, say: wordsIn(language), t };
      const run = () => visit(browser, site.url, options, (page) => look(page, around));
      try {
        await run();
      } catch (failure) {
        t.diagnostic(`failed once: ${failure}`);
        await run();
      }
    });
  }
  flow.spoken = (name, options, look) => {
    for (const language of LANGUAGES) flow(`${name}: ${language}`, { ...options, language }, look);
  };
  return flow;
}
