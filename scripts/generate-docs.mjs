// Writes docs/CHECKS.md and one page for each check below docs/checks/, from the table of checks.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const docs = join(root, 'docs');

const { outputFiles } = await build({
  stdin: {
    contents: `export { documentChecks } from './server/src/checks/document';
export { allChecks } from './server/src/checks/registry';`,
    resolveDir: root,
    loader: 'ts',
  },
  bundle: true,
  format: 'esm',
  platform: 'neutral',
  write: false,
});
const code = Buffer.from(outputFiles[0].contents).toString('base64');
const { allChecks, documentChecks } = await import(`data:text/javascript;base64,${code}`);

const pages = documentChecks(allChecks);
for (const entry of readdirSync(join(docs, 'checks'), { recursive: true, withFileTypes: true })) {
  const path = relative(docs, join(entry.parentPath, entry.name));
  if (entry.isFile() && !pages.has(path)) rmSync(join(docs, path));
}
for (const [path, text] of pages) {
  mkdirSync(dirname(join(docs, path)), { recursive: true });
  writeFileSync(join(docs, path), text);
}
console.log(`${pages.size} pages written to docs/`);
