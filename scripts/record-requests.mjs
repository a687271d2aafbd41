// Records requests of the real planner for the tests on machines without Amanda (test/estimate/recorded.test.ts).
//   node scripts/record-requests.mjs [SEED [HOSTS]]
// Needs root (or the user backup) and Amanda 3.5.1, as test/amanda does. Writes test/recordings/requests.json.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { root } from './lib/install.mjs';

const [seed = '2026', hosts = '40'] = process.argv.slice(2);
const folder = await mkdtemp(join(tmpdir(), 'amanda-record-'));
try {
  const outfile = join(folder, 'record.mjs');
  const entryPoints = [join(root, 'test', 'support', 'record-requests.ts')];
  await build({ entryPoints, bundle: true, platform: 'node', format: 'esm', outfile, logLevel: 'warning' });
  const { recordRequests } = await import(pathToFileURL(outfile).href);
  console.log(
    await recordRequests(join(root, 'test', 'recordings', 'requests.json'), Number(seed), Number(hosts)),
  );
} finally {
  await rm(folder, { recursive: true, force: true });
}
