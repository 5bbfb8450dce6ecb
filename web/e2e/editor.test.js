import assert from 'node:assert/strict';

import { keep, sideways, violations } from './browser.js';
import {
  TOOLS,
  edit,
  log,
  measured,
  number,
  press,
  recipe,
  tool,
  type,
  written,
} from './editing.js';
import { flows, LOOKS } from './suite.js';

const flow = flows();

for (const options of LOOKS) {
  const { theme, width, language } = options;

  flow(`every tool is accessible and fits: ${theme}, ${width} px`, options, async (page) => {
    await edit(page, { language });
    for (let place = 1; place <= TOOLS; place += 1) {
      await page.keyboard.press(String(place));
      if (place === 6) await page.locator('app-text-panel button').first().click();
      if (place === 7) {
        await page.locator('app-watermark-panel button').last().click();
        await page.locator('app-picture-choice li button').first().click();
      }
      if (place === 9) await page.locator('app-steps-panel .name').first().click();
      await page.waitForFunction(() => !document.querySelector('.ghost'));
      await page.evaluate(() => document.activeElement?.blur());
      await keep(page, `editor-${place}-${theme}-${width}`);

      assert.equal(await sideways(page), 0, `tool ${place}`);
      assert.deepEqual(await violations(page), [], `tool ${place}`);
    }
    await page.keyboard.press('c');
    await page.locator('app-compare-slider').waitFor();
    assert.deepEqual(await violations(page), []);
  });
}

flow('a corner is dragged, and it is one step back', {}, async (page) => {
  await edit(page, {});
  const canvas = await page.locator('cropper-canvas').boundingBox();
  const [right, bottom] = [canvas.x + canvas.width, canvas.y + canvas.height];
  await page.mouse.move(right - 2, bottom - 2);
  await page.mouse.down();
  await page.mouse.move(right - canvas.width / 4, bottom - canvas.height / 3, { steps: 8 });
  await page.mouse.move(right - canvas.width / 2, bottom - canvas.height / 2, { steps: 8 });
  await page.mouse.up();

  const width = Number(await number(page, 'Width').inputValue());
  assert.ok(Math.abs(width - 200) < 6, `the box is ${width} px wide`);
  assert.equal(await log(page).count(), 2);
  await page.keyboard.press('Control+z');
  await written(page, 'Width', 400);
});

flow('the box never leaves the picture', {}, async (page) => {
  await edit(page, {});
  await type(page, 'Width', 100);
  await type(page, 'Height', 100);
  const box = await page.locator('cropper-selection').boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + 3000, box.y + 3000, { steps: 6 });
  await page.mouse.up();

  await written(page, 'Left', 300);
  await written(page, 'Top', 200);
});

flow('to look at the crop changes nothing', {}, async (page) => {
  await edit(page, {});
  const look = async () => {
    for (const name of ['Size', 'Crop', 'Size']) {
      await tool(page, name).click();
      await page.getByRole('heading', { level: 2, name, exact: true }).waitFor();
    }
    return (await recipe(page)).steps;
  };
  assert.deepEqual(await look(), []);

  await tool(page, 'Crop').click();
  await type(page, 'Width', 101);
  await type(page, 'Left', 33);
  assert.deepEqual(await look(), [{ op: 'extract', left: 33, top: 0, width: 101, height: 300 }]);
});

flow('the box keeps a shape, and the keyboard moves it', {}, async (page) => {
  await edit(page, {});
  await press(page, '1:1');
  await type(page, 'Width', 100);
  await written(page, 'Height', 100);
  await type(page, 'Left', 50);
  await written(page, 'Left', 50);

  await page.getByRole('group', { name: 'The part that is kept' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await written(page, 'Left', 61);
  await page.keyboard.press('Alt+Shift+ArrowDown');
  await page.waitForFunction(() => document.querySelector('#crop-width').value !== '100');

  const [width, height] = [number(page, 'Width'), number(page, 'Height')];
  assert.equal(await width.inputValue(), await height.inputValue());
});

flow('what was cut out stays cut out when the picture is turned', {}, async (page) => {
  await edit(page, {});
  await type(page, 'Width', 100);
  await type(page, 'Height', 50);
  await page.keyboard.press(']');

  const { steps } = await recipe(page);
  assert.deepEqual(steps, [
    { op: 'rotate', angle: 90 },
    { op: 'extract', left: 250, top: 0, width: 50, height: 100 },
  ]);
});

flow('a slider is heard at once, and its drag is one entry', {}, async (page) => {
  await edit(page, {});
  await tool(page, 'Tune').click();
  const slider = page.getByRole('slider', { name: 'Brightness' });
  await slider.focus();
  for (let times = 0; times < 10; times += 1) await page.keyboard.press('ArrowRight');

  const filter = await page.locator('app-stage img').evaluate((image) => image.style.filter);
  assert.match(filter, /brightness\(1\.1/);
  assert.equal(await log(page).count(), 2);
  await page.waitForFunction(() => document.querySelector('app-stage img').style.filter === 'none');
});

const WORDS = {
  en: {
    size: 'Size',
    filters: 'Filters',
    output: 'Output',
    format: 'Format',
    result: 'Result',
    save: 'Save',
    name: 'Name',
    saved: 'A new version is saved',
  },
  es: {
    size: 'Tamaño',
    filters: 'Filtros',
    output: 'Salida',
    format: 'Formato',
    result: 'Resultado',
    save: 'Guardar',
    name: 'Nombre',
    saved: 'Hay una versión nueva guardada',
  },
};

for (const language of ['en', 'es']) {
  flow(
    `a version is saved, with exactly what was seen: ${language}`,
    { language },
    async (page) => {
      const words = WORDS[language];
      const { token, id } = await edit(page, { language });
      await press(page, words.size);
      await press(page, '50 %');
      await press(page, words.filters);
      await press(page, 'Sepia');
      await press(page, words.output);
      await page.getByLabel(words.format).selectOption('WebP');
      const card = page.getByRole('complementary', { name: words.result });
      await card.getByText('WEBP').waitFor();
      await measured(page);
      const shown = await card.locator('dd').first().textContent();
      await press(page, words.save);
      await page.getByRole('dialog').getByLabel(words.name).fill('vieja');
      assert.deepEqual(await violations(page), []);
      await page.getByRole('dialog').getByRole('button', { name: words.save }).click();
      await page.getByText(words.saved).first().waitFor();

      const { items } = await page.evaluate(
        async ([access, image]) => {
          const headers = { Authorization: `Bearer ${access}` };
          return (await fetch(`/api/images/${image}/renditions`, { headers })).json();
        },
        [token, id],
      );
      assert.equal(items.length, 1);
      const [{ name, format, width, height }] = items;
      assert.deepEqual(
        { name, format, width, height },
        { name: 'vieja', format: 'webp', width: 200, height: 150 },
      );
      assert.match(shown, /200 × 150 px/);
    },
  );
}

flow('a refusal is said at the field to blame', { refused: [422] }, async (page) => {
  await edit(page, {});
  await tool(page, 'All operations').click();
  await page.getByLabel('Add an operation').first().selectOption('Crop');
  await page.locator('.adding button').click();
  await type(page, 'Left', 390);

  await page.locator('app-schema-field .fault').first().waitFor();
  assert.deepEqual(await violations(page), []);
});

flow('an operation that the page does not know can be used', { refused: [422] }, async (page) => {
  await page.route('**/api/operations', async (route) => {
    const answer = await route.fetch();
    const catalogue = await answer.json();
    catalogue.operations.push({
      name: 'pixelateFaces',
      description: 'Hide who is seen.',
      schema: {
        type: 'object',
        properties: {
          op: { const: 'pixelateFaces', type: 'string' },
          size: { type: 'integer', minimum: 2, maximum: 50, default: 8, description: 'Side, px.' },
        },
      },
    });
    await route.fulfill({ response: answer, json: catalogue });
  });
  await edit(page, {});
  await tool(page, 'All operations').click();
  await page.getByLabel('Add an operation').first().selectOption('Pixelate faces');
  await page.getByText('Hide who is seen.').waitFor();
  await page.locator('.adding button').click();
  await page.getByRole('slider', { name: 'Size' }).fill('20');

  assert.deepEqual((await recipe(page)).steps, [{ op: 'pixelateFaces', size: 20 }]);
});

flow('a text is written and moved without a mouse', {}, async (page) => {
  await edit(page, {});
  await tool(page, 'Text').click();
  await press(page, 'Add a text');
  await page.getByRole('textbox', { name: 'Text' }).fill('© Ana & Luis');
  await page.getByRole('button', { name: /^Corner of the layer/ }).focus();
  await page.keyboard.press('ArrowUp');
  await page.getByRole('listitem').getByRole('button', { name: 'Place' }).waitFor();

  const [step] = (await recipe(page)).steps;
  const [{ input, top }] = step.images;
  assert.match(input.text.text, /© Ana &amp; Luis/);
  assert.equal(await number(page, 'From above').inputValue(), String(top));
});

flow('a picture of the gallery becomes a watermark', {}, async (page) => {
  await edit(page, {});
  await tool(page, 'Watermark').click();
  await press(page, 'Add a picture');
  assert.deepEqual(await violations(page), []);
  await page.getByRole('dialog').getByRole('button', { name: '1.png' }).click();
  await type(page, 'Opacity', 40);
  await page.getByRole('radio', { name: 'Top left' }).check();

  const [step] = (await recipe(page)).steps;
  const [{ input, gravity }] = step.images;
  assert.deepEqual([input.width, input.opacity, gravity], [100, 0.4, 'northwest']);
});
