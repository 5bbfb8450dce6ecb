import assert from 'node:assert/strict';

import { violations } from './browser.js';
import { enter } from './people.js';
import { flows } from './suite.js';

const flow = flows();

async function selectAll(page) {
  await page.getByRole('gridcell').getByRole('link').first().focus();
  await page.keyboard.press('Control+a');
}

flow('a preset is applied to many pictures, and the versions are there', {}, async (page) => {
  await enter(page, '/', { pictures: 3 });
  await selectAll(page);
  await page.getByRole('button', { name: 'Apply preset' }).click();
  await page.getByRole('radio', { name: /square/ }).check();
  assert.deepEqual(await violations(page), []);
  await page.getByRole('button', { name: 'Start' }).click();
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await page.getByText(/^Done · 3 of 3/).waitFor({ timeout: 60_000 });
  assert.deepEqual(await violations(page), []);

  await page.getByRole('link', { name: 'Picture 1' }).click();
  await page.getByRole('button', { name: 'Versions' }).click();

  await page.getByRole('button', { name: /1080 × 1080 · JPEG/ }).waitFor();
});

flow('many pictures are downloaded as one file', {}, async (page) => {
  await enter(page, '/', { pictures: 2 });
  await selectAll(page);
  const button = page.getByRole('button', { name: 'Download' });
  const [download] = await Promise.all([
    page.waitForEvent('download', { timeout: 60_000 }),
    button.click(),
  ]);

  assert.match(download.suggestedFilename(), /\.zip$/);
});

flow('what a job made is downloaded as one file', { language: 'es' }, async (page) => {
  await enter(page, '/', { pictures: 2, language: 'es' });
  await selectAll(page);
  await page.getByRole('button', { name: 'Aplicar' }).click();
  await page.getByRole('radio', { name: /square/ }).check();
  await page.getByRole('button', { name: 'Empezar' }).click();
  await page.getByRole('button', { name: 'Ver', exact: true }).click();
  await page.getByText(/^Terminada · 2 de 2/).waitFor({ timeout: 60_000 });
  const button = page.getByRole('button', { name: 'Descargar lo que se hizo' });
  const [download] = await Promise.all([
    page.waitForEvent('download', { timeout: 60_000 }),
    button.click(),
  ]);

  assert.match(download.suggestedFilename(), /\.zip$/);
});
