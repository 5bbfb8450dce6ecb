import assert from 'node:assert/strict';

import { violations } from './browser.js';
import { TOOLS, edit, log, measured, press, recipe, tool } from './editing.js';
import { enter, PASSWORD } from './people.js';
import { flows } from './suite.js';

const flow = flows();

flow('a draft survives a reload, and is not left behind unasked', {}, async (page) => {
  await edit(page, {});
  await page.keyboard.press('h');
  await page.reload();
  await page.getByText('this is your unsaved draft').waitFor();
  assert.deepEqual((await recipe(page)).steps, [{ op: 'flop' }]);

  await page.getByRole('link', { name: 'Back to the picture' }).click();
  await page.getByRole('heading', { name: 'Leave without saving?' }).waitFor();
  assert.deepEqual(await violations(page), []);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await press(page, 'Discard it');
  await page.getByRole('link', { name: 'Back to the picture' }).click();

  await page.getByRole('button', { name: 'Versions' }).waitFor();
});

flow('an expired session comes back to the same edit', { refused: [401] }, async (page) => {
  const { id, email } = await edit(page, {});
  await page.keyboard.press('h');
  await page.context().clearCookies();
  await page.route('**/api/auth/refresh', (route) =>
    route.fulfill({ status: 401, json: { code: 'unauthorized', status: 401 } }),
  );
  await page.route('**/preview', (route) =>
    route.fulfill({ status: 401, json: { code: 'unauthorized', status: 401 } }),
  );
  await page.keyboard.press('v');
  await page.getByRole('heading', { name: 'Log in' }).waitFor();
  await page.unrouteAll();
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('main').getByRole('button', { name: 'Log in' }).click();

  await page.getByText('this is your unsaved draft').waitFor();
  assert.equal(new URL(page.url()).pathname, `/images/${id}/edit`);
  assert.deepEqual((await recipe(page)).steps, [{ op: 'flip' }, { op: 'flop' }]);
});

flow('every key does what the list of keys says', {}, async (page) => {
  await edit(page, {});
  const chosen = (place) =>
    page.locator(`.tabs button:nth-child(${place})[aria-pressed=true]`).waitFor();
  for (let place = TOOLS; place >= 1; place -= 1) {
    await page.keyboard.press(String(place));
    await chosen(place);
  }
  await page.keyboard.press('2');

  for (const key of [']', ']', '[', 'h', 'v']) await page.keyboard.press(key);
  const ops = async () => (await recipe(page)).steps.map(({ op }) => op).sort();
  assert.deepEqual(await ops(), ['flip', 'flop', 'rotate']);
  await page.keyboard.press('Control+z');
  assert.equal((await ops()).length, 2);
  await page.keyboard.press('Control+Shift+z');
  assert.equal((await ops()).length, 3);

  const zoom = page.locator('app-stage .percent span').first();
  const fit = await zoom.textContent();
  for (const back of ['-', '0']) {
    await page.keyboard.press('+');
    await zoom.and(page.getByText(fit, { exact: true })).waitFor({ state: 'detached' });
    await page.keyboard.press(back);
    await zoom.and(page.getByText(fit, { exact: true })).waitFor();
  }

  await page.keyboard.press('Control+s');
  await page.getByRole('heading', { name: 'Save as a new version' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.keyboard.press('?');
  await page.getByRole('heading', { name: 'In the editor' }).waitFor();
  await page.getByRole('checkbox', { name: /^Single keys/ }).uncheck();
  await page.keyboard.press('Escape');
  await page.keyboard.press('1');
  await page.keyboard.press('Control+z');
  await log(page).nth(1).locator('[aria-current=step]').waitFor();
  await chosen(2);
});

flow('holding C shows what it was, a tap puts both side by side', {}, async (page) => {
  await edit(page, {});
  await measured(page);
  const source = () => page.locator('app-stage img').first().getAttribute('src');
  const isNot = (url) =>
    page.waitForFunction((one) => document.querySelector('app-stage img').src !== one, url);
  const untouched = await source();
  await tool(page, 'Filters').click();
  await press(page, 'Sepia');
  await isNot(untouched);
  await measured(page);
  const after = await source();
  await page.keyboard.down('c');
  await page.locator('app-stage .state').getByText('Before').waitFor();
  await isNot(after);
  const held = await source();
  await page.keyboard.up('c');
  await page.locator('app-stage .state').getByText('Before').waitFor({ state: 'detached' });
  await isNot(held);
  assert.equal(await page.locator('app-compare-slider').count(), 0);

  await page.keyboard.press('c');
  await page.locator('app-compare-slider').waitFor();
});

flow('the size of the file is a guess until nothing changes', {}, async (page) => {
  await edit(page, {});
  await tool(page, 'Output').click();
  await page.getByLabel('Format').selectOption('WebP');
  await page.locator('app-result-card').first().getByText('≈').waitFor();
  await measured(page);
});

flow('what was done is a list to go back in', {}, async (page) => {
  await edit(page, {});
  for (const key of ['h', 'v', ']']) await page.keyboard.press(key);
  await log(page).nth(2).getByRole('button').click();
  assert.deepEqual((await recipe(page)).steps, [{ op: 'flop' }]);
  assert.equal(await log(page).count(), 4);
});

flow('the editor begins with a preset, which is one step back', {}, async (page) => {
  await edit(page, {});
  await tool(page, 'Filters').click();
  await press(page, 'Begin with a preset');
  await page.getByRole('radio').first().check();
  assert.deepEqual(await violations(page), []);
  await press(page, 'Begin');

  assert.ok((await recipe(page)).steps.length > 0);
  assert.equal(await log(page).count(), 2);
  await page.keyboard.press('Control+z');
  assert.deepEqual((await recipe(page)).steps, []);
});

flow('a preset is taken to a picture from the list of presets', {}, async (page) => {
  await enter(page, '/presets', { pictures: 1 });
  await page
    .getByRole('button', { name: /^Edit a picture with/ })
    .first()
    .click();
  assert.deepEqual(await violations(page), []);
  await page.getByRole('dialog').getByRole('button', { name: '1.png' }).click();
  await measured(page);

  assert.equal(new URL(page.url()).search, '');
  assert.ok((await recipe(page)).steps.length > 0);
  await page.reload();
  await page.getByText('this is your unsaved draft').waitFor();
});

flow('a recipe becomes a preset', {}, async (page) => {
  await edit(page, {});
  await page.keyboard.press('v');
  await press(page, 'Save as a preset');
  await page.getByRole('dialog').getByLabel('Name').fill('del-reves');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByText('The preset del-reves is saved').first().waitFor();
});
