/** Writes `.br` and `.gz` beside every file of dist that becomes smaller that way, for the service to send instead. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const DIST = 'dist';
const TEXT = /\.(css|html|js|json|svg|txt|webmanifest)$/;
/** One packet holds less than this: bytes saved there save no time. */
const LEAST_BYTES = 1024;

const entries = await readdir(DIST, { recursive: true, withFileTypes: true });
const files = entries.filter((entry) => entry.isFile() && TEXT.test(entry.name));
await Promise.all(files.map((entry) => compress(join(entry.parentPath ?? entry.path, entry.name))));

async function compress(file) {
  const data = await readFile(file);
  if (data.length < LEAST_BYTES) return;
  const quality = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(data, { params: quality }),
    promisify(gzip)(data, { level: constants.Z_BEST_COMPRESSION }),
  ]);
  await Promise.all([writeFile(`${file}.br`, br), writeFile(`${file}.gz`, gz)]);
}
