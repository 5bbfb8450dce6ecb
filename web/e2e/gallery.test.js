import assert from 'node:assert/strict';

import { sideways, violations } from './browser.js';
import { choose, enter, png } from './people.js';
import { flows } from './suite.js';

const flow = flows();
const wall = (page) => page.getByRole('grid', { name: 'Your pictures' });
const cells = (page) => wall(page).getByRole('gridcell');

flow('pictures are chosen, and what is refused says why', {}, async (page) => {
  await enter(page, '/');
  const buffer = await png(page, 'tomato');
  await choose(page, () => page.getByRole('button', { name: 'Choose pictures' }).click(), [
    { name: 'playa.png', mimeType: 'image/png', buffer },
    { name: 'notas.txt', mimeType: 'text/plain', buffer: Buffer.from('no') },
  ]);
  const uploads = page.getByRole('region', { name: 'Uploads' });
  await uploads.getByText('1 picture in your gallery').waitFor();

  await uploads.getByText('Not a picture that Lienzo can read.').waitFor();
  await wall(page).getByRole('link', { name: 'playa.png' }).waitFor();
  assert.deepEqual(await violations(page), []);
});

flow(
  'a damaged picture is refused by the service, in words',
  { refused: [415, 422] },
  async (page) => {
    await enter(page, '/');
    await choose(page, () => page.getByRole('button', { name: 'Choose pictures' }).click(), [
      { name: 'rota.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('not a picture at all') },
    ]);

    await page.getByText('Not a picture that Lienzo can read.').waitFor();
  },
);

flow('a picture that is dropped anywhere is uploaded', {}, async (page) => {
  await enter(page, '/presets');
  await page.getByRole('heading', { level: 1, name: 'Presets' }).waitFor();
  await page.locator('app-upload-panel').waitFor({ state: 'attached' });
  const numbers = [...(await png(page, 'teal'))];
  await page.evaluate((bytes) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([new Uint8Array(bytes)], 'mar.png', { type: 'image/png' }));
    const drop = new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true });
    document.body.dispatchEvent(drop);
  }, numbers);

  await page
    .getByRole('region', { name: 'Uploads' })
    .getByRole('link', { name: 'mar.png' })
    .waitFor();
});

flow('the keyboard selects a range and deletes it, and takes it back', {}, async (page) => {
  await enter(page, '/', { pictures: 5 });
  await wall(page).getByRole('link').first().focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await page.getByText('3 selected').first().waitFor();
  assert.deepEqual(await violations(page), []);

  await page.keyboard.press('Delete');
  await page.getByText('2 pictures').first().waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();

  await page.getByText('3 pictures are back').first().waitFor();
  await page.waitForFunction(() => document.querySelectorAll('[role=gridcell]').length === 5);
});

flow('filters stand in the address and survive a reload', {}, async (page) => {
  await enter(page, '/', { pictures: 3 });
  await cells(page).first().waitFor();
  await page.getByRole('searchbox').fill('2.png');
  await page.waitForFunction(() => document.querySelectorAll('[role=gridcell]').length === 1);
  assert.equal(new URL(page.url()).searchParams.get('q'), '2.png');

  await page.reload();
  await cells(page).first().waitFor();
  assert.equal(await cells(page).count(), 1);
  await page.getByRole('button', { name: 'Remove the filter “2.png”' }).click();

  await page.waitForFunction(() => document.querySelectorAll('[role=gridcell]').length === 3);
});

flow('tags are given to many pictures and found again', {}, async (page) => {
  await enter(page, '/', { pictures: 3 });
  await wall(page).getByRole('link').first().focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowRight');
  await page.getByRole('button', { name: 'Tags' }).click();
  await page.getByRole('dialog').getByLabel('Tags').fill('mar');
  await page.keyboard.press('Enter');
  assert.deepEqual(await violations(page), []);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('2 pictures are changed').first().waitFor();

  await page.goto(new URL('/?tag=mar', page.url()).href);
  await cells(page).first().waitFor();
  assert.equal(await cells(page).count(), 2);
});

flow.spoken(
  'the bin gives back, and is emptied after a question',
  {},
  async (page, { language, say }) => {
    await enter(page, '/', { pictures: 2, language });
    await page.getByRole('gridcell').getByRole('link').first().focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await page.getByRole('heading', { name: say('gallery.empty') }).waitFor();
    const places = page.getByRole('navigation', { name: say('rail.label') });
    await places.getByRole('link', { name: say('rail.bin') }).click();
    const bin = page.getByRole('grid', { name: say('bin.title') });
    await bin.getByRole('button', { name: say('grid.select', { name: '1.png' }) }).click();
    await page.getByRole('button', { name: say('bin.restore') }).click();
    await page.waitForFunction(() => document.querySelectorAll('[role=gridcell]').length === 1);

    await page.getByRole('button', { name: say('bin.empty') }).click();
    assert.deepEqual(await violations(page), []);
    await page
      .getByRole('dialog')
      .getByRole('button', { name: say('bin.purge') })
      .click();

    await page.getByRole('heading', { name: say('bin.nothing') }).waitFor();
  },
);

flow('of a thousand pictures only those in view are in the page', {}, async (page) => {
  const item = (index) => ({
    id: `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`,
    filename: `${index}.jpg`,
    format: 'jpeg',
    width: 300 + (index % 5) * 60,
    height: 300,
    bytes: 1000,
    sha256: '',
    pages: 1,
    hasAlpha: false,
    altText: '',
    tags: [],
    placeholder: null,
    dominantColor: '#446688',
    createdAt: '2026-01-01T00:00:00Z',
    deletedAt: null,
    links: { content: '/favicon.svg', thumbnail: '/favicon.svg' },
  });
  await page.route(/\/api\/images\?/, (route) => {
    const from = Number(new URL(route.request().url()).searchParams.get('cursor') ?? 0);
    const items = Array.from({ length: 100 }, (_, index) => item(from + index));
    const nextCursor = from + 100 < 1000 ? String(from + 100) : null;
    return route.fulfill({ json: { items, nextCursor, total: 1000 } });
  });
  await enter(page, '/');
  await cells(page).first().waitFor();
  for (let pages = 0; pages < 60; pages += 1) {
    await page.mouse.wheel(0, 2000);
    await page.evaluate(() => new Promise((painted) => requestAnimationFrame(painted)));
  }
  await wall(page).getByRole('link', { name: '999.jpg' }).waitFor();

  assert.ok((await cells(page).count()) < 120, 'a gallery of any length is a page of one size');
});

flow(
  'a phone shows the gallery and what can be done with a selection',
  { width: 320 },
  async (page) => {
    await enter(page, '/', { pictures: 3 });
    await cells(page).first().waitFor();
    assert.equal(await sideways(page), 0);
    await wall(page).getByRole('link').first().focus();
    await page.keyboard.press('Space');
    await page.getByRole('toolbar', { name: 'Selected pictures' }).waitFor();

    assert.equal(await sideways(page), 0);
  },
);

flow('going back leads to where one was', { width: 600 }, async (page) => {
  await enter(page, '/', { pictures: 14 });
  await cells(page).first().waitFor();
  await page.mouse.wheel(0, 4000);
  await page.waitForFunction(() => window.scrollY > 100);
  await wall(page)
    .getByRole('link', { name: /\b1\.png/ })
    .click();
  const place = await page.evaluate(() => window.scrollY);
  await page.getByRole('heading', { level: 1, name: '1.png' }).waitFor();
  await page.goBack();

  await page.waitForFunction((before) => Math.abs(window.scrollY - before) <= 1, place);
});

flow('a lost connection is said, and that it is back', {}, async (page) => {
  await enter(page, '/');
  await page.getByRole('heading', { name: 'Your gallery is empty' }).waitFor();
  await page.context().setOffline(true);
  await page.getByRole('alert').getByText('Lienzo cannot be reached.').waitFor();
  await page.context().setOffline(false);

  await page.getByRole('alert').waitFor({ state: 'detached' });
});

flow('the gallery as a list is kept, and goes by keyboard', { language: 'es' }, async (page) => {
  await enter(page, '/', { pictures: 3, language: 'es' });
  await page.getByRole('button', { name: 'Lista' }).click();
  const list = page.getByRole('grid', { name: 'Tus imágenes' });
  const size = list.getByText(/400 × \d+ px/).first();
  await size.waitFor();
  assert.deepEqual(await violations(page), []);
  await page.reload();
  await size.waitFor();
  await list.getByRole('link').first().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');

  await list.getByRole('row').nth(1).getByRole('gridcell', { selected: true }).waitFor();
});

flow('pictures are found by the size of their files', {}, async (page) => {
  await enter(page, '/', { pictures: 2 });
  await cells(page).first().waitFor();
  await page.getByRole('button', { name: 'Filters' }).click();
  await page.getByLabel('File size').selectOption('10 MB and more');
  await page.getByRole('heading', { name: 'No picture is like this' }).waitFor();
  assert.equal(new URL(page.url()).searchParams.get('size'), 'huge');
  assert.deepEqual(await violations(page), []);
  await page.getByRole('button', { name: 'Remove the filter 10 MB and more' }).click();

  await cells(page).first().waitFor();
});

flow('a sketch stands where a picture has not come yet', {}, async (page) => {
  await page.route('**/thumbnail*', () => undefined);
  const { token } = await enter(page, '/');
  await page.evaluate(async (access) => {
    const canvas = new OffscreenCanvas(400, 300);
    canvas.getContext('2d').fillRect(0, 0, 200, 300);
    await fetch('/api/images?filename=mar.jpg', {
      method: 'POST',
      headers: { Authorization: `Bearer ${access}`, 'Content-Type': 'image/jpeg' },
      body: await canvas.convertToBlob({ type: 'image/jpeg' }),
    });
  }, token);
  await page.reload();
  await wall(page).getByRole('link').first().waitFor();

  const image = await wall(page)
    .getByRole('link')
    .first()
    .evaluate((link) => getComputedStyle(link).backgroundImage);
  assert.match(image, /^url\("data:image\/png/);
});
