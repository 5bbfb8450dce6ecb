import { after, before, test } from 'node:test';

import { openBrowser, visit } from './browser.js';
import { openSite } from './site.js';

/** Tests of screens behind the log-in: they need the service, so they are skipped where only its pages are. */
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
      await visit(browser, site.url, options, (page) => look(page, { url: site.url, browser }));
    });
  };
}
