import { describe, expect, it } from 'vitest';
import { selfcheckOf, selfcheckText } from '../../server/src/estimate/selfcheck';
import { decodeLossless } from '../../server/src/text/bytes';
import { runAmcheck } from '../support/planner';
import { CONFIG, planOf, withoutHeader } from '../support/request-comparison';
import { generateRequests } from '../support/request-generator';
import { snapshotOf } from '../support/snapshot';

const HOSTS = 60;
const seeds = process.env.AMANDA_LINT_SEEDS?.split(',').map(Number) ?? [1, 2, 3, 4];

describe('selfcheck requests of the real amcheck', () => {
  let compared = 0;

  it.each(seeds)('equal ours byte for byte (seed %i)', async (seed) => {
    const generated = generateRequests(seed, HOSTS);
    const result = await runAmcheck({ ...generated, name: CONFIG });
    expect(result.status, result.stderr.slice(-500)).not.toBeNull();
    const snapshot = snapshotOf({ 'amanda.conf': generated.conf(1), disklist: generated.disklist(1) });
    for (const { address, features } of generated.hosts) {
      const host = snapshot.disklist.hosts.find(({ name }) => name === address);
      if (!host) throw new Error(`${address} is not among the hosts of the model`);
      const plan = planOf(snapshot, host, features);
      const text = selfcheckText(plan);
      const real = result.requests.get(address)?.[0];
      expect(text && withoutHeader(text), `${address} features=${features}`).toBe(
        real && withoutHeader(decodeLossless(real)),
      );
      expect(selfcheckOf(plan).bytes, address).toBe(real?.length ?? 0);
      if (real) compared++;
    }
  });

  it('are enough', () => {
    console.log(`seeds ${seeds.join(', ')}: ${compared} selfcheck requests`);
    expect(compared).toBeGreaterThan(seeds.length * 40);
  });
});
