import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { documentChecks } from '../../server/src/checks/document';
import { allChecks } from '../../server/src/checks/registry';

const docs = fileURLToPath(new URL('../../docs/', import.meta.url));

it('docs/CHECKS.md and docs/checks/ are what the table of checks says (npm run docs)', () => {
  const pages = documentChecks(allChecks);
  for (const [path, text] of pages) {
    const file = join(docs, path);
    expect(existsSync(file) ? readFileSync(file, 'utf8') : 'missing', path).toBe(text);
  }
  const there = readdirSync(join(docs, 'checks'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(docs, join(entry.parentPath, entry.name)));
  expect(there.filter((path) => !pages.has(path))).toEqual([]);
});
