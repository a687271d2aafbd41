import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A copy of samples/ that a test may change, and the function that removes it. */
export async function copyOfSamples(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const samples = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'samples');
  const base = await mkdtemp(join(tmpdir(), 'amanda-samples-'));
  const folder = join(base, 'samples');
  await cp(samples, folder, { recursive: true });
  return { folder, remove: () => rm(base, { recursive: true, force: true }) };
}
