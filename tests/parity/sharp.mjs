// Runs cases with real sharp: node sharp.mjs CASES.json FIXTURES_DIR OUT_DIR
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';

const [casesFile, fixtures, out] = process.argv.slice(2);
sharp.cache(false);
sharp.concurrency(1);

const revive = (value) => {
  if (Array.isArray(value)) return value.map(revive);
  if (value === null || value === undefined) return undefined;
  if (typeof value !== 'object') return value;
  if ('$fixture' in value) return readFileSync(join(fixtures, value.$fixture));
  if ('$path' in value) return join(fixtures, value.$path);
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== null).map(([name, inner]) => [name, revive(inner)]));
};

const source = (value) => (typeof value === 'string' ? readFileSync(join(fixtures, value)) : revive(value));

const run = async (one) => {
  const options = revive(one.inputOptions);
  const image = one.input === null ? sharp(options) : sharp(source(one.input), options);
  for (const { op, args } of one.pipeline) image[op](...(args ?? []).map(revive));
  if (one.kind === 'metadata' || one.kind === 'stats') return { [one.kind]: await image[one.kind]() };
  if (one.output) image.toFormat(one.output.format, revive(one.output.options));
  const { data, info } = await image.toBuffer({ resolveWithObject: true });
  writeFileSync(join(out, `${one.id}.sharp`), data);
  return { info };
};

const results = {};
for (const one of JSON.parse(readFileSync(casesFile))) {
  try {
    results[one.id] = { status: 'ok', ...(await run(one)) };
  } catch (error) {
    results[one.id] = { status: 'refused', message: error.message };
  }
}
writeFileSync(join(out, 'sharp.json'), JSON.stringify(results));
