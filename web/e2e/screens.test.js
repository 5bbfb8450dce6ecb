import assert from 'node:assert/strict';

import { keep, sideways, violations } from './browser.js';
import { enter } from './people.js';
import { flows, LOOKS } from './suite.js';

const flow = flows();
const SCREENS = [
  ['gallery', '/'],
  ['nothing-found', '/?q=nada&format=png'],
  ['picture', '/images/{id}'],
  ['bin', '/bin'],
  ['presets', '/presets'],
  ['jobs', '/jobs'],
  ['job', '/jobs/{job}'],
  ['inbox', '/inbox'],
  ['shares', '/shares'],
  ['account', '/account'],
  ['public-page', '/s/{token}'],
];
const DOORS = ['login', 'register', 'forgot-password', 'reset-password'];

/** Opens each dialog of the gallery. */
const DIALOGS = [
  ['preset', (page, say) => press(page, say('selection.preset'))],
  ['share', (page, say) => press(page, say('selection.share'))],
  ['tags', (page, say) => press(page, say('selection.tag'))],
  ['keys', (page) => page.keyboard.press('?')],
];
const press = (page, name) => page.getByRole('button', { name, exact: true }).click();

/** What a call beside the page makes. */
const make = (page, token, path, body) =>
  page.evaluate(
    async ([access, to, content]) => {
      const headers = { Authorization: `Bearer ${access}`, 'Content-Type': 'application/json' };
      const answer = await fetch(to, { method: 'POST', headers, body: JSON.stringify(content) });
      return answer.json();
    },
    [token, path, body],
  );

async function settle(page) {
  await page.waitForFunction(() => !document.querySelector('.ghost'));
  await page.waitForLoadState('networkidle');
}

for (const options of LOOKS) {
  const { theme, width, language } = options;

  flow(`every screen is accessible and fits: ${theme}, ${width} px`, options, async (page) => {
    const { token, pictures } = await enter(page, '/', { pictures: 6, language });
    const all = { kind: 'preset', preset: 'square', images: pictures };
    const job = await make(page, token, '/api/jobs', all);
    const share = await make(page, token, '/api/shares', { name: 'Mar', images: pictures });
    const places = {
      '{id}': pictures[0],
      '{job}': job.id,
      '{token}': share.url.split('/').pop(),
    };
    for (const [name, path] of SCREENS) {
      const place = path.replace(/\{\w+\}/, (what) => places[what]);
      await page.goto(new URL(place, page.url()).href);
      await page.locator('h1').waitFor({ state: 'attached' });
      await settle(page);
      await keep(page, `${name}-${theme}-${width}`);

      assert.equal(await sideways(page), 0, name);
      assert.deepEqual(await violations(page), [], name);
    }
  });

  flow(
    `every dialog is accessible and fits: ${theme}, ${width} px`,
    options,
    async (page, { say }) => {
      await enter(page, '/', { pictures: 3, language });
      await page.locator('app-help-sheet').waitFor({ state: 'attached' });
      await page.getByRole('gridcell').getByRole('link').first().focus();
      await page.keyboard.press('Control+a');
      for (const [name, open] of DIALOGS) {
        await open(page, say);
        await page.getByRole('dialog').waitFor();
        await settle(page);
        await keep(page, `dialog-${name}-${theme}-${width}`);

        assert.equal(await sideways(page), 0, name);
        assert.deepEqual(await violations(page), [], name);
        await page.keyboard.press('Escape');
        await page.getByRole('dialog').waitFor({ state: 'detached' });
      }
    },
  );

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
