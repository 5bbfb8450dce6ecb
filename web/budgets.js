/** Fails when what a browser has to load, compressed, is more than we allow. Runs after compress.js. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

const DIST = 'dist';
const KB = 1000;
const STATIC = /(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g;
const LINKED = /(?:src|href)="([\w.-]+\.(?:js|css))"/g;

const files = new Set(await readdir(DIST));
const index = await readFile(join(DIST, 'index.html'), 'utf8');
const first = await loadedBy([
  'index.html',
  ...[...index.matchAll(LINKED)].map(([, name]) => name),
]);
const named = [...files].filter((name) => /^editor\.page-\w+\.js$/.test(name));
const editor = [...(await loadedBy(named))].filter((name) => !first.has(name));

const within = [
  await holds('what is loaded first', [...first], 160),
  await holds('the editor', editor, 90),
];
process.exitCode = Number(within.includes(false));

/** The files themselves and all that they cannot do without. */
async function loadedBy(names) {
  const loaded = new Set();
  const waiting = names.filter((name) => files.has(name));
  while (waiting.length > 0) {
    const name = waiting.pop();
    if (loaded.has(name)) continue;
    loaded.add(name);
    if (!name.endsWith('.js')) continue;
    const code = await readFile(join(DIST, name), 'utf8');
    waiting.push(...[...code.matchAll(STATIC)].map(([, wanted]) => wanted));
  }
  return loaded;
}

async function holds(what, names, limit) {
  const sizes = await Promise.all(
    names.map(async (name) => {
      const sent = files.has(`${name}.br`) ? `${name}.br` : name;
      return (await stat(join(DIST, sent))).size;
    }),
  );
  const total = sizes.reduce((sum, size) => sum + size, 0) / KB;
  console.log(
    `${what}: ${total.toFixed(1)} kB compressed in ${names.length} files (below ${limit} kB)`,
  );
  // No file at all means that its name is another one now.
  return total > 0 && total < limit;
}
