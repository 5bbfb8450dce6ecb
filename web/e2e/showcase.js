// Pictures of the app for README: `make screenshots` starts the service, fills a gallery with pictures that the engine itself makes, and
// writes docs/images/{gallery,editor,create}.png.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { openBrowser } from './browser.js';
import { enter } from './people.js';

const [url, folder] = process.argv.slice(2);
const SKIES = [
  ['#1b3a5c', '#f2a65a', '#fbe3b5'],
  ['#0f4c5c', '#5fa8a0', '#e8f1e4'],
  ['#3b1f4b', '#c8553d', '#f6bd60'],
  ['#20344b', '#4f8fbf', '#dfeaf2'],
  ['#2b2d42', '#8d99ae', '#edf2f4'],
  ['#5f0f40', '#e36414', '#fcefcb'],
];

/** A landscape in layers, as an SVG: hills, a sun, water. */
function landscape(number) {
  const [dark, , light] = SKIES[number % SKIES.length];
  const width = 900;
  const height = [600, 1100, 640, 900][number % 4];
  const hill = (base, size, seed) => {
    const points = Array.from(
      { length: 13 },
      (_, x) => `${(x * width) / 12},${base - size * Math.abs(Math.sin(x * 1.3 + seed))}`,
    );
    return `M0,${height} L${points.join(' L')} L${width},${height} Z`;
  };
  const sun = `<circle cx="${200 + ((number * 173) % 500)}" cy="${height * 0.3}" r="${60 + (number % 3) * 20}" fill="${light}"/>`;
  const hills = [0.62, 0.74, 0.86].map(
    (base, depth) =>
      `<path d="${hill(height * base, 90 + 30 * depth, number + depth)}" fill="${dark}" opacity="${0.45 + 0.25 * depth}"/>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${sun}${hills.join('')}</svg>`;
}

function recipe(number) {
  const [, middle, light] = SKIES[number % SKIES.length];
  const svg = landscape(number);
  const size = { width: 900, height: [600, 1100, 640, 900][number % 4] };
  const stops = [
    { offset: 0, colour: middle },
    { offset: 1, colour: light },
  ];
  return {
    canvas: { create: { ...size, gradient: { angle: 180, stops } } },
    steps: [{ op: 'composite', images: [{ input: { svg } }] }],
    output: { format: 'jpeg', quality: 88 },
  };
}

const NAMES = [
  'playa',
  'sierra',
  'atardecer',
  'laguna',
  'niebla',
  'desierto',
  'costa',
  'valle',
  'embalse',
  'cumbre',
  'dunas',
  'bahía',
];

const browser = await openBrowser();
const context = await browser.newContext({
  locale: 'en-GB',
  viewport: { width: 1280, height: 800 },
  reducedMotion: 'reduce',
});
const page = await context.newPage();
await mkdir(folder, { recursive: true });
await page.goto(url);
const { token } = await enter(page, '/');
const made = await page.evaluate(
  async ([access, recipes]) => {
    const ids = [];
    for (const [name, recipe] of recipes) {
      const answer = await fetch('/api/create', {
        method: 'POST',
        headers: { Authorization: `Bearer ${access}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ name, recipe }),
      });
      ids.push((await answer.json()).id);
    }
    return ids;
  },
  [token, NAMES.map((name, number) => [name, recipe(number)])],
);
const take = async (path, name, prepare = async () => {}) => {
  await page.goto(new URL(path, url).href);
  await page.waitForLoadState('networkidle');
  await prepare();
  await page.waitForTimeout(2500);
  await page.screenshot({ path: join(folder, `${name}.png`) });
};
await take('/', 'gallery');
await take(`/images/${made[2]}/edit`, 'editor');
await take('/create', 'create', async () => {
  await page.getByRole('button', { name: 'Templates' }).click();
  await page.locator('app-template-dialog ul').last().locator('button').first().click();
});
for (const extra of process.argv.slice(4))
  await take(extra.replace(':id', made[2]), extra.replaceAll(/[/:]/g, '_'));
await browser.close();
