import assert from 'node:assert/strict';

import { visit } from './browser.js';
import { drop, newAddress, PASSWORD, photos } from './people.js';
import { flows } from './suite.js';

const flow = flows();
const MANY = 20;

/** The spelling of a field whose words are in the API itself. */
const FIELDS = {
  en: { width: 'Width', format: 'Format' },
  es: { width: 'Ancho', format: 'Formato' },
};

// Only what can be read on the screens leads the way: somebody who was never here has no document.
flow.spoken(
  'somebody new shares twenty photos, each as a square WebP with a signature',
  {},
  async (page, { url, browser, language, say, t }) => {
    let before = performance.now();
    const done = (what) => {
      const now = performance.now();
      t.diagnostic(`${what}: ${((now - before) / 1000).toFixed(1)} s`);
      before = now;
    };
    const press = (name) => page.getByRole('button', { name, exact: true }).click();
    const field = FIELDS[language];

    await page.goto(url);
    await page.getByRole('link', { name: say('welcome.register') }).click();
    await page.getByRole('button', { name: say('auth.register.submit') }).waitFor();
    await page.getByLabel(say('auth.email')).fill(newAddress());
    await page.getByLabel(say('auth.password'), { exact: true }).fill(PASSWORD);
    await press(say('auth.register.submit'));
    await page.getByRole('heading', { name: say('gallery.empty') }).waitFor();
    done('registered');

    await page.locator('app-upload-panel').waitFor({ state: 'attached' });
    await drop(page, await photos(page, MANY));
    await page
      .getByText(say('upload.done', { count: MANY }))
      .first()
      .waitFor({ timeout: 60_000 });
    await page.getByText(say('gallery.count', { count: MANY }), { exact: true }).waitFor();
    done(`${MANY} photos uploaded`);

    await press(say('upload.close'));
    await page.getByRole('gridcell').getByRole('link').first().click();
    await page.getByRole('link', { name: say('image.edit') }).click();
    await press('1:1');
    await press(say('editor.tabs.size'));
    const box = page.getByRole('spinbutton', { name: field.width, exact: true });
    await box.fill('300');
    await box.press('Tab');
    await press(say('editor.tabs.text'));
    await press(say('editor.text.add'));
    await page.getByRole('textbox', { name: say('lettering.content') }).fill('© Ana');
    await press(say('editor.tabs.output'));
    await page.getByLabel(field.format).selectOption('WebP');
    await press(say('editor.savePreset'));
    await page.getByRole('dialog').getByLabel(say('save.name')).fill('firma');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: say('save.save') })
      .click();
    await page
      .getByText(say('save.preset.done', { name: 'firma' }))
      .first()
      .waitFor();
    done('recipe made and saved as a preset');

    await page
      .getByRole('navigation', { name: say('rail.label') })
      .getByRole('link', { name: say('rail.gallery') })
      .click();
    await page.getByRole('gridcell').getByRole('button').first().click();
    await press(say('selection.all'));
    await press(say('selection.preset'));
    await page.getByRole('radio', { name: /firma/ }).check();
    await press(say('apply.start'));
    await press(say('jobs.look'));
    await page
      .getByText(new RegExp(`^${say('jobs.states.done')} · ${MANY} `))
      .waitFor({ timeout: 90_000 });
    done(`${MANY} results made in one job`);

    await press(say('jobs.share'));
    await press(say('share.make'));
    const link = await page.getByRole('textbox', { name: say('share.link') }).inputValue();
    done('shared');

    await visit(browser, link, { language }, async (stranger) => {
      await stranger.getByText(say('gallery.count', { count: MANY })).waitFor();
      const shown = await stranger.locator('main img').evaluateAll((images) =>
        Promise.all(
          images.map(async (image) => {
            image.loading = 'eager';
            await image.decode();
            return [image.naturalWidth / image.naturalHeight, image.width > 0];
          }),
        ),
      );
      assert.deepEqual(
        shown,
        Array(MANY).fill([1, true]),
        'every picture is seen, and is a square',
      );

      await stranger
        .getByRole('button', { name: say('shared.show', { name: '' }) })
        .first()
        .click();
      const large = stranger.getByRole('dialog').locator('img');
      await large.evaluate((image) => image.decode());
      const result = await large.evaluate(async (image) => {
        const answer = await fetch(image.currentSrc);
        return [answer.headers.get('content-type'), image.naturalWidth, image.naturalHeight];
      });
      assert.deepEqual(result, ['image/webp', 300, 300]);
    });
    done('seen by a stranger');
  },
);
