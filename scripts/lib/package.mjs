// The VSIX: one function for `npm run package`, `npm start` and the tests in the real VS Code.
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createVSIX, listFiles, PackageManager } from '@vscode/vsce';
import { root } from './install.mjs';

/** Largest sizes in bytes that a release may have; each bundle is what esbuild makes, minified. */
export const budgets = {
  'dist/client.js': 600_000,
  'dist/server.js': 900_000,
  'dist/cli.js': 900_000,
  'dist/web/client.js': 600_000,
  'dist/web/server.js': 900_000,
  vsix: 1_200_000,
};

/** Builds the bundles for production (the vscode:prepublish script) and packs them into the file `vsix`. */
export async function packageExtension(vsix) {
  await createVSIX({
    cwd: root,
    packagePath: vsix,
    dependencies: false,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
}

/** One number for everything that goes into the VSIX, to know whether an installed one is still the same. */
export async function contentHash() {
  const hash = createHash('sha256');
  for (const file of (await listFiles({ cwd: root, packageManager: PackageManager.None })).sort())
    hash.update(`${file}\0`).update(await readFile(join(root, file)));
  return hash.digest('hex');
}

/** The sizes of what was packaged, in bytes, each with its budget. */
export function sizes(vsix) {
  return Object.entries(budgets).map(([name, budget]) => ({
    name: name === 'vsix' ? 'VSIX' : name,
    budget,
    size: statSync(name === 'vsix' ? vsix : join(root, name)).size,
  }));
}
