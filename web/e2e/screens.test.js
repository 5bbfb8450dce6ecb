import assert from 'node:assert/strict';

import { keep, sideways, violations } from './browser.js';
import { enter } from './people.js';
import { flows } from './suite.js';

const flow = flows();
const SCREENS = [
  ['gallery', '/'],
  ['nothing-found', '/?q=nada&format=png'],
  ['picture', '/images/{id}'],
  ['bin', '/bin'],
  ['presets', '/presets'],
  ['jobs', '/jobs'],
  ['shares', '/shares'],
  ['account', '/account'],
];
const DOORS = ['login', 'register', 'forgot-password', 'reset-password'];

for (const theme of ['light', 'dark']) {
  for (const [width, language] of [
    [1280, 'en'],
    [320, 'es'],
  ]) {
    const options = { theme, width, language };

    flow(`every screen is accessible and fits: ${theme}, ${width} px`, options, async (page) => {
      const { pictures } = await enter(page, '/', { pictures: 6, language });
      for (const [name, path] of SCREENS) {
        await page.goto(new URL(path.replace('{id}', pictures[0]), page.url()).href);
        await page.locator('h1').waitFor({ state: 'attached' });
        await page.waitForFunction(() => !document.querySelector('.ghost'));
        await page.waitForLoadState('networkidle');
        await keep(page, `${name}-${theme}-${width}`);

        assert.equal(await sideways(page), 0, name);
        assert.deepEqual(await violations(page), [], name);
      }
    });

    flow(
      `every way in is accessible and fits: ${theme}, ${width} px`,
      options,
      async (page, { url }) => {
        for (const name of DOORS) {
          await page.goto(`${url}/${name}`);
          await page.locator('form').waitFor();
          await keep(page, `${name}-${theme}-${width}`);

          assert.equal(await sideways(page), 0, name);
          assert.deepEqual(await violations(page), [], name);
        }
      },
    );
  }
}
