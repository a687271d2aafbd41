import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  linkSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { diskWriter, systemCalls, writerOf, type Calls } from '../../server/src/cli/node-writer';

const before = 'h /a d\nH /home d\n';
const after = 'h /a d\nh /home d\nh /b\udce4r d\n';
const bytes = (text: string) => Buffer.from(text.replace('\udce4', '\xe4'), 'latin1');

const top = mkdtempSync(join(tmpdir(), 'amanda-writer-'));
let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(top, 'odd %s\n'));
  file = join(folder, 'disklist');
  writeFileSync(file, before);
});
afterAll(() => rmSync(top, { recursive: true, force: true }));

type Call = Exclude<keyof Calls, 'user'>;

/** The system, with a look at each call before it is made. */
function watched(look: (call: Call, n: number) => void): Calls {
  let n = 0;
  const made: Record<string, unknown> = { user: systemCalls.user };
  for (const [name, call] of Object.entries(systemCalls)) {
    if (typeof call !== 'function') continue;
    made[name] = async (...args: unknown[]) => {
      try {
        look(name as Call, n++);
      } catch (error) {
        // A file whose closing fails is closed all the same.
        if (name === 'close') await systemCalls.close(args[0] as Parameters<Calls['close']>[0]);
        throw error;
      }
      return (call as (...args: unknown[]) => unknown)(...args);
    };
  }
  return made as unknown as Calls;
}

/** The calls of a run in which nothing fails. */
async function callsOf(force: boolean): Promise<readonly Call[]> {
  const seen: Call[] = [];
  expect(
    await writerOf(watched((call) => seen.push(call))).replace(file, before, after, force),
  ).toBeUndefined();
  expect(readFileSync(file)).toEqual(bytes(after));
  writeFileSync(file, before);
  return seen;
}

const others = () => readdirSync(folder).filter((name) => !['disklist', 'other'].includes(name));
const contents = (path: string) => readFileSync(path).toString('latin1');
const whole = [bytes(before).toString('latin1'), bytes(after).toString('latin1')];

describe.each([
  ['a file', false],
  ['a file with two names', true],
])('writing %s', (_, linked) => {
  beforeEach(() => {
    if (linked) linkSync(file, join(folder, 'other'));
  });

  it.each(['ENOSPC', 'EIO', 'EACCES', 'EINTR'])(
    'leaves it old or new where any call fails with %s',
    async (code) => {
      const calls = await callsOf(linked);
      expect(calls.length).toBeGreaterThan(10);
      for (let at = 0; at < calls.length; at++) {
        const failing = watched((call, n) => {
          if (n === at) throw Object.assign(new Error(`${call} failed`), { code });
        });
        const refusal = await writerOf(failing).replace(file, before, after, linked);
        const what = `${calls[at] ?? ''} (${String(at)}): ${String(refusal)}`;
        expect(whole, what).toContain(contents(file));
        // Nobody is told that a file is as it was, or written, when it is not.
        expect(contents(file), what).toBe(whole[refusal === undefined ? 1 : 0]);
        if (linked) expect(contents(join(folder, 'other')), what).toBe(contents(file));
        for (const left of others()) {
          // A copy that could not be removed holds the old state; it is named, unless everything was written.
          if (refusal !== undefined) expect(refusal, what).toContain(left);
          rmSync(join(folder, left));
        }
        writeFileSync(file, before);
      }
    },
  );

  it('keeps the old contents when they cannot be written back either', async () => {
    let broken = false;
    const failing = watched((call) => {
      broken ||= linked ? call === 'truncate' : call === 'write';
      if (broken && call !== 'close') throw Object.assign(new Error('no'), { code: 'EIO' });
    });
    const refusal = await writerOf(failing).replace(file, before, after, linked);
    expect(refusal).toContain('EIO while writing');
    if (!linked) expect(contents(file)).toBe(whole[0]);
    else expect(contents(join(folder, others()[0] ?? ''))).toBe(whole[0]);
  });
});

describe('a writer that is killed', () => {
  const script = join(top, 'killed.cjs');
  beforeAll(async () => {
    await build({
      stdin: {
        contents: `import { systemCalls, writerOf } from './server/src/cli/node-writer';
          const [file, before, after, at] = process.argv.slice(2);
          let n = 0;
          const calls = Object.fromEntries(Object.entries(systemCalls).map(([name, call]) => [name,
            typeof call !== 'function' ? call : (...args) => {
              if (n++ === Number(at)) process.kill(process.pid, 'SIGKILL');
              return call(...args);
            }]));
          writerOf(calls).replace(file, before, after).then((said) => console.log(String(said)));`,
        resolveDir: process.cwd(),
        loader: 'ts',
      },
      outfile: script,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      logLevel: 'error',
    });
  }, 60_000);

  it('between any two calls leaves the old file or the new one', async () => {
    const plain = after.replace('\udce4', 'a');
    const seen: string[] = [];
    const calls = await callsOf(false);
    for (let at = 0; at <= calls.length; at++) {
      writeFileSync(file, before);
      const run = spawnSync(process.execPath, [script, file, before, plain, String(at)]);
      expect(run.signal).toBe(at < calls.length ? 'SIGKILL' : null);
      expect([before, plain]).toContain(contents(file));
      seen.push(contents(file));
    }
    expect(new Set(seen).size).toBe(2);
  }, 60_000);
});

const python = spawnSync('python3', ['-c', 'import os; os.setxattr']).status === 0;
const attributes = (path: string) =>
  execFileSync('python3', [
    '-c',
    'import os,sys\nfor n in sorted(os.listxattr(sys.argv[1])): print(n, os.getxattr(sys.argv[1], n).hex())',
    path,
  ]).toString();
const setAttribute = (path: string, name: string, hex: string) =>
  spawnSync('python3', [
    '-c',
    'import os,sys\nos.setxattr(sys.argv[1], sys.argv[2], bytes.fromhex(sys.argv[3]))',
    path,
    name,
    hex,
  ]).status === 0;

describe('what a file has besides its contents', () => {
  it('is kept: mode, owner, and the link that leads to it', async () => {
    chmodSync(file, 0o4640);
    symlinkSync('disklist', join(folder, 'other'));
    expect(await diskWriter.replace(join(folder, 'other'), before, after)).toBeUndefined();
    expect(statSync(file).mode & 0o7777).toBe(0o4640);
    expect(contents(file)).toBe(whole[1]);
    expect(others()).toEqual([]);
  });

  it('is kept: extended attributes and access lists', async ({ skip }) => {
    if (!python || !setAttribute(file, 'user.origin', '616263')) skip();
    // user::rw-, user:1:r--, group::r--, mask::r--, other::---, as the kernel stores it.
    const list = [
      ...['02000000', '01000600ffffffff', '0200040001000000', '04000400ffffffff', '10000400ffffffff'],
      '20000000ffffffff',
    ];
    const listed = setAttribute(file, 'system.posix_acl_access', list.join(''));
    const had = attributes(file);
    expect(await diskWriter.replace(file, before, after)).toBeUndefined();
    expect(attributes(file)).toBe(had);
    expect(had).toContain('user.origin');
    if (listed) expect(had).toContain('system.posix_acl_access');
  });

  it('that cannot be carried over is a reason not to write, unless it must be', async () => {
    const failing: Calls = {
      ...systemCalls,
      copyAttributes: () => Promise.reject(new Error('no attributes here')),
    };
    const refusal = await writerOf(failing).replace(file, before, after);
    expect(refusal).toContain('cannot be carried over (no attributes here)');
    expect(contents(file)).toBe(whole[0]);
    expect(others()).toEqual([]);
    expect(await writerOf(failing).replace(file, before, after, true)).toBeUndefined();
    expect(contents(file)).toBe(whole[1]);
  });

  it('a read-only file is not replaced, unless it must be', async () => {
    chmodSync(file, 0o444);
    expect(await diskWriter.replace(file, before, after)).toContain('read-only');
    expect(contents(file)).toBe(whole[0]);
    expect(await diskWriter.replace(file, before, after, true)).toBeUndefined();
    expect(statSync(file).mode & 0o777).toBe(0o444);
  });

  it.skipIf(process.getuid?.() !== 0)("another user's file is not replaced, unless it must be", async () => {
    chownSync(file, 12345, 12346);
    expect(await diskWriter.replace(file, before, after)).toContain('uid 12345');
    expect(contents(file)).toBe(whole[0]);
    expect(await diskWriter.replace(file, before, after, true)).toBeUndefined();
    expect([statSync(file).uid, statSync(file).gid]).toEqual([12345, 12346]);
  });

  it('a file that changed meanwhile is left alone', async () => {
    writeFileSync(file, 'other\n');
    expect(await diskWriter.replace(file, before, after)).toBe('changed meanwhile');
    expect(contents(file)).toBe('other\n');
    expect(others()).toEqual([]);
  });
});
