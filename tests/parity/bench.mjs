// sharp for bench/engine.py: a line of JSON with a picture and tasks in, CPU in ms and the hashes of what was made out.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import sharp from 'sharp';

sharp.cache(false);
sharp.concurrency(1);

const make = (data, { resize, format, options }) => sharp(data).resize(resize).toFormat(format, options).toBuffer();

for await (const line of createInterface({ input: process.stdin })) {
  const { path, tasks, atOnce } = JSON.parse(line);
  const data = readFileSync(path);
  const made = [];
  const start = process.cpuUsage();
  for (let first = 0; first < tasks.length; first += atOnce) {
    made.push(...(await Promise.all(tasks.slice(first, first + atOnce).map((task) => make(data, task)))));
  }
  const { user, system } = process.cpuUsage(start);
  console.log(JSON.stringify({ cpu: (user + system) / 1000, hashes: made.map((one) => createHash('sha256').update(one).digest('hex')) }));
}
