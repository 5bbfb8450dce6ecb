import assert from 'node:assert/strict';

import { violations } from './browser.js';
import { enter } from './people.js';
import { flows } from './suite.js';

const flow = flows();
const heading = (page, name) => page.getByRole('heading', { level: 1, name });

flow.spoken(
  'a picture is named, described and found by its description',
  {},
  async (page, { language, say }) => {
    const { pictures } = await enter(page, '/', { pictures: 1, language });
    await page.goto(new URL(`/images/${pictures[0]}`, page.url()).href);
    await page.getByLabel(say('details.filename'), { exact: true }).fill('ola.png');
    await page.getByLabel(say('details.alt')).fill('Una ola verde');
    await page.getByRole('button', { name: say('details.save') }).click();
    await heading(page, 'ola.png').waitFor();

    await page.goto(new URL('/?q=ola+verde', page.url()).href);
    await page.getByRole('link', { name: /Una ola verde/ }).waitFor();
  },
);

flow('arrows lead to the neighbours, and move a picture that is magnified', {}, async (page) => {
  await enter(page, '/', { pictures: 3 });
  await page.getByRole('gridcell').getByRole('link').first().click();
  await heading(page, '3.png').waitFor();
  await page.keyboard.press('ArrowRight');
  await heading(page, '2.png').waitFor();

  for (let times = 0; times < 4; times += 1) await page.keyboard.press('+');
  const image = page.locator('app-zoom-view img');
  const before = await image.evaluate((element) => element.style.transform);
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction(
    (old) => document.querySelector('app-zoom-view img').style.transform !== old,
    before,
  );
  await heading(page, '2.png').waitFor();
});

flow('a picture is downloaded as it was uploaded', {}, async (page) => {
  const { pictures } = await enter(page, '/', { pictures: 1 });
  await page.goto(new URL(`/images/${pictures[0]}`, page.url()).href);
  const button = page.getByRole('button', { name: 'Download' });
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);

  assert.equal(download.suggestedFilename(), '1.png');
});

flow('a deleted picture makes room for its neighbour', {}, async (page) => {
  await enter(page, '/', { pictures: 2 });
  await page.getByRole('gridcell').getByRole('link').first().click();
  await heading(page, '2.png').waitFor();
  await page.getByRole('button', { name: 'Delete' }).click();

  await heading(page, '1.png').waitFor();
});

flow('a picture that is not there says so', { refused: [404] }, async (page) => {
  await enter(page, '/images/00000000-0000-7000-8000-000000000000');
  await heading(page, 'This picture is not here').waitFor();

  assert.deepEqual(await violations(page), []);
});
