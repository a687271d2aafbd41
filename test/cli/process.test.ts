import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

/** GNU patch, which not every machine has (Debian: apt-get install patch). */
const hasPatch = spawnSync('patch', ['--version'], { stdio: 'ignore' }).status === 0;

/** The bundled program as it is installed, run as a process of its own on a real disk. */
describe('the program amanda-lint', () => {
  const top = mkdtempSync(join(tmpdir(), 'amanda-lint-'));
  const program = join(top, 'cli.js');
  let folder = '';

  beforeAll(async () => {
    await build({
      entryPoints: ['server/src/cli.ts'],
      outfile: program,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      mainFields: ['module', 'main'],
      logLevel: 'error',
    });
  }, 60_000);
  afterAll(() => {
    rmSync(top, { recursive: true, force: true });
  });
  beforeEach(() => {
    folder = mkdtempSync(join(top, 'conf-'));
    writeFileSync(join(folder, 'amanda.conf'), 'define dumptype d {\n  auth "bsdtcp"\n}\n');
    writeFileSync(join(folder, 'disklist'), 'h /a d\n');
  });

  function run(...args: string[]) {
    const result = spawnSync(process.execPath, [program, ...args], {
      cwd: folder,
      timeout: 30_000,
      maxBuffer: 1 << 28,
    });
    const err = result.stderr.toString();
    expect(err).not.toMatch(/\n\s+at /);
    return { code: result.status, out: result.stdout.toString('latin1'), err };
  }

  const errors = (out: string) =>
    (
      JSON.parse(out) as { diagnostics: { severity: string; code: string; file: string }[] }
    ).diagnostics.filter(({ severity }) => severity === 'error');

  it('tells good from bad and from trouble by its exit code', () => {
    expect(run('check', '.').code).toBe(0);
    writeFileSync(join(folder, 'disklist'), 'h /a nope\n');
    const bad = run('check', '--format', 'json', '.');
    expect(bad.code).toBe(1);
    expect(errors(bad.out)).toMatchObject([
      { code: 'disklist/unknown-dumptype', file: join(folder, 'disklist') },
    ]);
    expect(run('check', 'nowhere')).toMatchObject({
      code: 2,
      err: 'amanda-lint: nowhere: No such file or directory\n',
    });
  });

  it('never opens FIFOs and devices', () => {
    execFileSync('mkfifo', [join(folder, 'fifo')]);
    expect(run('check', 'fifo').code).toBe(2);
    expect(run('check', '/dev/zero').code).toBe(2);
    for (const target of ['fifo', '/dev/zero']) {
      writeFileSync(join(folder, 'disklist'), `includefile "${target}"\nh /a d\n`);
      const inside = run('check', '--format', 'json', '.');
      expect(inside.code).toBe(1);
      expect(errors(inside.out).map(({ code }) => code)).toContain('disklist/special-file');
      writeFileSync(join(folder, 'disklist'), 'h /a d\n');
      writeFileSync(join(folder, 'more.conf'), `includefile "${target}"\n`);
      expect(run('check', 'more.conf').code).toBe(1);
    }
    rmSync(join(folder, 'disklist'));
    execFileSync('mkfifo', [join(folder, 'disklist')]);
    expect(run('check', '.').code).toBe(1);
  });

  it('does not read what is too large to be a configuration', () => {
    truncateSync(join(folder, 'disklist'), 80 * 1024 * 1024);
    const run1 = run('check', '.');
    expect(run1.out).toContain('is not read here');
    expect(run('check', 'disklist').code).toBe(2);
  });

  it('lives through junk', () => {
    writeFileSync(
      join(folder, 'amanda.conf'),
      Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256)),
    );
    expect(run('check', '.').code).toBe(1);
    writeFileSync(join(folder, 'amanda.conf'), Buffer.from('\ufefforg "x"\n', 'utf16le'));
    expect(run('check', '.').code).toBe(1);
    writeFileSync(join(folder, 'amanda.conf'), `org "${'x'.repeat(1_000_000)}"\n`);
    expect(run('check', '.').code).toBe(1);
  });

  it('prints names that are not UTF-8 byte for byte', () => {
    writeFileSync(join(folder, 'disklist'), Buffer.from('h /b\xe4r d\n', 'latin1'));
    expect(run('disklist').out).toContain('    disk /b\xe4r:\n');
  });

  it('fixes files in place and keeps what they are', () => {
    const wrong = Buffer.from('h /b\xe4r d\nH /b d\n', 'latin1');
    mkdirSync(join(folder, 'real'));
    writeFileSync(join(folder, 'real', 'list'), wrong);
    chmodSync(join(folder, 'real', 'list'), 0o640);
    rmSync(join(folder, 'disklist'));
    symlinkSync('real/list', join(folder, 'disklist'));
    const dry = run('fix', '--dry-run', '.');
    expect(dry.out).toBe('--- disklist\n+++ disklist\n@@ -1,2 +1,2 @@\n h /b\xe4r d\n-H /b d\n+h /b d\n');
    expect(readFileSync(join(folder, 'disklist'))).toEqual(wrong);
    expect(run('fix', '.')).toMatchObject({ code: 0, out: 'disklist: fixed\n', err: '' });
    expect(readFileSync(join(folder, 'disklist'), 'latin1')).toBe('h /b\xe4r d\nh /b d\n');
    expect(lstatSync(join(folder, 'disklist')).isSymbolicLink()).toBe(true);
    expect(statSync(join(folder, 'disklist')).mode & 0o777).toBe(0o640);
  });

  it('writes into a file that has other names, and keeps them', () => {
    writeFileSync(join(folder, 'disklist'), 'h /a d\nH /home d\nh /b d');
    linkSync(join(folder, 'disklist'), join(folder, 'other'));
    const refused = run('fix', '.');
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.err).toContain('it has 2 names (hard links)');
    expect(readFileSync(join(folder, 'other'), 'utf8')).toBe('h /a d\nH /home d\nh /b d');
    expect(run('fix', '--force', '.')).toMatchObject({ code: 0, out: 'disklist: fixed\n' });
    expect(readFileSync(join(folder, 'other'), 'utf8')).toBe('h /a d\nh /home d\nh /b d');
  });

  it.skipIf(!hasPatch)('prints diffs that patch applies, whatever the names, here and elsewhere', () => {
    const odd = 'a b "c"';
    for (const name of [odd, 'plain name']) {
      const inner = join(folder, name);
      mkdirSync(inner);
      writeFileSync(join(inner, 'amanda.conf'), readFileSync(join(folder, 'amanda.conf')));
      writeFileSync(join(inner, 'disklist'), 'h /a d\r\nH /b d\r\nh /c d');
      const here = run('fix', '--dry-run', name);
      execFileSync('patch', ['--binary', '-p0'], { cwd: folder, input: Buffer.from(here.out, 'latin1') });
      expect(readFileSync(join(inner, 'disklist'), 'utf8')).toBe('h /a d\r\nh /b d\r\nh /c d');
    }
    const away = mkdtempSync(join(top, 'away-'));
    writeFileSync(join(away, 'amanda.conf'), 'org "x"');
    writeFileSync(join(away, 'disklist'), '');
    const there = run('fix', '--dry-run', away, '--rule', 'syntax/missing-newline-at-end');
    execFileSync('patch', ['-p1', '-d', '/'], { input: there.out });
    expect(readFileSync(join(away, 'amanda.conf'), 'utf8')).toBe('org "x"\n');
  });

  it('takes paths and folders whose names are not UTF-8', () => {
    const node = `"${process.execPath}" "${program}"`;
    const script = `d=$(printf 'b\\344r'); mkdir $d; cp amanda.conf $d; printf 'h /a d\nH /b d\n' > $d/disklist
      ${node} fix $d && ${node} check --severity error . && cd $d && ${node} check --severity error .`;
    const shell = spawnSync('/bin/sh', ['-c', script], { cwd: folder, timeout: 60_000 });
    expect(shell.stderr.toString()).toBe('');
    expect(shell.stdout.toString('latin1')).toBe('b\xe4r/disklist: fixed\nNo findings.\nNo findings.\n');
    expect(readFileSync(Buffer.from(`${folder}/b\xe4r/disklist`, 'latin1'), 'utf8')).toBe('h /a d\nh /b d\n');
  });

  it.skipIf(!existsSync('/dev/full'))('says so when its output cannot be written', () => {
    const script = `"${process.execPath}" "${program}" check . > /dev/full`;
    const shell = spawnSync('/bin/sh', ['-c', script], { cwd: folder, timeout: 30_000 });
    expect(shell).toMatchObject({ status: 2 });
    expect(shell.stderr.toString()).toBe('amanda-lint: cannot write: ENOSPC\n');
  });

  it('stops quietly when nobody reads its output', () => {
    const lines = Array.from({ length: 3000 }, (_, i) => `h /d${String(i)} d\n`);
    writeFileSync(join(folder, 'disklist'), lines.join(''));
    const shell = spawnSync('/bin/sh', ['-c', `"${process.execPath}" "${program}" disklist | head -n 1`], {
      cwd: folder,
      timeout: 30_000,
    });
    expect(shell.stdout.toString()).toBe(`line 1 (${folder}/disklist):\n`);
    expect(shell.stderr.toString()).toBe('');
  });
});
