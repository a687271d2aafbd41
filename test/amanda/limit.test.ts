import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requestTooLarge } from '../../server/src/checks/network/request-too-large';
import { planHost, type HostPlan } from '../../server/src/estimate/hostplan';
import { selfcheckOf } from '../../server/src/estimate/selfcheck';
import type { Snapshot } from '../../server/src/model/snapshot';
import { decodeLossless } from '../../server/src/text/bytes';
import { startAmandad, type Amandad } from '../support/amandad';
import { runAmcheck, runPlanner, type PlannerResult } from '../support/planner';
import { Random } from '../support/random';
import { snapshotOf } from '../support/snapshot';

/** The configuration's name is in the request; snapshotOf gives this one. */
const CONFIG = 'test';

const conf = (port: number) => `org "limit"
dumpcycle 10
tapetype T
ctimeout 20
etimeout 20
define tapetype T {
 length 100 gb
}
define dumptype plain {
 program "GNUTAR"
 auth "bsd"
 client-port "${port}"
 estimate server
}
define dumptype more {
 plain
 exclude "./a b" "./größe"
 compress server best
}
`;

function planOf(disklist: string | Snapshot, host: string): HostPlan {
  const snapshot = typeof disklist === 'string' ? snapshotOf({ 'amanda.conf': conf(1), disklist }) : disklist;
  const found = snapshot.disklist.hosts.find(({ name }) => name === host);
  if (!found) throw new Error(`${host} is not among the hosts of the model`);
  return planHost(snapshot, found);
}

/** The text that a request ends with where it was cut: DLEs that are whole, and the name of the one that is not. */
function cutOf(request: string): { whole: number; inside: string | undefined } {
  const end = '</dle>\n';
  const whole = request.split(end).length - 1;
  const rest = request.slice(request.lastIndexOf(end));
  return { whole, inside: /<disk>(.*)<\/disk>/.exec(rest)?.[1] };
}

describe('the 65,503 bytes of a datagram', () => {
  it('cut the real request in the DLE that the plan names', async () => {
    const random = new Random(11);
    const hosts = Array.from({ length: 14 }, (_, i) => {
      const address = `127.3.0.${i + 1}`;
      const lines = Array.from({ length: random.int(180, 280) }, (_, n) => {
        const name = `/${'d'.repeat(random.int(1, 60))}${n}`;
        return `${address} ${name} ${random.pick(['plain', 'plain', 'more'])}\n`;
      });
      return { address, features: 'ffffffff9efefbfffffffffffffff3fffbf71f', text: lines.join('') };
    });
    const disklist = hosts.map(({ text }) => text).join('');
    const result = await runPlanner({ name: CONFIG, conf, disklist: () => disklist, hosts });
    const snapshot = snapshotOf({ 'amanda.conf': conf(1), disklist });
    const flagged = new Map<string, string>();
    requestTooLarge.run(snapshot, ({ place, message }) => {
      const { host, disk } =
        snapshot.disklist.dles.find((dle) => dle.hostPlace.span.start === place.span.start) ?? {};
      // On the other days it may be another DLE; the real planner here is on the first.
      if (message.includes('on the first day')) flagged.set(host ?? '', disk ?? '');
    });
    let cut = 0;
    for (const { address } of hosts) {
      const { days } = planOf(snapshot, address);
      const data = result.requests.get(address)?.[0];
      if (!data) throw new Error(`no request came for ${address}`);
      const text = decodeLossless(data.at(-1) === 0 ? data.subarray(0, -1) : data);
      const { whole, inside } = cutOf(text);
      expect(whole, address).toBe(days.first.fits);
      expect(flagged.get(address), address).toBe(days.first.cutAt?.disk);
      expect(data.length, address).toBe(Math.min(days.first.bytes, 65504));
      // The cut may come before the name, then only the count says where it is.
      if (inside !== undefined) expect(inside, address).toBe(days.first.cutAt?.disk);
      expect(days.first.cutAt === undefined, address).toBe(days.first.bytes <= 65503);
      if (days.first.cutAt) cut++;
    }
    expect(cut).toBeGreaterThan(2);
    expect(cut).toBeLessThan(hosts.length);
  });

  describe('and the real amandad', () => {
    let amandad: Amandad;
    beforeAll(async () => {
      amandad = await startAmandad();
    });
    afterAll(() => amandad.stop());

    const lines = (count: number) =>
      Array.from(
        { length: count },
        (_, i) => `localhost /srv/data-${String(i).padStart(4, '0')} plain\n`,
      ).join('');
    const run = (count: number): Promise<PlannerResult> =>
      runPlanner({ name: CONFIG, conf: () => conf(amandad.port), disklist: () => lines(count), hosts: [] });

    it('read the DLEs that fit, and fail them all with one more', async () => {
      const many = planOf(lines(400), 'localhost');
      const fits = many.days.first.fits;
      expect(planOf(lines(fits), 'localhost').days.first.tooMany).toBe(0);
      const good = await run(fits);
      expect(good.log).not.toContain('FORMAT ERROR');
      expect(good.stderr).toContain(`DUMP localhost`);
      const bad = await run(fits + 1);
      expect(bad.log).toContain('FORMAT ERROR IN REQUEST PACKET');
      expect(planOf(lines(fits + 1), 'localhost').days.first.tooMany).toBe(1);
    });

    it('let amcheck pass with what fits into its own request, and fail with one more', async () => {
      const { fits } = selfcheckOf(planOf(lines(400), 'localhost'));
      // It asks for no levels, so that it passes where tonight's estimates fail.
      expect(fits).toBeGreaterThan(planOf(lines(400), 'localhost').days.first.fits);
      const check = (count: number) =>
        runAmcheck({ name: CONFIG, conf: () => conf(amandad.port), disklist: () => lines(count), hosts: [] });
      expect(selfcheckOf(planOf(lines(fits), 'localhost')).cutAt).toBeUndefined();
      expect((await check(fits)).stdout).not.toContain('FORMAT ERROR');
      expect(selfcheckOf(planOf(lines(fits + 1), 'localhost')).cutAt).toBeDefined();
      expect((await check(fits + 1)).stdout).toContain('FORMAT ERROR IN REQUEST PACKET');
    });
  });
});
