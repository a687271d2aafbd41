import { describe, expect, it } from 'vitest';
import { planHost } from '../../server/src/estimate/hostplan';
import type { Snapshot } from '../../server/src/model/snapshot';
import { Histories } from '../../server/src/workspace/history';
import { MemoryFiles } from '../../server/src/workspace/memory';
import { Workspace } from '../../server/src/workspace/workspace';
import { infoText } from '../support/info';
import { snapshotOf } from '../support/snapshot';

const NOW = 1795700000;
const folder = 'file:///etc/amanda/daily';
const info = 'file:///var/lib/amanda/daily/curinfo';
const conf = `infofile "/var/lib/amanda/daily/curinfo"
logdir "/var/log/amanda/daily"
define dumptype d {
  program "GNUTAR"
  auth "bsd"
}
`;
const record = infoText(NOW);

function levelsOf(snapshot: Snapshot): Record<string, string> {
  const plans = snapshot.disklist.hosts.flatMap((host) => planHost(snapshot, host).dles);
  return Object.fromEntries(
    plans.map(({ dle, tonight }) => [
      dle.disk,
      tonight?.levels.map(({ level, server }) => `${level}${server ? 's' : ''}`).join() ?? 'unknown',
    ]),
  );
}

describe('the past of the DLEs', () => {
  const snapshot = snapshotOf({ 'amanda.conf': conf, disklist: 'h /a d\nh /srv/b d\n' });
  const load = async (files: ConstructorParameters<typeof MemoryFiles>[0]) => {
    const host = new MemoryFiles(files);
    const history = await new Histories(host, () => NOW).load(snapshot.config, snapshot.disklist);
    return { host, history, levels: history && levelsOf({ ...snapshot, history }) };
  };

  it('comes from the info database, a missing record being a new disk', async () => {
    const { history, levels } = await load({ [`${info}/h/_srv_b/info`]: record });
    expect([history?.source, history?.uri]).toEqual(['info', info]);
    expect(levels).toEqual({ '/a': '0', '/srv/b': '0s,1s' });
  });

  it('is not looked for where there is no info database, and unknown where a record cannot be read', async () => {
    const { host, history } = await load({});
    expect(history).toBeUndefined();
    expect(host.log).toEqual([
      info,
      'file:///var/log/amanda/daily/amdump.1',
      'file:///var/log/amanda/daily/amdump',
    ]);
    const secret = await load({ [`${info}/h/_a/info`]: { kind: 'unreadable', reason: 'Permission denied' } });
    expect(secret.history).toBeUndefined();
    expect(levelsOf(snapshot)).toEqual({ '/a': 'unknown', '/srv/b': 'unknown' });
  });

  it('else comes from the log of the last run', async () => {
    const setup = (disk: string, rest: string) =>
      `setup_estimate: h:${disk}: command 0, options: none    ${rest}\n`;
    const log = [
      'amdump: starttime 20261126004500\n',
      setup('/a', 'last_level 1 next_level0 6 level_days 1    getting estimates 0 (-3) 1 (-3) -1 (-3)'),
      setup('/srv/b', 'last_level 1 next_level0 6 level_days 3    getting estimates 0 (-3) 1 (-3) 2 (-3)'),
    ].join('');
    const { history, levels } = await load({ 'file:///var/log/amanda/daily/amdump.1': log });
    expect(history?.source).toBe('amdump');
    expect(levels).toEqual({ '/a': '0s,1s', '/srv/b': '0s,1s,2s' });
  });

  it('is read in the background, when a DLE is new only that, and again when it changes', async () => {
    const host = new MemoryFiles({
      [`${folder}/amanda.conf`]: conf,
      [`${folder}/disklist`]: 'h /a d\n',
      [`${info}/h/_a/info`]: record,
      [`${info}/h/_b/info`]: record,
    });
    const workspace = new Workspace(host);
    workspace.setFolders([folder], []);
    const [configuration] = await workspace.configurations();
    if (!configuration) throw new Error('no configuration');
    const changed = () => new Promise<void>((done) => (workspace.onInvalidated = () => done()));
    let told = changed();
    expect(levelsOf(await workspace.snapshot(configuration))).toEqual({ '/a': 'unknown' });
    await told;
    const known = await workspace.snapshot(configuration);
    expect(levelsOf(known)).toEqual({ '/a': '0s,1s' });

    workspace.setDocument(`${folder}/disklist`, 'h /a d\nh /b d\n', 'disklist');
    host.log.length = 0;
    told = changed();
    await workspace.snapshot(configuration);
    await told;
    expect(levelsOf(await workspace.snapshot(configuration))).toEqual({ '/a': '0s,1s', '/b': '0s,1s' });
    expect(host.log.filter((uri) => uri.startsWith(info))).toEqual([`${info}/h/_b/info`]);

    host.set(`${info}/h/_a/info`, infoText(NOW, { size: 2_000_000 }));
    told = changed();
    workspace.changedOnDisk([`${info}/h/_a/info`]);
    await workspace.snapshot(configuration);
    await told;
    expect(levelsOf(await workspace.snapshot(configuration))['/a']).toBe('0s,1s,2s');
  });
});
