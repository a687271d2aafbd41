import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listFiles, PackageManager } from '@vscode/vsce';
import { expect, test } from 'vitest';
import { root } from '../../scripts/lib/install.mjs';

const allowed = [
  /^(package(\.nls(\.\w+)?)?\.json|README\.md|CHANGELOG\.md|LICENSE)$/,
  /^dist\/(?:[\w./-]+\.js|THIRD-PARTY-NOTICES\.txt)$/,
  /^syntaxes\/[\w.-]+\.json$/,
  /^docs\/checks\/[a-z]+\/[a-z0-9-]+\.md$/,
  /^(l10n|media|walkthrough)\/[\w./-]+\.(json|svg|png|md)$/,
];

test('the VSIX holds what a user needs and nothing else', async () => {
  const files = await listFiles({ cwd: root, packageManager: PackageManager.None });
  expect(files.filter((file) => !allowed.some((pattern) => pattern.test(file)))).toEqual([]);
});

test('every file that package.json names goes into the VSIX', async () => {
  const files = await listFiles({ cwd: root, packageManager: PackageManager.None });
  const manifest = await readFile(join(root, 'package.json'), 'utf8');
  const named = [...manifest.matchAll(/"\.\/([\w./-]+\.(?:json|svg|png|md))"/g)].map(
    (match) => match[1] ?? '',
  );
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((file) => !files.includes(file))).toEqual([]);
});
