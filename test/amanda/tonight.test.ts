import { chownSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { levelsTonight } from '../../server/src/estimate/tonight';
import { readPastRun } from '../../server/src/model/past-run';
import { planForced, planHost } from '../../server/src/estimate/hostplan';
import { packets } from '../../server/src/estimate/payload';
import type { Snapshot } from '../../server/src/model/snapshot';
import { quoteString } from '../../server/src/model/quote';
import { decodeLossless, encodeLossless } from '../../server/src/text/bytes';
import { fileUri } from '../../server/src/text/uri';
import { Histories } from '../../server/src/workspace/history';
import { loadSnapshot } from '../../server/src/workspace/load';
import { NodeHost } from '../../server/src/workspace/node-host';
import { generatePast, infoName, XML, type GeneratedPast } from '../support/past-generator';
import { runPlanner } from '../support/planner';
import { CONFIG, TIMESTAMP, withoutHeader } from '../support/request-comparison';

/** More with AMANDA_LINT_SEEDS=7,8,… in the environment. */
const seeds = process.env.AMANDA_LINT_SEEDS?.split(',').map(Number) ?? [1, 2, 3, 4];
const HOSTS = 24;

/** A log that tells of ends, none of them one of ours. */
const OTHER_DONE = 'driver: finished-cmd time 1.000 dumper0 dumped nobody:/nothing\n';

function localStamp(now: number): string {
  const t = new Date(now * 1000);
  const parts = [t.getMonth() + 1, t.getDate(), t.getHours(), t.getMinutes(), t.getSeconds()];
  return [String(t.getFullYear()), ...parts.map((n) => String(n).padStart(2, '0'))].join('');
}

/** Writes files below the info database of a run, as the user that the planner runs as. */
export function writeInfo(folder: string, files: ReadonlyMap<string, string>): void {
  const { uid, gid } = statSync(folder);
  for (const [name, text] of files) {
    const path = encodeLossless(join(folder, 'info', name));
    const file = Buffer.from(path);
    mkdirSync(Buffer.from(encodeLossless(dirname(join(folder, 'info', name)))), { recursive: true });
    writeFileSync(file, encodeLossless(text));
    chownSync(Buffer.from(encodeLossless(dirname(join(folder, 'info', name)))), uid, gid);
    chownSync(file, uid, gid);
    chownSync(Buffer.from(encodeLossless(dirname(dirname(join(folder, 'info', name))))), uid, gid);
  }
}

/** The configuration in a folder of this machine with its info database, for a run that begins now. */
export async function snapshotAt(folder: string, now: number): Promise<Snapshot> {
  const host = new NodeHost();
  const snapshot = await loadSnapshot(host, { root: fileUri(join(folder, 'amanda.conf')) });
  const history = await new Histories(host, () => now).load(snapshot.config, snapshot.disklist);
  if (!history) throw new Error('no info database');
  return { ...snapshot, history: { ...history, tonight: now } };
}

/**
 * What `amadmin force` makes of the records (perl/Amanda/Curinfo.pm, force): it writes one for a new disk too. The program
 * itself needs a configuration below /etc/amanda.
 */
function forcedRecords({ hosts, files }: GeneratedPast): Map<string, string> {
  const rates = ['full-rate', 'full-comp', 'incr-rate', 'incr-comp'].map((word) => `${word}: -1 -1 -1\n`);
  const fresh = `version: 0\ncommand: 0\n${rates.join('')}last_level: -1 -1\n//\n`;
  const names = hosts.flatMap(({ address, disks }) => disks.map((disk) => infoName(address, disk)));
  return new Map(
    names.map((name) => {
      const text = files.get(name) ?? fresh;
      const force = (_: string, command: string) => `command: ${(Number(command) & ~(2 | 8)) | 1}`;
      return [name, text.replace(/^command: (\d+)$/m, force)];
    }),
  );
}

describe('tonight, from the info database', () => {
  let dles = 0;
  let requests = 0;
  let forced = 0;
  let fromLog = 0;

  it.each(seeds)('asks for what the real planner asks for, byte for byte (seed %i)', async (seed) => {
    const now = Math.floor(Date.now() / 1000);
    const generated = generatePast(seed, HOSTS, now);
    let snapshot: Snapshot | undefined;
    const result = await runPlanner({
      ...generated,
      disklist: () => generated.disklist,
      name: CONFIG,
      timestamp: TIMESTAMP,
      ready: async (folder) => {
        writeInfo(folder, generated.files);
        snapshot = await snapshotAt(folder, now);
      },
    });
    if (!snapshot) throw new Error('no snapshot');
    expect(result.status, result.stderr.slice(-500)).not.toBeNull();
    const past = readPastRun(
      decodeLossless(
        Buffer.from(`amdump: starttime ${localStamp(now)}\n${result.stderr}\n${OTHER_DONE}`, 'latin1'),
      ),
    );
    const numberOf = (name: string) =>
      Number(new RegExp(`^${name} (\\d+)`, 'm').exec(generated.conf(1))?.[1] ?? 100);
    const rules = { dumpcycle: numberOf('dumpcycle'), reserve: numberOf('reserve'), levels: 400 };
    for (const { address, features, disks } of generated.hosts) {
      const host = snapshot.disklist.hosts.find(({ name }) => name === address);
      if (!host) continue;
      const plan = planHost(snapshot, host, { features, configName: CONFIG, timestamp: TIMESTAMP });
      for (const disk of disks) {
        const { tonight } = plan.dles.find(({ dle }) => dle.disk === disk) ?? {};
        const name = Buffer.from(encodeLossless(`${address}:${quoteString(disk)}`)).toString('latin1');
        const asked = tonight?.levels.map(({ level }) => level) ?? [];
        const info = generated.files.get(infoName(address, disk));
        expect(asked, `${address} ${disk} ${info ?? 'new'}`).toEqual(result.levels.get(name) ?? []);
        // All estimates of that run failed, so the next one on the same day asks for the same levels.
        const left = past.get(`${address}\n${disk}`);
        const planned = plan.dles.find(({ dle }) => dle.disk === disk);
        // A command that is wanted of the run has changed what the log shows as the last level.
        if (left && planned && !/^command: [1-9]/m.test(info ?? '')) {
          const again = levelsTonight(planned.facts, left, { ...rules, tonight: now });
          expect(
            again.map(({ level }) => level),
            `${address} ${disk} ${info ?? 'new'}`,
          ).toEqual(asked);
          fromLog++;
        }
        dles++;
      }
      const real = result.requests.get(address)?.[0];
      const [ours] = packets(plan, 'tonight');
      expect(ours && withoutHeader(ours), address).toBe(real && withoutHeader(decodeLossless(real)));
      expect(plan.tonight?.bytes ?? 0, address).toBe(real ? real.length : 0);
      if (real) requests++;
    }
  });

  it.each(seeds)('is what was said of it after amadmin force (seed %i)', async (seed) => {
    const now = Math.floor(Date.now() / 1000);
    const generated = generatePast(seed + 1000, HOSTS, now, true);
    const addresses = generated.hosts.filter(({ lines }) => lines.length > 0).map(({ address }) => address);
    let snapshot: Snapshot | undefined;
    const result = await runPlanner({
      ...generated,
      hosts: generated.hosts.map(({ address }) => ({ address, features: XML })),
      disklist: () => generated.disklist,
      name: CONFIG,
      timestamp: TIMESTAMP,
      ready: async (folder) => {
        writeInfo(folder, generated.files);
        snapshot = await snapshotAt(folder, now);
        writeInfo(folder, forcedRecords(generated));
      },
    });
    if (!snapshot) throw new Error('no snapshot');
    for (const address of addresses) {
      const host = snapshot.disklist.hosts.find(({ name }) => name === address);
      if (!host) throw new Error(`${address} is not among the hosts of the model`);
      const { bytes } = planForced(snapshot, host);
      const real = result.requests.get(address)?.[0]?.length ?? 0;
      // The configuration's name and the time stamp are in the request: as long here as there.
      expect(bytes, address).toBe(real);
      if (real) forced++;
    }
  });

  it('is compared on enough DLEs', () => {
    console.log(
      `seeds ${seeds.join(', ')}: ${dles} DLEs in ${requests} requests, ${forced} forced, ${fromLog} from logs`,
    );
    expect(forced).toBeGreaterThan(seeds.length * 10);
    expect(dles).toBeGreaterThan(seeds.length * 100);
  });
});
