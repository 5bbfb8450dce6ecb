import assert from 'node:assert/strict';

import { violations, visit } from './browser.js';
import { enter } from './people.js';
import { flows } from './suite.js';

const flow = flows();

async function share(page, id, { password = '' } = {}) {
  await page.goto(new URL(`/images/${id}`, page.url()).href);
  await page.getByRole('button', { name: 'Share' }).click();
  await page.getByLabel('Title').fill('Vacaciones');
  if (password) await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByLabel('The originals can be downloaded').check();
  assert.deepEqual(await violations(page), []);
  await page.getByRole('button', { name: 'Make the link' }).click();
  return page.getByRole('textbox', { name: 'Link' }).inputValue();
}

flow('a stranger opens a link, looks and downloads', {}, async (page, { browser }) => {
  const { pictures } = await enter(page, '/', { pictures: 1 });
  const link = await share(page, pictures[0]);

  await visit(browser, link, {}, async (stranger) => {
    await stranger.getByRole('heading', { level: 1, name: 'Vacaciones' }).waitFor();
    assert.deepEqual(await violations(stranger), []);
    assert.equal(await stranger.locator('meta[name=robots]').getAttribute('content'), 'noindex');
    await stranger.getByRole('button', { name: 'Show 1.png' }).click();
    const original = stranger.getByRole('link', { name: 'Download original' });
    const [download] = await Promise.all([stranger.waitForEvent('download'), original.click()]);

    assert.equal(download.suggestedFilename(), '1.png');
  });
});

flow('a link with a password asks for it', {}, async (page, { browser }) => {
  const { pictures } = await enter(page, '/', { pictures: 1 });
  const link = await share(page, pictures[0], { password: 'limonero azul' });

  await visit(browser, link, { refused: [401] }, async (stranger) => {
    await stranger.getByLabel('Password', { exact: true }).fill('naranjo');
    await stranger.getByRole('button', { name: 'Open' }).click();
    await stranger.getByRole('alert').waitFor();
    assert.deepEqual(await violations(stranger), []);
    await stranger.getByLabel('Password', { exact: true }).fill('limonero azul');
    await stranger.getByRole('button', { name: 'Open' }).click();

    await stranger.getByRole('button', { name: 'Show 1.png' }).waitFor();
  });
});

flow('a link that was revoked shows nothing any longer', {}, async (page, { browser }) => {
  const { pictures } = await enter(page, '/', { pictures: 1 });
  const link = await share(page, pictures[0]);
  await page.goto(new URL('/shares', page.url()).href);
  await page.getByRole('button', { name: 'Revoke Vacaciones' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await page.getByText('The link is revoked').first().waitFor();

  await visit(browser, link, { refused: [404] }, async (stranger) => {
    await stranger.getByRole('heading', { name: 'This link has ended' }).waitFor();
  });
});
