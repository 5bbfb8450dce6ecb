import assert from 'node:assert/strict';

import { violations, visit } from './browser.js';
import { enter } from './people.js';
import { flows } from './suite.js';

const flow = flows();

async function share(page, id, say, { password = '' } = {}) {
  await page.goto(new URL(`/images/${id}`, page.url()).href);
  await page.getByRole('button', { name: say('image.share') }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(say('share.name')).fill('Vacaciones');
  if (password) await dialog.getByLabel(say('share.password'), { exact: true }).fill(password);
  await dialog.getByLabel(say('share.originals')).check();
  assert.deepEqual(await violations(page), []);
  await dialog.getByRole('button', { name: say('share.make') }).click();
  return dialog.getByRole('textbox', { name: say('share.link') }).inputValue();
}

flow.spoken(
  'a stranger opens a link, looks and downloads',
  {},
  async (page, { browser, language, say }) => {
    const { pictures } = await enter(page, '/', { pictures: 1, language });
    const link = await share(page, pictures[0], say);

    await visit(browser, link, { language }, async (stranger) => {
      await stranger.getByRole('heading', { level: 1, name: 'Vacaciones' }).waitFor();
      assert.deepEqual(await violations(stranger), []);
      assert.equal(await stranger.locator('meta[name=robots]').getAttribute('content'), 'noindex');
      await stranger.getByRole('button', { name: say('shared.show', { name: '1.png' }) }).click();
      const original = stranger.getByRole('link', {
        name: say('shared.download', { name: say('shared.original') }),
      });
      const [download] = await Promise.all([stranger.waitForEvent('download'), original.click()]);

      assert.equal(download.suggestedFilename(), '1.png');
    });
  },
);

flow('a link with a password asks for it', {}, async (page, { browser, say }) => {
  const { pictures } = await enter(page, '/', { pictures: 1 });
  const link = await share(page, pictures[0], say, { password: 'limonero azul' });

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

flow('a link that was revoked shows nothing any longer', {}, async (page, { browser, say }) => {
  const { pictures } = await enter(page, '/', { pictures: 1 });
  const link = await share(page, pictures[0], say);
  await page.goto(new URL('/shares', page.url()).href);
  await page.getByRole('button', { name: 'Revoke Vacaciones' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await page.getByText('The link is revoked').first().waitFor();

  await visit(browser, link, { refused: [404] }, async (stranger) => {
    await stranger.getByRole('heading', { name: 'This link has ended' }).waitFor();
  });
});

flow('a link that was made is changed, and goes on working', {}, async (page, { browser, say }) => {
  const { pictures } = await enter(page, '/', { pictures: 2 });
  const link = await share(page, pictures[0], say, { password: 'limonero azul' });
  await page.goto(new URL('/shares', page.url()).href);
  await page.getByRole('button', { name: 'Edit Vacaciones' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit Vacaciones' });
  await dialog.getByLabel('Title').fill('Verano');
  await dialog.getByLabel('No password any longer').check();
  await dialog.getByRole('button', { name: 'Add a picture' }).click();
  await page.getByRole('button', { name: '2.png' }).click();
  await dialog.getByRole('checkbox', { name: 'Picture 1' }).uncheck();
  assert.deepEqual(await violations(page), []);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText('The link is changed; it works as before').first().waitFor();

  await visit(browser, link, {}, async (stranger) => {
    await stranger.getByRole('heading', { level: 1, name: 'Verano' }).waitFor();
    await stranger.getByRole('button', { name: 'Show 2.png' }).waitFor();
    assert.equal(await stranger.getByRole('button', { name: 'Show 1.png' }).count(), 0);
  });
  await page.reload();
  await page.getByText(/1 picture · opened 1 time · ends/).waitFor();
});

flow('a link does not lose its last picture', {}, async (page, { say }) => {
  const { pictures } = await enter(page, '/', { pictures: 1 });
  await share(page, pictures[0], say);
  await page.evaluate(() => localStorage.setItem('lienzo.language', 'es'));
  await page.goto(new URL('/shares', page.url()).href);
  await page.getByRole('button', { name: 'Editar Vacaciones' }).click();
  await page.getByRole('checkbox', { name: 'Imagen 1' }).uncheck();

  await page.getByText('Debe mostrar algo. Para terminarlo, revócalo.').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Guardar' }).isDisabled(), true);
});
