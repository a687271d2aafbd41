import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Disklist } from '../../server/src/model/types';
import { loadSnapshot } from '../../server/src/workspace/load';
import { logSourcesOf } from '../../server/src/workspace/log-folders';
import { Logs } from '../../server/src/workspace/logs';
import { MemoryFiles } from '../../server/src/workspace/memory';

const amdump = (day: number) =>
  `amdump: start at Fri Nov ${day} 00:45:00 UTC 2026\namdump: datestamp 202611${day}\n`;
const amandad = (config: string) =>
  'amandad: debug 1 pid 1 ruid 33 euid 33: start at Tue Dec  6 00:04:12 2005\namandad: time 0.000: got packet:\n' +
  `--------\nAmanda 2.4 REQ HANDLE 0-1 SEQ 1\nSERVICE sendsize\nOPTIONS features=ff;hostname=h;config=${config};\n` +
  'GNUTAR /a 0 1970:1:1:0:0:0 1 OPTIONS |;\n--------\n';
const sendsize = 'sendsize: debug 1 pid 1 ruid 33 euid 33: start at Tue Dec  6 00:04:12 2005\n';
const disklist = { hosts: [], dles: [] } as unknown as Disklist;

describe('logs that change on the disk', () => {
  const files = new MemoryFiles();
  let logs: Logs;
  let changes = 0;
  const uris = () => [...logs.observations(disklist, 'Daily', new Set(['Daily'])).logs.keys()].sort();
  /** What was read since the last time. */
  const read = () => files.log.splice(0).filter((uri) => !uri.endsWith('/logs'));

  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], shouldAdvanceTime: true });
    files.set('file:///ws/amdump', amdump(26));
    files.set('file:///ws/amdump.1', amdump(25));
    logs = new Logs(files);
    changes = 0;
    logs.onChange = () => changes++;
    logs.setSources(['file:///ws'], ['/logs'], []);
    await logs.ready();
    read();
  });
  afterEach(() => {
    logs.stop();
    vi.useRealTimers();
    for (const uri of [
      'ws/amdump',
      'ws/amdump.1',
      'ws/amdump.2',
      'logs/a/amdump.9',
      'logs/sendsize.1.debug.gz',
    ])
      files.set(`file:///${uri}`, undefined);
  });

  it('are read once for many changes, and only those that changed', async () => {
    expect(changes).toBe(1);
    files.set('file:///ws/amdump', amdump(27));
    for (let i = 0; i < 20; i++) logs.changedOnDisk(['file:///ws/amdump']);
    expect(read()).toEqual([]);
    await logs.ready();
    expect(read()).toEqual(['file:///ws/amdump']);
    expect(changes).toBe(2);
    expect(logs.facts('file:///ws/amdump')?.length).toBe(amdump(27).length);
  });

  it('are noticed without anybody asking, and not more often than every two seconds', async () => {
    for (let i = 0; i < 30; i++) {
      logs.changedOnDisk(['file:///ws/amdump']);
      await vi.advanceTimersByTimeAsync(200);
    }
    const times = read().length;
    expect(times).toBeGreaterThanOrEqual(2);
    expect(times).toBeLessThanOrEqual(4);
  });

  it('are found under their new names when they were rotated', async () => {
    files.set('file:///ws/amdump.2', amdump(25));
    files.set('file:///ws/amdump.1', amdump(26));
    files.set('file:///ws/amdump', undefined);
    logs.changedOnDisk(['file:///ws/amdump', 'file:///ws/amdump.1', 'file:///ws/amdump.2']);
    await logs.ready();
    expect(uris()).toEqual(['file:///ws/amdump.1', 'file:///ws/amdump.2']);
    expect(logs.facts('file:///ws/amdump.1')?.time).toBeGreaterThan(
      logs.facts('file:///ws/amdump.2')?.time ?? 0,
    );
  });

  it('are found in a folder that comes, packed or not, and gone with it', async () => {
    files.set('file:///logs/a/amdump.9', amdump(20));
    files.set('file:///logs/sendsize.1.debug.gz', sendsize);
    // The editor may tell of the folder only.
    logs.changedOnDisk(['file:///logs/a']);
    await logs.ready();
    expect(uris()).toContain('file:///logs/a/amdump.9');
    expect(uris()).toContain('file:///logs/sendsize.1.debug.gz');
    files.set('file:///logs/a/amdump.9', undefined);
    logs.changedOnDisk(['file:///logs/a']);
    await logs.ready();
    expect(uris()).not.toContain('file:///logs/a/amdump.9');
  });

  it('that say the same as before change nothing, nor do other files', async () => {
    logs.changedOnDisk(['file:///ws/amanda.conf']);
    await logs.ready();
    expect(read()).toEqual([]);
    expect(changes).toBe(1);
  });

  it('are all read, also one that changes while it is read', async () => {
    let once = true;
    const slow = new Logs({
      find: (folder, request) => files.find(folder, request),
      read: async (uri) => {
        const result = await files.read(uri);
        if (once && uri.endsWith('/amdump')) {
          once = false;
          files.set(uri, amdump(28));
          slow.changedOnDisk([uri]);
        }
        return result;
      },
    });
    slow.setSources(['file:///ws'], [], []);
    await slow.ready();
    expect(slow.facts('file:///ws/amdump')?.time).toBe(Date.UTC(2026, 10, 28, 0, 45) / 1000);
    slow.stop();
  });

  it('are watched by name in the workspace, and by folder outside of it', async () => {
    expect(logs.watched().names).toContain('*.debug.gz');
    // It is not there yet.
    expect(logs.watched().places).toEqual([{ folder: 'file://', pattern: 'logs' }]);
    let told = 0;
    logs.onWatchedChange = () => told++;
    files.set('file:///logs', { kind: 'directory' });
    logs.changedOnDisk(['file:///logs']);
    await logs.ready();
    expect(told).toBe(1);
    expect(logs.watched().places).toEqual([{ folder: 'file:///logs', pattern: '**/*' }]);
    files.set('file:///logs', undefined);
  });
});

describe('the logs of this machine’s own Amanda', () => {
  const sources = async (conf: string, folder = '/etc/amanda/Daily', name = 'amanda.conf') => {
    const root = `file://${folder}/${name}`;
    const { config } = await loadSnapshot(new MemoryFiles({ [root]: conf }), { root });
    return logSourcesOf(config, ['file:///etc/amanda']);
  };
  const uris = async (...args: Parameters<typeof sources>) => (await sources(...args)).map(({ uri }) => uri);

  it('are in logdir and in what each layout of AMANDA_DBGDIR has for the configuration', async () => {
    const found = await uris('logdir "/var/lib/amanda/Daily/log"\n');
    expect(found[0]).toBe('file:///var/lib/amanda/Daily/log');
    for (const folder of ['', '/amandad', '/Daily', '/client/Daily', '/server/Daily'])
      expect(found).toContain(`file:///tmp/amanda${folder}`);
    expect((await sources('')).every(({ config }) => config === 'file:///etc/amanda/Daily')).toBe(true);
  });

  it('are not looked for twice in the workspace, nor in the root, nor on clients', async () => {
    expect(await uris('logdir "logs"\n')).toEqual(await uris(''));
    expect(await uris('logdir "/"\n')).toEqual(await uris(''));
    expect(await uris('conf "Daily"\n', '/etc/amanda', 'amanda-client.conf')).toEqual([]);
    expect((await uris('logdir "log"\n', '/home/me/Daily'))[0]).toBe('file:///home/me/Daily/log');
  });

  it('count for that configuration alone, and only when they name it or none', async () => {
    const logs = new Logs(
      new MemoryFiles({
        'file:///var/log/amanda/client/Daily/sendsize.20261127004501.debug': sendsize,
        'file:///var/log/amanda/amandad/amandad.20261127004502.debug': amandad('Weekly'),
        'file:///var/log/amanda/server/Weekly/planner.20261127004503.debug': sendsize,
      }),
    );
    for (const name of ['Daily', 'Weekly']) {
      const folder = `/etc/amanda/${name}`;
      logs.setOwn(`file://${folder}/amanda.conf`, await sources('', folder));
    }
    await logs.ready();
    const of = (name: string) => {
      const folder = `file:///etc/amanda/${name}`;
      return [...logs.observations(disklist, name, new Set(), folder).logs.keys()].map(
        (uri) => /(\d)\.debug/.exec(uri)?.[1],
      );
    };
    expect(of('Daily')).toEqual(['1']);
    expect(of('Weekly')).toEqual(['2', '3']);
    expect(of('copy')).toEqual([]);
    logs.stop();
  });
});
