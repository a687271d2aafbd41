import { describe, expect, it } from 'vitest';
import { checkSteps, runChecks } from '../../server/src/checks/run';
import { MemoryFiles } from '../../server/src/workspace/memory';
import { Workspace } from '../../server/src/workspace/workspace';

const folder = 'file:///etc/amanda/daily';
const conf = `${folder}/amanda.conf`;
const types = `${folder}/types.conf`;
const disklist = `${folder}/disklist`;
const dumptype = 'define dumptype d {\n  auth "bsdtcp"\n}\n';

async function open(files: Record<string, string>) {
  const host = new MemoryFiles(files);
  const workspace = new Workspace(host);
  workspace.setFolders([folder], []);
  const [configuration] = await workspace.configurations();
  if (!configuration) throw new Error('no configuration');
  return { host, workspace, now: () => workspace.snapshot(configuration) };
}

describe('what an edit makes the workspace read again', () => {
  it('a key in the disklist leaves the resolved amanda.conf as it is', async () => {
    const { workspace, now } = await open({ [conf]: dumptype, [disklist]: 'h /a d\n' });
    const before = await now();
    workspace.setDocument(disklist, 'h /a d\nh /b d\n', 'disklist');
    const after = await now();
    expect(after.config).toBe(before.config);
    expect(after.disklist.dles.map(({ disk }) => disk)).toEqual(['/a', '/b']);
    workspace.setDocument(conf, `${dumptype}org "x"\n`, 'conf');
    expect((await now()).config.global.has('org')).toBe(true);
  });

  it('an include that comes, changes and goes counts at once', async () => {
    const root = 'includefile "types.conf"\n';
    const { host, workspace, now } = await open({ [conf]: root, [disklist]: 'h /a d\n' });
    const dles = async () => (await now()).disklist.dles.length;
    expect(await dles()).toBe(0);
    host.set(types, dumptype);
    workspace.changedOnDisk([types]);
    expect(await dles()).toBe(1);
    workspace.setDocument(types, dumptype.replace('dumptype d', 'dumptype e'), 'conf');
    expect(await dles()).toBe(0);
    workspace.closeDocument(types);
    expect(await dles()).toBe(1);
    host.set(types, undefined);
    workspace.changedOnDisk([types]);
    expect(await dles()).toBe(0);
  });

  it('who asks for one owner of a shared include has one configuration resolved', async () => {
    const sets = Array.from({ length: 20 }, (_, i) => `file:///etc/amanda/set${i}/amanda.conf`);
    const shared = 'file:///etc/amanda/shared';
    const host = new MemoryFiles({
      ...Object.fromEntries(sets.map((uri) => [uri, 'includefile "../shared"\n'])),
      [shared]: dumptype,
    });
    const workspace = new Workspace(host);
    workspace.setFolders(['file:///etc/amanda'], []);
    workspace.setDocument(shared, dumptype, 'conf');
    for await (const { root } of workspace.owners(shared)) {
      expect(root).toBe(sets[0]);
      break;
    }
    expect(host.log.filter((uri) => sets.includes(uri))).toEqual([sets[0]]);
    expect(await workspace.ownersOf(shared)).toHaveLength(20);
  });

  it('another version of Amanda resolves amanda.conf again', async () => {
    const { workspace, now } = await open({ [conf]: dumptype, [disklist]: '' });
    const before = await now();
    workspace.setSettings(() => ({ ...before.settings, version: '2.4.5' }));
    expect((await now()).config).not.toBe(before.config);
  });
});

describe('judging in slices', () => {
  it('gives others a turn after each host, and finds the same', async () => {
    const hosts = Array.from({ length: 300 }, (_, i) => `h${i} /usr d\nh${i} /usr/home d\n`).join('');
    const { now } = await open({ [conf]: dumptype, [disklist]: hosts });
    const snapshot = await now();
    const steps = checkSteps(snapshot);
    let turns = 0;
    for (;;) {
      const step = steps.next();
      if (step.done === true) {
        const text = (all: typeof step.value) => all.map(({ finding }) => finding.message);
        expect(text(step.value)).toEqual(text(runChecks(snapshot)));
        break;
      }
      turns++;
    }
    expect(turns).toBeGreaterThan(300);
  });
});
