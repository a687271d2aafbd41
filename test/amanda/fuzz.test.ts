import { describe, expect, it } from 'vitest';
import { exceptions } from './exceptions';
import { compareFiles, fuzz } from './fuzz-run';
import { bases } from './fuzz-bases';
import { amandaInstalled } from './oracle';

const reason = 'needs Amanda: apt-get install -y amanda-server amanda-client libencode-locale-perl';
if (!amandaInstalled && process.env.CI === 'true') throw new Error(reason);
if (!amandaInstalled) console.warn(`skipped: ${reason}`);

describe.skipIf(!amandaInstalled)('the verdict of amadmin', () => {
  it('is ours on the configurations that mutations start from', async () => {
    for (const base of bases()) {
      const found = await compareFiles(base.files, base.client);
      expect(found, base.name).toBeUndefined();
    }
  });

  it('is ours on 2,000 mutated configurations, with the line that it names first', async () => {
    // The same cases each time: a run is red because of a change, not by chance. `npm run fuzz:amanda` takes fresh seeds.
    const seed = Number(process.env.FUZZ_SEED ?? 9001);
    console.log(`2000 mutations, seed ${String(seed)} (FUZZ_SEED=${String(seed)} repeats them)`);
    const wrong = await fuzz(seed, 2000);
    expect(wrong.slice(0, 5)).toEqual([]);
  });

  it('differs from ours only as the table of exceptions says', async () => {
    for (const exception of exceptions) {
      const exempted = await compareFiles(exception.input);
      expect(exempted, exception.name).toBeUndefined();
      expect(exception.reason).not.toBe('');
    }
  });
});
