import assert from 'node:assert/strict';

import { sideways, violations } from './browser.js';
import { enter } from './people.js';
import { flows } from './suite.js';

const flow = flows();

/** Answers for the storage, where nothing can be dropped from a browser: later calls get what was added meanwhile. */
async function answer(page) {
  const items = [];
  await page.route('**/api/drops?*', (route) => {
    const after = new URL(route.request().url()).searchParams.get('after') ?? '';
    const found = items.filter(({ finishedAt }) => finishedAt > after);
    return route.fulfill({
      json: { folder: 'uploads/~ana/', items: found, nextCursor: null, total: found.length },
    });
  });
  return (path, more) =>
    items.unshift({
      id: crypto.randomUUID(),
      path,
      preset: path.split('/')[0],
      status: 'done',
      code: null,
      message: null,
      imageId: null,
      outputs: 3,
      finishedAt: new Date().toISOString(),
      ...more,
    });
}

flow('dropped files appear by themselves, and lead to their pictures', {}, async (page) => {
  const drop = await answer(page);
  const { pictures } = await enter(page, '/', { pictures: 1 });
  await page.getByRole('link', { name: 'Inbox', exact: true }).waitFor();
  drop('web/playa.jpg', { imageId: pictures[0] });
  await page.getByRole('link', { name: 'Inbox, 1 new file' }).click({ timeout: 30_000 });
  await page.getByText('3 files were made of it').waitFor();
  assert.deepEqual(await violations(page), []);
  await page.getByRole('link', { name: 'Inbox', exact: true }).waitFor();

  drop('none/sol.jpg', { status: 'rejected', code: 'unknown_preset', outputs: 0 });
  await page.getByText('Refused: There is no preset with this name.').waitFor({ timeout: 30_000 });
  await page.getByRole('link', { name: 'Show web/playa.jpg' }).click();

  await page.getByRole('heading', { level: 1, name: '1.png' }).waitFor();
});

flow(
  'an empty inbox says where to drop files, and how',
  { width: 390, language: 'es' },
  async (page) => {
    await enter(page, '/jobs', { language: 'es' });
    await page.getByRole('link', { name: /Archivos que se dejaron/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Bandeja de entrada' }).waitFor();
    const folder = await page.getByLabel('Tu carpeta').inputValue();

    assert.match(folder, /^uploads\/~[0-9a-f-]{36}\/$/);
    const sample = page.getByRole('region', { name: 'En Azure', exact: true });
    assert.ok((await sample.textContent()).includes(`'${folder.split('/')[1]}/web/cat.jpg'`));
    assert.deepEqual(await violations(page), []);
    assert.equal(await sideways(page), 0);
  },
);
