import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { crc32 } from 'node:zlib';

import { keep, violations } from './browser.js';
import { choose, enter, png } from './people.js';
import { flows } from './suite.js';

const MEBIBYTE = 1024 * 1024;
// Five parts of 5 MiB, the last one smaller.
const LARGE = 22 * MEBIBYTE;

let folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lienzo-uploads-'));
});
after(() => rm(folder, { recursive: true, force: true }));

const flow = flows();

/** A picture of so many bytes: what lies behind the end of a PNG, nobody reads. */
async function large(page, name, bytes = LARGE) {
  const data = await png(page, 'tomato');
  const file = join(folder, name);
  await writeFile(file, Buffer.concat([data, randomBytes(bytes - data.length)]));
  return file;
}

const CLOSE = { en: 'Close the list of uploads', es: 'Cerrar la lista de subidas' };

const named = (name, buffer, mimeType = 'image/png') => ({ name, mimeType, buffer });

/** The same PNG, whose header says that it has 60,000 px on each side. */
function enlarged(picture) {
  const made = Buffer.from(picture);
  made.writeUInt32BE(60_000, 16);
  made.writeUInt32BE(60_000, 20);
  made.writeUInt32BE(crc32(made.subarray(12, 29)), 29);
  return made;
}

/** The parts that the store has taken. */
function watch(page) {
  const taken = [];
  page.on('response', (answer) => {
    const request = answer.request();
    if (request.method() !== 'PUT' || answer.status() >= 300) return;
    taken.push(partOf(request.url()));
  });
  return taken;
}

/** Which part of which upload a signed URL is for: Azure's says it in its query, ours in its token. */
function partOf(url) {
  const { pathname, searchParams } = new URL(url);
  if (searchParams.has('blockid')) return `${pathname} ${searchParams.get('blockid')}`;
  if (searchParams.has('partNumber')) return `${pathname} ${searchParams.get('partNumber')}`;
  const token = pathname.split('/').at(-1).split('.')[0];
  const { upload, number } = JSON.parse(Buffer.from(token, 'base64url').toString());
  return `${upload} ${number}`;
}

const isPart = (url) =>
  url.searchParams.has('blockid') ||
  url.searchParams.has('partNumber') ||
  url.pathname.startsWith('/api/store/');
const panel = (page, name = 'Uploads') => page.getByRole('region', { name });
const pick = (page, files, name = 'Choose pictures') =>
  choose(page, () => page.getByRole('button', { name, exact: true }).click(), files);

/** Sends a large file, and loads the page again when two parts have arrived. */
async function interrupt(page, file, taken) {
  let passed = 0;
  await page.route(isPart, (route) => {
    if (route.request().method() !== 'PUT' || (passed += 1) <= 2) return route.continue();
    // The line is dead: nothing comes back.
  });
  await pick(page, file);
  for (let tries = 0; taken.length < 2; tries += 1) {
    assert.ok(tries < 300, 'two parts arrive');
    await page.waitForTimeout(100);
  }
  await page.reload();
  await page.unroute(isPart);
}

flow(
  'a large file goes on after a reload, and what the store has is not sent again',
  {},
  async (page) => {
    await enter(page, '/');
    const taken = watch(page);
    await interrupt(page, await large(page, 'playa.png'), taken);
    await panel(page).getByText('1 upload can continue').waitFor();
    assert.deepEqual(await violations(page), []);
    await keep(page, 'uploads-unfinished');

    await panel(page).getByRole('button', { name: 'Continue', exact: true }).click();
    await panel(page).getByText('1 picture in your gallery').waitFor();

    assert.equal(taken.length, 5, taken.join('\n'));
    assert.equal(new Set(taken).size, 5, 'every part has been sent once');
  },
);

flow(
  'a file that the browser has not kept is chosen again, and another one is not mixed with it',
  {},
  async (page) => {
    await enter(page, '/');
    const taken = watch(page);
    const file = await large(page, 'mar.png');
    await interrupt(page, file, taken);
    await page.evaluate(
      () =>
        new Promise((done) => {
          const request = window.indexedDB.open('lienzo.uploads');
          request.onsuccess = () => {
            const change = request.result.transaction('files', 'readwrite');
            change.objectStore('files').clear();
            change.oncomplete = done;
          };
        }),
    );
    await panel(page).getByText('1 upload can continue').waitFor();
    await pick(page, await large(page, 'otra.png'), 'Continue');
    await page.getByText('otra.png is none of the files that were interrupted.').first().waitFor();
    await pick(page, file, 'Continue');
    await panel(page).getByText('1 picture in your gallery').waitFor();

    assert.equal(new Set(taken).size, 5);
    assert.equal(taken.length, 5, 'every part has been sent once');
  },
);

flow('an upload is paused and goes on without sending again what had arrived', {}, async (page) => {
  await enter(page, '/');
  const taken = watch(page);
  let passed = 0;
  await page.route(isPart, (route) => {
    if (route.request().method() !== 'PUT' || (passed += 1) <= 2) return route.continue();
  });
  await pick(page, await large(page, 'rio.png'));
  await panel(page).getByText('10.5 MB of 23.1 MB').first().waitFor();
  await panel(page).getByRole('button', { name: 'Pause rio.png' }).click();
  await panel(page).getByText('Paused · 10.5 MB of 23.1 MB').waitFor();
  await keep(page, 'uploads-paused');
  await page.unroute(isPart);
  await panel(page).getByRole('button', { name: 'Go on with rio.png' }).click();
  await panel(page).getByText('1 picture in your gallery').waitFor();

  assert.equal(taken.length, 5, taken.join('\n'));
});

flow('an interrupted upload is thrown away', {}, async (page) => {
  await enter(page, '/');
  const taken = watch(page);
  await interrupt(page, await large(page, 'lago.png'), taken);
  await panel(page).getByRole('button', { name: 'Throw lago.png away' }).click();
  await panel(page).waitFor({ state: 'detached' });
  await page.reload();
  await page.getByRole('button', { name: 'Choose pictures' }).waitFor();

  assert.equal(await panel(page).count(), 0);
});

for (const [language, words] of Object.entries({
  en: {
    upload: 'Upload',
    panel: 'Uploads',
    preset: 'Preset on upload',
    bytes: 'Too large: a file may have 26.2 MB.',
    pixels: 'Too many pixels: a picture may have 50,000,000.',
    type: 'Not a picture that Lienzo can read.',
    duplicate: 'In your gallery already',
    started: 'A job with 1 picture has begun',
  },
  es: {
    upload: 'Subir',
    panel: 'Subidas',
    preset: 'Ajuste al subir',
    bytes: 'Demasiado grande: un archivo puede tener 26,2 MB.',
    pixels: 'Demasiados píxeles: una imagen puede tener 50.000.000.',
    type: 'No es una imagen que Lienzo pueda leer.',
    duplicate: 'Ya estaba en tu galería',
    started: 'Ha empezado una tarea con 1 imagen',
  },
}))
  flow(
    `what is refused says why, and a preset is made of what arrives (${language})`,
    { language, refused: [413] },
    async (page) => {
      const { token } = await enter(page, '/', { language });
      const uploads = panel(page, words.panel);
      const picture = await png(page, 'teal');
      const other = await png(page, 'plum');
      const press = (...files) => pick(page, files, words.upload);
      await page.locator('app-upload-panel').waitFor({ state: 'attached' });
      await press(named('uno.png', picture), named('notas.txt', Buffer.from('no'), 'text/plain'));
      await uploads.getByRole('link', { name: 'uno.png' }).waitFor();
      await uploads.getByText(words.type).waitFor();
      await press(named('dos.png', picture), named('campo.png', enlarged(picture)));
      await uploads.getByText(words.duplicate).waitFor();
      await uploads.getByText(words.pixels).waitFor();
      await press(named('grande.png', Buffer.alloc(26 * MEBIBYTE)));
      await uploads.getByText(words.bytes).waitFor();
      assert.deepEqual(await violations(page), []);
      await keep(page, `uploads-${language}`);

      await uploads.getByRole('button', { name: CLOSE[language] }).click();
      await press(named('tres.txt', picture, 'text/plain'));
      await uploads.getByLabel(words.preset).selectOption('thumbnail');
      await press(named('tres.png', other));
      await page.getByText(words.started).first().waitFor();
      const jobs = await page.request.get(new URL('/api/jobs', page.url()).href, {
        headers: { Authorization: `Bearer ${token}` },
      });
      const [job] = (await jobs.json()).items;

      assert.deepEqual([job.kind, job.total], ['preset', 1]);
    },
  );
