// `npm run package`: makes amanda-backup-VERSION.vsix and fails when a bundle outgrew its budget.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './lib/install.mjs';
import { packageExtension, sizes } from './lib/package.mjs';

const { name, version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
const vsix = join(root, `${name}-${version}.vsix`);
await packageExtension(vsix);

const kilobytes = (bytes) => `${(bytes / 1000).toFixed(0)} KB`.padStart(8);
let over = 0;
for (const { name, size, budget } of sizes(vsix)) {
  const verdict = size > budget ? 'OVER BUDGET' : 'ok';
  if (size > budget) over++;
  console.log(`${name.padEnd(20)} ${kilobytes(size)} of ${kilobytes(budget)}  ${verdict}`);
}
if (over) process.exit(1);
console.log(`Made ${vsix}`);
