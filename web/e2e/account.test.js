import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

import { violations } from './browser.js';
import { choose, enter, PASSWORD } from './people.js';
import { flows } from './suite.js';

const flow = flows();

flow('a preset is copied, exported, imported, renamed and deleted', {}, async (page) => {
  await enter(page, '/presets');
  await page.getByRole('button', { name: 'Copy square' }).click();
  await page.getByLabel('Name', { exact: true }).fill('cuadrado');
  assert.deepEqual(await violations(page), []);
  await page.getByRole('button', { name: 'Save' }).click();
  const button = page.getByRole('button', { name: 'Export cuadrado' });
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  const buffer = await readFile(await download.path());

  await choose(page, () => page.getByRole('button', { name: 'Import' }).click(), [
    { name: 'cuadrado.json', mimeType: 'application/json', buffer },
  ]);
  await page.getByRole('button', { name: 'Rename cuadrado-2' }).click();
  await page.getByLabel('Name', { exact: true }).fill('redondo');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Delete redondo' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();

  await page.getByRole('heading', { name: 'redondo', exact: true }).waitFor({ state: 'detached' });
  assert.equal(await page.getByRole('heading', { name: 'cuadrado' }).count(), 1);
});

flow('name and language are saved, and the page speaks it at once', {}, async (page) => {
  await enter(page, '/account');
  await page.getByLabel('Name', { exact: true }).fill('Ana Sol');
  await page.getByRole('combobox', { name: 'Language' }).selectOption('es');
  await page.getByRole('button', { name: 'Save' }).click();

  await page.getByRole('heading', { level: 1, name: 'Cuenta' }).waitFor();
  await page.getByRole('button', { name: 'Cuenta: Ana Sol' }).waitFor();
});

flow('a wrong password changes nothing and keeps the session', { refused: [401] }, async (page) => {
  await enter(page, '/account');
  await page.getByLabel('Current password', { exact: true }).fill('no es esta');
  await page.getByLabel('New password', { exact: true }).fill('otra rana más verde');
  await page.getByRole('button', { name: 'Change password' }).click();

  await page.getByText('The password is not right.').waitFor();
  await page.getByRole('heading', { level: 1, name: 'Account' }).waitFor();
});

flow('the password is changed', {}, async (page) => {
  await enter(page, '/account');
  await page.getByLabel('Current password', { exact: true }).fill(PASSWORD);
  await page.getByLabel('New password', { exact: true }).fill('otra rana más verde');
  await page.getByRole('button', { name: 'Change password' }).click();

  await page.getByText('Your password is changed; other sessions have ended').first().waitFor();
});

flow('an account is deleted after its password, and nobody is logged in', {}, async (page) => {
  await enter(page, '/account');
  await page.getByRole('button', { name: 'Delete account' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Password', { exact: true }).fill(PASSWORD);
  assert.deepEqual(await violations(page), []);
  await dialog.getByRole('button', { name: 'Delete everything' }).click();

  await page
    .getByRole('heading', { level: 1, name: 'Every picture, ready for its place.' })
    .waitFor();
});

flow('the keys are listed, and can be turned off', {}, async (page) => {
  await enter(page, '/');
  await page.locator('app-help-sheet').waitFor({ state: 'attached' });
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor();
  assert.deepEqual(await violations(page), []);
  await page.getByLabel(/^Single keys work/).uncheck();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });

  await page.keyboard.press('j');
  assert.equal(new URL(page.url()).pathname, '/');
});
