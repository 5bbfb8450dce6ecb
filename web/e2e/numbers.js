// What the pages cost in a browser: `npm --prefix web run --silent numbers`, against the service at BASE_URL (http://localhost:7071 without).
//
// Prints, for the welcome page, a gallery of 1,000 pictures and the editor, each opened three times with nothing in the cache, the
// median of when the largest thing was painted (LCP) and the worst of how far the page moved by itself (CLS); the longest time for
// which the browser could not answer while the gallery is scrolled from top to bottom; and the code that the first page and the editor
// load, compressed. Exits with 1 when a bound is missed.
import { openBrowser } from './browser.js';
import { enter } from './people.js';

const url = (process.env.BASE_URL ?? 'http://localhost:7071').replace(/\/$/, '');
const PICTURES = 1000;
const ROUNDS = 3;
const TURNS = 1000;
const BOUNDS = { lcp: 1500, cls: 0.02, task: 200, first: 160, editor: 90 };

/** In every page before anything else: keeps what the browser tells about it. */
function watch() {
  window.numbers = { lcp: 0, cls: 0, tasks: [] };
  const on = (type, note) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({
      type,
      buffered: true,
    });
  on('largest-contentful-paint', ({ startTime }) => (window.numbers.lcp = startTime));
  on('layout-shift', ({ value, hadRecentInput }) => {
    if (!hadRecentInput) window.numbers.cls += value;
  });
  on('longtask', ({ duration }) => window.numbers.tasks.push(duration));
}

/** What a page loads of code and words, by address: kB as they were sent. */
function weights(page) {
  return page.evaluate(() => {
    const [document_] = performance.getEntriesByType('navigation');
    const sent = performance.getEntriesByType('resource');
    const code = sent.filter(({ name }) => /\.(js|css|json)$/.test(new URL(name).pathname));
    return Object.fromEntries(
      [document_, ...code].map(({ name, encodedBodySize }) => [name, encodedBodySize / 1000]),
    );
  });
}

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Uploads small pictures, several at a time. Gives the id of one of them. */
function fill(page, token, count) {
  return page.evaluate(
    async ([access, many]) => {
      let last = 0;
      let id = '';
      const headers = { Authorization: `Bearer ${access}`, 'Content-Type': 'image/jpeg' };
      const work = async () => {
        while (last < many) {
          const number = (last += 1);
          const canvas = new OffscreenCanvas(160 + (number % 5) * 40, 160);
          const context = canvas.getContext('2d');
          context.fillStyle = `hsl(${number} 60% ${30 + (number % 40)}%)`;
          context.fillRect(0, 0, canvas.width, canvas.height);
          context.fillText(String(number), 20, 80);
          const body = await canvas.convertToBlob({ type: 'image/jpeg' });
          const to = `/api/images?filename=${number}.jpg`;
          const answer = await fetch(to, { method: 'POST', headers, body });
          ({ id } = await answer.json());
        }
      };
      await Promise.all([work(), work(), work(), work()]);
      return id;
    },
    [token, count],
  );
}

/** Opens a page with nothing in the cache, several times. */
async function open(page, path, ready) {
  const cache = await page.context().newCDPSession(page);
  const rounds = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await cache.send('Network.clearBrowserCache');
    await page.goto(url + path);
    await page.locator(ready).first().waitFor();
    await page.waitForLoadState('networkidle');
    rounds.push(await page.evaluate(() => window.numbers));
  }
  const lcp = median(rounds.map((round) => round.lcp));
  const cls = Math.max(...rounds.map((round) => round.cls));
  return { lcp, cls, loaded: await weights(page) };
}

/** Scrolls from top to bottom as a wheel does. Gives the longest task, ms. */
async function scroll(page) {
  await page.evaluate(() => (window.numbers.tasks = []));
  const end = page.locator('[role=gridcell]', { hasText: /^1\.jpg/ });
  for (let turns = 0; (await end.count()) === 0; turns += 1) {
    if (turns === TURNS) throw new Error('the end of the gallery was not reached');
    await page.mouse.wheel(0, 600);
    await page.waitForTimeout(30);
  }
  return Math.max(0, ...(await page.evaluate(() => window.numbers.tasks)));
}

const browser = await openBrowser();
const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
const page = await context.newPage();
await page.addInitScript(watch);
const welcome = await open(page, '/', 'h1');
const { token } = await enter(page, '/');
const id = await fill(page, token, PICTURES);
const gallery = await open(page, '/', '[role=gridcell]');
const task = await scroll(page);
const editor = await open(page, `/images/${id}/edit`, 'app-result-card dd .small');
await browser.close();

const own = Object.entries(editor.loaded).filter(([name]) => !(name in gallery.loaded));
const rows = [
  ['welcome: LCP, ms', welcome.lcp, BOUNDS.lcp],
  ['welcome: CLS', welcome.cls, BOUNDS.cls],
  ['welcome: code, kB', sum(Object.values(welcome.loaded)), BOUNDS.first],
  ['gallery: LCP, ms', gallery.lcp, BOUNDS.lcp],
  ['gallery: CLS', gallery.cls, BOUNDS.cls],
  ['gallery: longest task of a scroll, ms', task, BOUNDS.task],
  ['editor: LCP, ms', editor.lcp, BOUNDS.lcp],
  ['editor: CLS', editor.cls, BOUNDS.cls],
  ['editor: code of its own, kB', sum(own.map(([, size]) => size)), BOUNDS.editor],
];
console.table(
  rows.map(([what, value, bound]) => ({
    what,
    value: Number(value.toPrecision(3)),
    bound,
    kept: value < bound,
  })),
);
process.exitCode = rows.every(([, value, bound]) => value < bound) ? 0 : 1;
