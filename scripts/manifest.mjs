// Writes the settings, commands and menus of package.json and package.nls.json from their tables, so that each text
// has one home: server/src/schema/settings.ts and client/manifest.json. `--check` only says whether they are current.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { manifestOf } from './lib/manifest.mjs';
import { root } from './lib/install.mjs';

const made = await manifestOf(root);
let stale = false;
for (const [name, text] of Object.entries(made)) {
  const path = join(root, name);
  if ((await readFile(path, 'utf8').catch(() => '')) === text) continue;
  stale = true;
  if (process.argv.includes('--check'))
    console.error(`${name} is not current: run node scripts/manifest.mjs`);
  else {
    await writeFile(path, text);
    console.log(`wrote ${name}`);
  }
}
if (stale && process.argv.includes('--check')) process.exitCode = 1;
