import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Random } from '../support/random';
import { runCli } from '../support/cli';
import { amandaInstalled, Oracle } from './oracle';

const conf = `define interface eth0 {
}
define dumptype comp-tar {
    program "GNUTAR"
}
define application amgtar {
    plugin "amgtar"
}
`;

const disklist = `h1 /a comp-tar
h1 /usr/local comp-tar
h1 usr /dev/sda1 comp-tar
client.example.com /a comp-tar
client.example.com "/with blank" comp-tar
www.example.com //srv/c$ comp-tar
www.example.com \\\\\\\\srv\\\\share comp-tar
h2 /a/b/c comp-tar
h2 h1 comp-tar
`;

describe.skipIf(!amandaInstalled)('the disklist on the command line', () => {
  const oracle = new Oracle();
  afterAll(() => {
    oracle.dispose();
  });

  /** Our files have the paths that the oracle's have, because the paths are printed. */
  const ours = (args: readonly string[], files: Readonly<Record<string, string>>) =>
    runCli(
      ['disklist', '--config', oracle.folder, ...args],
      Object.fromEntries(Object.entries(files).map(([name, text]) => [join(oracle.folder, name), text])),
    );

  it('selects hosts and disks as amadmin does', async () => {
    const files = { 'amanda.conf': conf, disklist };
    oracle.write(files);
    const words = [
      'h1',
      'h2',
      'H1',
      'client',
      'example',
      'client.example.com',
      '^h1$',
      'h?',
      'h*',
      '*',
      '**',
      '=h1',
      '.',
    ];
    words.push(
      '/a',
      'a',
      '/',
      '/usr',
      'usr',
      'local',
      '/*/b',
      '^/a',
      'c$',
      '/with blank',
      '=/a',
      'srv',
      'srv/share',
    );
    words.push(
      '//srv/c$',
      '\\\\\\\\srv\\\\share',
      '/dev/sda1',
      'sda?',
      '[ab]',
      '/[!b]',
      'nope',
      'www',
      'a/b',
      'b/c',
      '^',
      '$',
    );
    const random = new Random(11);
    for (let i = 0; i < 160; i++) {
      const args = Array.from({ length: random.pick([1, 1, 2, 2, 3]) }, () => random.pick(words));
      const answer = oracle.disklist(...args);
      const run = await ours(args, files);
      if (answer.code === 0) expect(run.out, args.join(' ')).toBe(answer.stdout);
      else expect([run.code, run.out], `${args.join(' ')}: ${answer.stderr}`).toEqual([2, '']);
    }
  });

  it('prints the sample configuration as amadmin does', async () => {
    const folder = 'samples/DailySet1';
    const names = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
    const files = Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
    oracle.write(files);
    const answer = oracle.disklist();
    expect(answer.stderr).toBe('');
    expect((await ours([], files)).out).toBe(Buffer.from(answer.stdout, 'latin1').toString('utf8'));
  });

  it.each([
    ['a host in another case', 'h /a comp-tar\nH /b comp-tar\n'],
    ['an inline dumptype on one line', 'h /a { index no }\n'],
    ['text behind the brace', 'h /a { comp-tar\n}\n'],
    ['an interface without a spindle', 'h /a comp-tar eth0\n'],
    ['text behind the interface', 'h /a comp-tar 1 eth0 remark\n'],
    ['the same line twice', 'h /a comp-tar\nh /b comp-tar\nh /a comp-tar\n'],
  ])('mends %s so that Amanda accepts it', async (_, text) => {
    const files = { 'amanda.conf': conf, disklist: text };
    oracle.write(files);
    expect(oracle.disklist().accepted).toBe(false);
    const run = await runCli(['fix', 'c'], { 'c/amanda.conf': conf, 'c/disklist': text });
    expect(run.code).toBe(0);
    oracle.write({
      'amanda.conf': run.files['/work/c/amanda.conf'] ?? '',
      disklist: run.files['/work/c/disklist'] ?? '',
    });
    expect(oracle.disklist()).toMatchObject({ accepted: true, stderr: '' });
  });
});
