import { describe, expect, it } from 'vitest';
import { levelsOn, type LevelRequest } from '../../server/src/estimate/levels';
import { decodeLossless } from '../../server/src/text/bytes';
import { runPlanner } from '../support/planner';
import { CONFIG, ourRequest, planOf, TIMESTAMP, withoutHeader } from '../support/request-comparison';
import { askedLevels } from '../support/record-requests';
import { generateRequests } from '../support/request-generator';
import { snapshotOf } from '../support/snapshot';

/** How many hosts each configuration has, and the seeds; more with AMANDA_LINT_SEEDS=7,8,… in the environment. */
const HOSTS = 60;
const seeds = process.env.AMANDA_LINT_SEEDS?.split(',').map(Number) ?? [1, 2, 3, 4, 5, 6, 7, 8];

const levelOf = ({ level }: LevelRequest) => level;

describe('requests of the real planner', () => {
  const counts = { xml: 0, text: 0, none: 0 };

  it.each(seeds)('equal ours byte for byte (seed %i)', async (seed) => {
    const generated = generateRequests(seed, HOSTS);
    const result = await runPlanner({ ...generated, name: CONFIG, timestamp: TIMESTAMP });
    expect(result.status, result.stderr.slice(-500)).not.toBeNull();
    const snapshot = snapshotOf({ 'amanda.conf': generated.conf(1), disklist: generated.disklist(1) });
    for (const { address, features } of generated.hosts) {
      const host = snapshot.disklist.hosts.find(({ name }) => name === address);
      if (!host) throw new Error(`${address} is not among the hosts of the model`);
      const plan = planOf(snapshot, host, features);
      const ours = ourRequest(plan, ({ dle, facts }) => {
        const asked = askedLevels(generated, result, address, dle.disk);
        const day = generated.past.get(`${address}\n${dle.disk}`)?.day ?? 'first';
        // With skip-incr nothing is asked for on the days between two fulls.
        if (!facts.skipIncr) expect(asked.map(levelOf), dle.disk).toEqual(levelsOn(facts, day).map(levelOf));
        return asked;
      });
      const real = result.requests.get(address)?.[0];
      expect(ours, `${address} features=${features}`).toBe(real && withoutHeader(decodeLossless(real)));
      counts[real ? plan.dialect : 'none']++;
    }
  });

  it('are enough in both forms', () => {
    const { xml, text, none } = counts;
    console.log(`seeds ${seeds.join(', ')}: ${xml} XML and ${text} text requests, ${none} hosts without`);
    expect(xml).toBeGreaterThan(seeds.length * 15);
    expect(text).toBeGreaterThan(seeds.length * 5);
  });

  it('go to a client that knows XML estimates and no XML requests even where the server estimates alone', async () => {
    const conf = (port: number) => `tapetype T
define tapetype T {
 length 1 gb
}
define dumptype d {
 program "GNUTAR"
 auth "bsd"
 client-port "${port}"
 estimate server
}
`;
    const without = { address: '127.4.0.2', features: 'fffffffffffffffffffffe0f' };
    const neither = { address: '127.4.0.3', features: 'ffffffffffffffffffffee0f' };
    const disklist = `${without.address} /a d\n${neither.address} /a d\n`;
    const hosts = [without, neither];
    const result = await runPlanner({
      name: CONFIG,
      conf,
      disklist: () => disklist,
      hosts,
      timestamp: TIMESTAMP,
    });
    const snapshot = snapshotOf({ 'amanda.conf': conf(1), disklist });
    for (const { address, features } of hosts) {
      const host = snapshot.disklist.hosts.find(({ name }) => name === address);
      if (!host) throw new Error(`${address} is not among the hosts of the model`);
      const real = result.requests.get(address)?.[0];
      const ours = ourRequest(planOf(snapshot, host, features), () => [{ level: 0, server: false }]);
      expect(ours, address).toBe(real && withoutHeader(decodeLossless(real)));
    }
    expect(result.requests.get(without.address)).toHaveLength(1);
    expect(result.requests.get(neither.address)).toHaveLength(0);
  });

  it('go to a client whose feature string was cut in the middle of a byte', async () => {
    const conf = (port: number) =>
      `tapetype T\ndefine tapetype T {\n length 1 gb\n}\ndefine dumptype d {\n auth "bsd"\n client-port "${port}"\n}\n`;
    const client = { address: '127.4.0.4', features: 'ffffffff9efefbfffffffffffffff3fffbf71' };
    const disklist = `${client.address} /a d\n`;
    const run = { name: CONFIG, conf, disklist: () => disklist, hosts: [client], timestamp: TIMESTAMP };
    const real = (await runPlanner(run)).requests.get(client.address)?.[0];
    const snapshot = snapshotOf({ 'amanda.conf': conf(1), disklist });
    const [host] = snapshot.disklist.hosts;
    if (!host || !real) throw new Error('no host, or no request');
    const ours = ourRequest(planOf(snapshot, host, client.features), () => [{ level: 0, server: false }]);
    expect(ours).toBe(withoutHeader(decodeLossless(real)));
    // The last digit is half a byte, which holds the bit of the time stamp.
    expect(ours).not.toContain('timestamp=');
  });

  it('are none when the planner dies of an include that a client does not know', async () => {
    const conf = (port: number) => `tapetype T
define tapetype T {
 length 1 gb
}
define dumptype d {
 program "GNUTAR"
 auth "bsd"
 client-port "${port}"
 include "./x"
}
`;
    const address = '127.4.0.1';
    const disklist = `${address} /a d\n`;
    const result = await runPlanner({ name: CONFIG, conf, disklist: () => disklist, hosts: [{ address }] });
    // Ended by a signal: "free(): invalid pointer" or a segmentation fault, as memory happens to lie.
    expect(result.status).toBeNull();
    const snapshot = snapshotOf({ 'amanda.conf': conf(1), disklist });
    const [host] = snapshot.disklist.hosts;
    if (!host) throw new Error('the model has no host');
    expect(planOf(snapshot, host, undefined).dles[0]?.absent?.why).toBe('fatal');
  });
});
