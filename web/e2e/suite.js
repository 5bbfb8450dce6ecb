import { after, before, test } from 'node:test';

import { openBrowser, visit } from './browser.js';
import { openSite } from './site.js';

/**
 * Tests of screens behind the log-in: they need the service, so they are skipped where only its pages are.
 *
 * A flow that fails is run once more from the beginning, and the first failure is printed: on a machine that is busy with other
 * tests, a page can be later than any patience. What is really broken fails twice.
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

  return function flow(name, options, look) {
    test(name, async (t) => {
      if (!site.hasApi) return t.skip('there is no API without BASE_URL');
      const run = () =>
        visit(browser, site.url, options, (page) => look(page, { url: site.url, browser }));
      try {
        await run();
      } catch (failure) {
        t.diagnostic(`failed once: ${failure}`);
        await run();
      }
    });
  };
}
