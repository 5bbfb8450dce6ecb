import assert from 'node:assert/strict';

import { choose, newAddress, PASSWORD, png } from './people.js';
import { flows } from './suite.js';

const flow = flows();

/** Presses Tab until the focus is on what a role and a name say; wherever it stops, the focus can be seen. */
async function tabTo(page, role, name) {
  const target = page.getByRole(role, { name, exact: true });
  for (let presses = 0; presses < 120; presses += 1) {
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(unseen), '');
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  assert.fail(`the Tab key does not lead to the ${role} ${name}`);
}

/** In the page: what has the focus without a mark around it, or behind something else. Empty when all is well. */
function unseen() {
  const focused = document.activeElement;
  if (focused === document.body) return '';
  const ring = (element) => {
    const style = element && getComputedStyle(element);
    return style && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  };
  const { left, top, width, height } = focused.getBoundingClientRect();
  const over = document.elementFromPoint(left + width / 2, top + height / 2);
  // A message goes by itself, and the list of uploads is closed when it is in the way.
  const passes = over?.closest('app-notice-line, app-upload-panel');
  const isOpen = over && (passes || focused.contains(over) || over.contains(focused));
  return ring(focused) && isOpen ? '' : focused.outerHTML.slice(0, 200);
}

flow(
  'somebody registers, uploads, deletes, edits and shares without a mouse',
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

    await tabTo(page, 'button', 'List');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('Delete');
    await page.getByText('2 pictures', { exact: true }).first().waitFor();
    await page.waitForFunction(() => document.activeElement.matches('[role=grid] a'));
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Share' }).waitFor();

    await page.keyboard.press('e');
    await page.locator('app-result-card dd .small').first().waitFor();
    await tabTo(page, 'button', 'Rotate');
    await page.keyboard.press('Enter');
    await tabTo(page, 'button', 'A quarter right');
    await page.keyboard.press('Enter');
    await page.locator('app-history-list li').nth(1).waitFor();
    await tabTo(page, 'button', 'Save');
    await page.keyboard.press('Enter');
    await tabTo(page, 'textbox', 'Name');
    await page.keyboard.type('girada');
    await page.keyboard.press('Enter');
    await page.getByText('A new version is saved').first().waitFor();
    await tabTo(page, 'link', 'Back to the picture');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Versions' }).waitFor();

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
