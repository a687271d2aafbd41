import { describe, expect, it } from 'vitest';
import { runChecks } from '../../server/src/checks/run';
import { loadSnapshot } from '../../server/src/workspace/load';
import { MemoryFiles } from '../../server/src/workspace/memory';
import { Workspace } from '../../server/src/workspace/workspace';

const folder = 'file:///etc/amanda/test';

function chain(length: number, line: (next: string) => string, last: string): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length }, (_, n) => [
      `${folder}/f${String(n + 1)}`,
      n + 1 < length ? line(`f${String(n + 2)}`) : last,
    ]),
  );
}

const conf = (name: string) => `includefile "${name}"\n`;
const twice = (name: string) => conf(name) + conf(name);
const list = (name: string) => `includefile ${name}\n`;

async function load(files: Record<string, string>) {
  const host = new MemoryFiles({ [`${folder}/amanda.conf`]: '', [`${folder}/disklist`]: '', ...files });
  const snapshot = await loadSnapshot(host, { root: `${folder}/amanda.conf` });
  const found = runChecks(snapshot).map(({ check }) => check.id);
  return { snapshot, host, found };
}

describe('a chain of includes', () => {
  it.each([105, 150, 1000])('of %i files is no circle, and each is read once', async (length) => {
    const { snapshot, host, found } = await load({
      [`${folder}/amanda.conf`]: conf('f1'),
      ...chain(length, conf, 'org "end"\n'),
    });
    expect(snapshot.config.global.get('org')?.value).toEqual({ t: 'string', s: 'end' });
    expect(snapshot.config.files).toHaveLength(length + 1);
    expect(found).not.toContain('reference/include-cycle');
    expect(found).not.toContain('reference/include-depth');
    expect(host.log).toHaveLength(new Set(host.log).size);
  });

  it('costs a few rounds of resolving, however long it is', async () => {
    for (const length of [10, 1000]) {
      const files = {
        [`${folder}/amanda.conf`]: conf('f1'),
        [`${folder}/disklist`]: list('d1'),
        ...chain(length, conf, 'diskfile "disklist"\n'),
        ...Object.fromEntries(
          Array.from({ length }, (_, n) => [`${folder}/d${String(n + 1)}`, list(`d${String(n + 2)}`)]),
        ),
      };
      const host = new MemoryFiles(files);
      const workspace = new Workspace(host);
      // Each build of a snapshot asks for the settings once.
      let rounds = 0;
      const { defaultSettings } = await import('../../server/src/schema/settings');
      workspace.setSettings(() => (rounds++, defaultSettings));
      workspace.setFolders([folder], []);
      const [first] = await workspace.configurations();
      if (first === undefined) throw new Error('no configuration');
      const snapshot = await workspace.snapshot(first);
      expect(snapshot.config.files).toHaveLength(length + 1);
      expect(snapshot.disklist.files).toHaveLength(length + 2);
      expect(rounds).toBeLessThan(6);
    }
  });
});

describe('files that each include the next one twice', () => {
  const files = (last: string) => ({ [`${folder}/amanda.conf`]: twice('f1'), ...chain(40, twice, last) });

  it('that change nothing are read once', async () => {
    const { snapshot, found } = await load(files('# nothing\n'));
    expect(snapshot.config.files).toHaveLength(41);
    expect(found).not.toContain('trap/include-not-followed');
    expect(snapshot.config.incomplete).toBe(false);
  });

  it.each(['org "x"\n', 'define dumptype d {\n}\n', 'bogus\n', 'includefile "none"\n'])(
    'and end in %j come to an end, and say so once',
    async (last) => {
      const { snapshot, found } = await load(files(last));
      expect(found.filter((id) => id === 'trap/include-not-followed')).toHaveLength(1);
      expect(snapshot.config.incomplete).toBe(true);
    },
  );

  it('come to an end in a disklist, too', async () => {
    const both = (name: string) => list(name) + list(name);
    for (const [last, many] of [
      ['# nothing\n', false],
      ['h /a nobody\n', true],
      ['includefile none\n', true],
    ] as const) {
      const { found } = await load({ [`${folder}/disklist`]: both('f1'), ...chain(40, both, last) });
      expect(found.filter((id) => id === 'trap/include-not-followed')).toHaveLength(many ? 1 : 0);
    }
  });

  it('of a large file read no more than 4,000,000 characters again', async () => {
    const large = `${'# comment\n'.repeat(100_000)}org "x"\n`;
    const { found } = await load({
      [`${folder}/amanda.conf`]: conf('big').repeat(10),
      [`${folder}/big`]: large,
    });
    expect(found.filter((id) => id === 'trap/include-not-followed')).toHaveLength(1);
  });
});

describe('the same file twice', () => {
  it('is read again where that makes a difference', async () => {
    const { found } = await load({
      [`${folder}/amanda.conf`]: conf('d') + conf('d'),
      [`${folder}/d`]: 'define dumptype x {\n}\n',
    });
    expect(found).toContain('reference/duplicate-block');
  });

  it('in a circle is one', async () => {
    const { found } = await load({
      [`${folder}/amanda.conf`]: conf('f1'),
      ...chain(3, conf, conf('f1')),
    });
    expect(found).toContain('reference/include-cycle');
  });
});

describe('a workspace with more configurations than are looked at', () => {
  it('says so', async () => {
    const files = Array.from(
      { length: 2001 },
      (_, n) => [`file:///ws/c${String(n)}/amanda.conf`, ''] as const,
    );
    const workspace = new Workspace(new MemoryFiles(Object.fromEntries(files)));
    const said: unknown[] = [];
    workspace.onTooMany = (...what) => said.push(what);
    workspace.setFolders(['file:///ws'], []);
    expect(await workspace.configurations()).toHaveLength(2000);
    expect(said).toEqual([['file:///ws', 2000]]);
  });
});
