// Builds every bundle into dist/. `--watch` rebuilds on change, `--production` minifies and drops source maps.
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import esbuild from 'esbuild';
import { root } from './lib/install.mjs';
import { notices, packagesOf } from './lib/notices.mjs';

const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');

const common = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  target: 'es2022',
  metafile: true,
  logLevel: 'warning',
  // The packages' ES modules bundle smaller than their CommonJS twins.
  mainFields: ['module', 'main'],
};

// What package.json names in `bin` is started as a program.
const program = { js: '#!/usr/bin/env node' };

const builds = [
  {
    entryPoints: ['client/src/node.ts'],
    outfile: 'dist/client.js',
    platform: 'node',
    format: 'cjs',
    external: ['vscode'],
  },
  {
    entryPoints: ['server/src/node.ts'],
    outfile: 'dist/server.js',
    platform: 'node',
    format: 'cjs',
    banner: program,
  },
  {
    entryPoints: ['server/src/cli.ts'],
    outfile: 'dist/cli.js',
    platform: 'node',
    format: 'cjs',
    banner: program,
  },
  {
    entryPoints: ['client/src/browser.ts'],
    outfile: 'dist/web/client.js',
    platform: 'browser',
    format: 'cjs',
    external: ['vscode'],
  },
  {
    entryPoints: ['server/src/browser.ts'],
    outfile: 'dist/web/server.js',
    platform: 'browser',
    format: 'iife',
  },
];

await rm('dist', { recursive: true, force: true });
await mkdir('dist', { recursive: true });
const contexts = await Promise.all(builds.map((b) => esbuild.context({ ...common, ...b })));
if (watch) {
  await Promise.all(contexts.map((c) => c.watch()));
  console.log('watching; press Ctrl+C to stop');
} else {
  const results = await Promise.all(contexts.map((c) => c.rebuild()));
  const inputs = results.flatMap(({ metafile }) => Object.keys(metafile.inputs));
  await writeFile('dist/THIRD-PARTY-NOTICES.txt', notices(packagesOf(inputs, root)));
  await Promise.all(contexts.map((c) => c.dispose()));
  await Promise.all(builds.filter((b) => b.banner === program).map((b) => chmod(b.outfile, 0o755)));
}
