import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

import { violations } from './browser.js';
import { choose, enter, PASSWORD } from './people.js';
import { flows } from './suite.js';
import { LANGUAGES, wordsIn } from './words.js';

const flow = flows();

flow.spoken(
  'a preset is copied, exported, imported, renamed and deleted',
  {},
  async (page, { language, say }) => {
    const press = (key, name) => page.getByRole('button', { name: say(key, { name }) }).click();
    const call = async (name) => {
      await page.getByRole('dialog').getByLabel(say('save.name'), { exact: true }).fill(name);
      assert.deepEqual(await violations(page), []);
      await page
        .getByRole('dialog')
        .getByRole('button', { name: say('save.save') })
        .click();
    };
    await enter(page, '/presets', { language });
    await press('presets.copyOne', 'square');
    await call('cuadrado');
    const button = page.getByRole('button', {
      name: say('presets.exportOne', { name: 'cuadrado' }),
    });
    const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
    const buffer = await readFile(await download.path());

    await choose(page, () => press('presets.import'), [
      { name: 'cuadrado.json', mimeType: 'application/json', buffer },
    ]);
    await press('presets.renameOne', 'cuadrado-2');
    await call('redondo');
    await press('presets.removeOne', 'redondo');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: say('presets.remove') })
      .click();

    await page
      .getByRole('heading', { name: 'redondo', exact: true })
      .waitFor({ state: 'detached' });
    assert.equal(await page.getByRole('heading', { name: 'cuadrado' }).count(), 1);
  },
);

flow.spoken(
  'name and language are saved, and the page speaks it at once',
  {},
  async (page, { language, say }) => {
    const other = LANGUAGES.find((one) => one !== language);
    const answer = wordsIn(other);
    await enter(page, '/account', { language });
    await page.getByLabel(say('auth.name'), { exact: true }).fill('Ana Sol');
    await page.getByRole('combobox', { name: say('language.label') }).selectOption(other);
    await page.getByRole('button', { name: say('account.save') }).click();

    await page.getByRole('heading', { level: 1, name: answer('account.title') }).waitFor();
    await page.getByRole('button', { name: answer('shell.person', { name: 'Ana Sol' }) }).waitFor();
  },
);

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

flow(
  'an account is deleted after its password, and nobody is logged in',
  { refused: [401] },
  async (page) => {
    await enter(page, '/account');
    await page.getByRole('button', { name: 'Delete account' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Password', { exact: true }).fill(PASSWORD);
    assert.deepEqual(await violations(page), []);
    await dialog.getByRole('button', { name: 'Delete everything' }).click();

    await page
      .getByRole('heading', { level: 1, name: 'Every picture, ready for its place.' })
      .waitFor();
  },
);

flow.spoken('the keys are listed, and can be turned off', {}, async (page, { language, say }) => {
  await enter(page, '/', { language });
  await page.locator('app-help-sheet').waitFor({ state: 'attached' });
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: say('help.heading') }).waitFor();
  assert.deepEqual(await violations(page), []);
  await page.getByLabel(say('help.on')).uncheck();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });

  await page.keyboard.press('j');
  assert.equal(new URL(page.url()).pathname, '/');
});
