import assert from 'node:assert/strict';

import { keep, sideways, violations } from './browser.js';
import { number, press, recipe } from './editing.js';
import { enter } from './people.js';
import { flows, LOOKS } from './suite.js';

const flow = flows();

async function open(page, options) {
  const entered = await enter(page, '/create', options);
  await page.locator('app-create-page img').first().waitFor();
  return entered;
}

const written = (page, id, value) =>
  page.waitForFunction(
    ([field, wanted]) => document.querySelector(field).value === wanted,
    [`#layer-${id}`, String(value)],
  );
const layers = async (page) => (await recipe(page)).steps.at(0)?.images ?? [];

for (const options of LOOKS) {
  const { theme, width, language } = options;

  flow(`the canvas is accessible and fits: ${theme}, ${width} px`, options, async (page) => {
    await open(page, { language, pictures: 1 });
    const look = async (name) => {
      await page.waitForFunction(() => !document.querySelector('.ghost'));
      await page.waitForLoadState('networkidle');
      await keep(page, `create-${name}-${theme}-${width}`);
      assert.equal(await sideways(page), 0, name);
      assert.deepEqual(await violations(page), [], name);
    };
    await look('canvas');
    await page.locator('app-create-page .bar > button').first().click();
    await look('templates');
    await page.locator('app-template-dialog ul').last().getByRole('button').first().click();
    await page.locator('app-layer-list li .name').first().click();
    await look('text');
    await page.locator('app-layer-list .adding button').nth(1).click();
    await look('shape');
    await page.locator('app-layer-list .adding button').nth(2).click();
    await look('choice');
    await page.locator('app-picture-choice li button').first().click();
    await look('picture');
  });
}

const WORDS = {
  en: {
    templates: 'Templates',
    title: 'Title',
    heading: 'A good title',
    text: 'Text',
    save: 'Save',
    name: 'Name',
    saved: 'It is in your gallery',
    show: 'Show',
  },
  es: {
    templates: 'Plantillas',
    title: 'Título',
    heading: 'Un buen título',
    text: 'Texto',
    save: 'Guardar',
    name: 'Nombre',
    saved: 'Está en tu galería',
    show: 'Ver',
  },
};

for (const language of ['en', 'es']) {
  flow(`a template is filled in and saved: ${language}`, { language }, async (page) => {
    const words = WORDS[language];
    await open(page, { language });
    await press(page, words.templates);
    await press(page, words.title);
    await press(page, words.heading);
    await page.getByLabel(words.text, { exact: true }).fill('Verano');
    await press(page, words.save);
    await page.getByRole('dialog').getByLabel(words.name).fill('verano');
    await page.getByRole('dialog').getByRole('button', { name: words.save }).click();
    await page.getByText(words.saved).first().waitFor();
    await press(page, words.show);

    await page.getByRole('heading', { level: 1, name: 'verano.png' }).waitFor();
  });
}

flow('a shape is moved and made larger with the mouse', {}, async (page) => {
  await open(page, {});
  await press(page, 'Shape');
  const drag = async (locator, right, down) => {
    const box = await locator.boundingBox();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + right, y + down, { steps: 5 });
    await page.mouse.up();
  };
  const before = {
    left: Number(await number(page, 'Left').inputValue()),
    width: Number(await number(page, 'Width').inputValue()),
  };
  await drag(page.locator('app-handles .active'), -60, 20);
  await drag(page.locator('app-handles .corner'), 50, 30);

  assert.ok(Number(await number(page, 'Left').inputValue()) < before.left);
  assert.ok(Number(await number(page, 'Width').inputValue()) > before.width);
  const [{ left, input }] = await layers(page);
  assert.equal(left, Number(await number(page, 'Left').inputValue()));
  assert.match(input.svg, /^<svg /);
});

flow('layers are ordered, moved and removed by the keyboard alone', {}, async (page) => {
  await open(page, {});
  await press(page, 'Text');
  await press(page, 'Shape');
  await page.getByRole('button', { name: 'Further down: Rectangle' }).focus();
  await page.keyboard.press('Enter');
  assert.ok('svg' in (await layers(page))[0].input);

  const handle = page.getByRole('group', { name: 'Layer 1' });
  await handle.focus();
  const left = Number(await number(page, 'Left').inputValue());
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('ArrowLeft');
  await written(page, 'left', left + 9);
  const width = Number(await number(page, 'Width').inputValue());
  await page.keyboard.press('Alt+Shift+ArrowRight');
  await written(page, 'width', width + 10);

  await page.keyboard.press('Delete');
  assert.equal((await layers(page)).length, 1);
});

flow('a picture of the gallery lies on a gradient, scaled', {}, async (page) => {
  await open(page, { pictures: 1 });
  await page.getByLabel('Ground').selectOption('Gradient');
  await press(page, 'Picture');
  await page.getByRole('dialog').getByRole('button', { name: '1.png' }).click();
  await number(page, 'Width').fill('200');
  await number(page, 'Width').press('Tab');
  await written(page, 'height', 150);

  const { canvas, steps } = await recipe(page);
  assert.equal(canvas.create.gradient.stops.length, 2);
  assert.deepEqual([steps[0].images[0].input.width, steps[0].images[0].input.height], [200, 150]);
  await page.waitForFunction(() => /kB|MB/.test(document.querySelector('.size').textContent));
});

flow('an unsaved picture survives a reload', {}, async (page) => {
  await open(page, {});
  await press(page, 'Text');
  await page.reload();

  await page.getByText('this is your unsaved draft').waitFor();
  assert.equal((await layers(page)).length, 1);
});
