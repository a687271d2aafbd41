// Runs test/amanda/fuzz-main.ts: mutated configurations past the real Amanda and past us. Arguments are handed on.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

mkdirSync('.cache', { recursive: true });
const outfile = '.cache/fuzz-amanda.mjs';
await build({
  entryPoints: ['test/amanda/fuzz-main.ts'],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  logLevel: 'warning',
});
const { status } = spawnSync(process.execPath, [outfile, ...process.argv.slice(2)], { stdio: 'inherit' });
process.exit(status ?? 1);
