import assert from 'node:assert/strict';

import { choose, newAddress, PASSWORD, png } from './people.js';
import { flows } from './suite.js';

const flow = flows();

/** Presses Tab until the focus is on what a role and a name say. */
async function tabTo(page, role, name) {
  const target = page.getByRole(role, { name, exact: true });
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  assert.fail(`the Tab key does not lead to the ${role} ${name}`);
}

flow(
  'somebody registers, uploads, deletes and shares without a mouse',
  {},
  async (page, { url }) => {
    await page.goto(`${url}/register`);
    await tabTo(page, 'textbox', 'E-mail address');
    await page.keyboard.type(newAddress());
    await tabTo(page, 'textbox', 'Password');
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Your gallery is empty' }).waitFor();

    const files = [];
    for (const name of ['rojo', 'verde', 'azul']) {
      const colour = { rojo: 'crimson', verde: 'seagreen', azul: 'navy' }[name];
      const buffer = await png(page, colour);
      files.push({ name: `${name}.png`, mimeType: 'image/png', buffer });
    }
    await tabTo(page, 'button', 'Choose pictures');
    await choose(page, () => page.keyboard.press('Enter'), files);
    await page.getByText('3 pictures in your gallery').first().waitFor();

    await tabTo(page, 'button', 'Large pictures');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('Delete');
    await page.getByText('2 pictures', { exact: true }).first().waitFor();
    await page.waitForFunction(() => document.activeElement.matches('[role=grid] a'));
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Share' }).waitFor();

    await page.keyboard.press('s');
    await tabTo(page, 'textbox', 'Title');
    await page.keyboard.type('Colores');
    await page.keyboard.press('Enter');
    const link = page.getByRole('textbox', { name: 'Link' });
    await link.waitFor();
    assert.match(await link.inputValue(), /\/s\/[\w-]{20,}$/);

    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('g');
    await page.getByRole('grid', { name: 'Your pictures' }).waitFor();
  },
);
