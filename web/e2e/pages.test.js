import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { keep, loadAll, openBrowser, sideways, violations, visit } from './browser.js';
import { openSite } from './site.js';

const HEADINGS = {
  en: 'Every picture, ready for its place.',
  es: 'Cada imagen, lista para su lugar.',
};
const WIDTHS = [320, 390, 1280];

let browser;
let site;

before(async () => {
  [browser, site] = await Promise.all([openBrowser(), openSite()]);
});

after(async () => {
  await browser?.close();
  await site?.close();
});

for (const language of ['en', 'es']) {
  for (const theme of ['light', 'dark']) {
    for (const width of WIDTHS) {
      test(`the welcome page is accessible and fits: ${language}, ${theme}, ${width} px`, async () => {
        await visit(browser, `${site.url}/`, { language, theme, width }, async (page) => {
          await page.getByRole('heading', { level: 1, name: HEADINGS[language] }).waitFor();
          await loadAll(page);
          await keep(page, `welcome-${language}-${theme}-${width}`);

          assert.equal(await page.evaluate(() => document.documentElement.lang), language);
          assert.equal(await sideways(page), 0);
          assert.deepEqual(await violations(page), []);
        });
      });
    }
  }
}

for (const width of [600, 768, 960, 1920, 3840]) {
  test(`the welcome page fits ${width} px`, async () => {
    await visit(browser, `${site.url}/`, { width, language: 'es' }, async (page) => {
      await page.getByRole('heading', { level: 1 }).waitFor();

      assert.equal(await sideways(page), 0);
    });
  });
}

test('nothing on the welcome page moves while it loads', async () => {
  await visit(browser, `${site.url}/`, {}, async (page) => {
    await page.addInitScript(() => {
      window.moved = 0;
      new PerformanceObserver((list) => {
        for (const { value } of list.getEntries()) window.moved += value;
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await page.reload();
    await page.getByRole('heading', { level: 1, name: HEADINGS.en }).waitFor();
    await page.waitForLoadState('networkidle');

    assert.ok((await page.evaluate(() => window.moved)) < 0.02);
  });
});

test('the language switches without a reload and is remembered', async () => {
  await visit(browser, `${site.url}/`, { language: 'en' }, async (page) => {
    await page.getByRole('heading', { level: 1, name: HEADINGS.en }).waitFor();
    await page.evaluate(() => (window.sameDocument = true));

    await page.getByRole('button', { name: 'es Español' }).click();
    await page.getByRole('heading', { level: 1, name: HEADINGS.es }).waitFor();

    assert.equal(await page.title(), 'Servicio de imágenes · Lienzo');
    assert.equal(await page.evaluate(() => window.sameDocument), true);
    await page.reload();
    await page.getByRole('heading', { level: 1, name: HEADINGS.es }).waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.lang), 'es');
  });
});

test('the theme switches and is remembered', async () => {
  await visit(browser, `${site.url}/`, { theme: 'light' }, async (page) => {
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await page.getByRole('button', { name: 'Theme: As the system' }).click();
    const light = await background();

    await page.getByRole('menuitemradio', { name: 'Dark' }).click();
    await page.getByRole('button', { name: 'Theme: Dark' }).waitFor();

    const dark = await background();
    assert.notEqual(dark, light);
    await page.reload();
    await page.getByRole('button', { name: 'Theme: Dark' }).waitFor();
    assert.equal(await background(), dark);
  });
});

test('the open theme menu is accessible', async () => {
  await visit(browser, `${site.url}/`, {}, async (page) => {
    await page.getByRole('button', { name: 'Theme: As the system' }).click();
    await page.getByRole('menuitemradio', { name: 'Dark' }).waitFor();

    // A menu lies above the page, outside its landmarks.
    assert.deepEqual(await violations(page, { except: ['region'] }), []);
  });
});

test('the keyboard skips to the content and moves the slider', async () => {
  await visit(browser, `${site.url}/`, {}, async (page) => {
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');

    assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
    const slider = page.getByRole('slider', { name: 'Compare before and after' });
    await slider.press('ArrowRight');
    await page.waitForFunction(
      (text) => document.activeElement.getAttribute('aria-valuetext') === text,
      '49 % of the picture shows the result',
    );
  });
});

test('a section that the address names is in view', async () => {
  await visit(browser, `${site.url}/`, {}, async (page) => {
    await page.getByRole('banner').getByRole('link', { name: 'How to use it' }).click();
    await page.waitForFunction(() => window.scrollY > 0);

    const top = await page
      .getByRole('heading', { name: 'Use it today' })
      .evaluate((heading) => heading.getBoundingClientRect().top);
    const header = await page
      .getByRole('banner')
      .evaluate((bar) => bar.getBoundingClientRect().bottom);
    assert.ok(
      top > header && top < 400,
      `the heading is at ${top} px, the header ends at ${header} px`,
    );
  });
});

for (const language of ['en', 'es']) {
  test(`an unknown address says that there is no such page: ${language}`, async () => {
    await visit(browser, `${site.url}/no/such/page`, { language, width: 320 }, async (page) => {
      const heading = { en: 'There is no such page', es: 'Esta página no existe' }[language];
      const title = { en: 'Page not found · Lienzo', es: 'Página no encontrada · Lienzo' }[
        language
      ];
      await page.getByRole('heading', { level: 1, name: heading }).waitFor();
      await keep(page, `not-found-${language}-light-320`);

      assert.equal(await page.title(), title);
      assert.equal(await sideways(page), 0);
      assert.deepEqual(await violations(page), []);
    });
  });
}

test('leaving the not-found page puts the focus on the heading of the next', async () => {
  await visit(browser, `${site.url}/no/such/page`, {}, async (page) => {
    await page.getByRole('link', { name: 'Go to the first page' }).click();
    await page.getByRole('heading', { level: 1, name: HEADINGS.en }).waitFor();

    await page.waitForFunction((text) => document.activeElement.textContent === text, HEADINGS.en);
  });
});

for (const theme of ['light', 'dark']) {
  test(`the API page lists the calls: ${theme}`, async (t) => {
    if (!site.hasApi) return t.skip('there is no API without BASE_URL');
    await visit(browser, `${site.url}/api/docs`, { theme }, async (page) => {
      await page.getByText('/api/transform', { exact: true }).first().waitFor();
      await keep(page, `docs-${theme}-1280`);

      assert.equal(await page.title(), 'Lienzo API');
      assert.equal(await sideways(page), 0);
    });
  });
}
