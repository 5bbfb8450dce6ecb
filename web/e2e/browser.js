import assert from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { chromium } from 'playwright-core';

const AXE = await readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

/** Debian's Chromium, or the one that CHROMIUM names. It needs no sandbox of its own to show our own pages. */
export function openBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
}

/**
 * Opens `url` in a browser that has never been here, runs `look` on the page, and fails when anything went wrong meanwhile:
 * an error on the console (a breach of the content security policy is one), an answer of 400 or more, a request to another origin
 * than the page's and its store's.
 * `refused` are statuses that the test is about.
 */
export async function visit(
  browser,
  url,
  { language = 'en', theme = 'light', width = 1280, refused = [] },
  look,
) {
  const context = await browser.newContext({
    locale: language === 'es' ? 'es-ES' : 'en-GB',
    colorScheme: theme,
    reducedMotion: 'reduce',
    viewport: { width, height: width < 600 ? 844 : 800 },
  });
  const page = await context.newPage();
  const faults = [];
  let home = [new URL(url).origin];
  page.on('console', (line) => {
    const isRefusal = refused.some((status) => line.text().includes(`status of ${status}`));
    if (line.type() === 'error' && !isRefusal) faults.push(line.text());
  });
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('response', (answer) => {
    const isFault = answer.status() >= 400 && !refused.includes(answer.status());
    if (isFault) faults.push(`${answer.status()} ${answer.url()}`);
  });
  page.on('request', (request) => {
    const target = new URL(request.url());
    // What is downloaded may come straight from the store.
    if (request.isNavigationRequest()) return;
    if (target.protocol.startsWith('http') && !home.includes(target.origin))
      faults.push(request.url());
  });
  try {
    const answer = await page.goto(url);
    home = [...home, ...storesOf(answer)];
    await look(page);
    assert.deepEqual(faults, []);
  } finally {
    await context.close();
  }
}

/** The origins that the page's policy lets it talk to, beside its own. */
function storesOf(answer) {
  const policy = answer.headers()['content-security-policy'] ?? '';
  const [, talks = ''] = /connect-src 'self'([^;]*)/.exec(policy) ?? [];
  return talks.split(' ').filter(Boolean);
}

/**
 * What axe-core finds against WCAG 2.2 A and AA and its own good practice, one line per element.
 *
 * `except` names rules that do not fit what is shown.
 */
export async function violations(page, { except = [] } = {}) {
  await page.evaluate(AXE);
  const found = await page.evaluate((off) => {
    const rules = Object.fromEntries(off.map((rule) => [rule, { enabled: false }]));
    // The rule of WCAG 2.2 is off unless asked for.
    return axe.run({
      resultTypes: ['violations'],
      rules: { 'target-size': { enabled: true }, ...rules },
    });
  }, except);
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary}`),
  );
}

/** How far the page can be scrolled sideways, px. */
export function sideways(page) {
  return page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
}

/** Scrolls through the page, so that pictures that wait for it are loaded, and back up. */
export async function loadAll(page) {
  await page.evaluate(async () => {
    for (let y = 0; y < document.documentElement.scrollHeight; y += window.innerHeight / 2) {
      window.scrollTo(0, y);
      await new Promise((painted) => requestAnimationFrame(painted));
    }
    await Promise.all([...document.images].map((image) => image.decode()));
    window.scrollTo(0, 0);
  });
}

/** Keeps a picture of the whole page in the folder SCREENSHOTS, when there is one. */
export async function keep(page, name) {
  const folder = process.env.SCREENSHOTS;
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}
