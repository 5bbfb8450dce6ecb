/**
 * Makes the typed client in src/app/api from .angular/openapi.json, the document of the service's own code.
 * With `--check` it writes nothing and fails when the client there is not what would be made.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { NgOpenApiGen } from 'ng-openapi-gen';

const options = JSON.parse(await readFile('ng-openapi-gen.json', 'utf8'));
const wanted = process.argv.includes('--check') ? '.angular/api' : options.output;
const document = JSON.parse(await readFile(options.input, 'utf8'));
new NgOpenApiGen(document, { ...options, output: wanted, silent: true }).generate();

if (wanted !== options.output) {
  const [made, kept] = await Promise.all([files(wanted), files(options.output)]);
  const names = [...new Set([...made.keys(), ...kept.keys()])];
  const different = names.filter((name) => made.get(name) !== kept.get(name));
  if (different.length > 0) {
    console.error(`The web app's client is old, run \`make client\`: ${different.join(', ')}`);
    process.exitCode = 1;
  }
}

async function files(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const read = entries
    .filter((entry) => entry.isFile())
    .map(async (entry) => {
      const path = join(entry.parentPath ?? entry.path, entry.name);
      return [path.slice(folder.length), await readFile(path, 'utf8')];
    });
  return new Map(await Promise.all(read));
}
