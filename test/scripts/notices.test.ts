import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import esbuild from 'esbuild';
import { afterAll, describe, expect, it } from 'vitest';
import { notices, packagesOf } from '../../scripts/lib/notices.mjs';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'amanda-notices-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the notices of third parties', () => {
  it('name every package that is in a bundle, with the text of its licence', async () => {
    const { metafile } = await esbuild.build({
      entryPoints: [join(root, 'server/src/node.ts')],
      absWorkingDir: root,
      bundle: true,
      platform: 'node',
      mainFields: ['module', 'main'],
      metafile: true,
      write: false,
      logLevel: 'error',
    });
    const packages = packagesOf(Object.keys(metafile.inputs), root);
    const names = packages.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['vscode-jsonrpc', 'vscode-languageserver']));
    const text = notices(packages);
    for (const { name, version } of packages) expect(text).toContain(`${name} ${version} (`);
    expect(text).toContain('Permission is hereby granted');
  });

  it('are not made for a licence that is not allowed, nor without its text', () => {
    const make = (license: string, file: string) => {
      const own = join(folder, 'node_modules', license);
      mkdirSync(own, { recursive: true });
      writeFileSync(join(own, 'package.json'), JSON.stringify({ name: license, version: '1.0.0', license }));
      writeFileSync(join(own, file), 'text');
      return packagesOf([`node_modules/${license}/index.js`], folder);
    };
    expect(() => notices(make('GPL-3.0', 'LICENSE'))).toThrow('which is not allowed');
    expect(() => notices(make('MIT', 'README'))).toThrow('without the text');
    expect(notices(make('ISC', 'LICENSE.md'))).toContain('ISC 1.0.0 (ISC)');
  });
});
