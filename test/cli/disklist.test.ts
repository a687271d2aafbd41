import { describe, expect, it } from 'vitest';
import { runCli } from '../support/cli';

const files = {
  'c/amanda.conf': 'define dumptype d {\n  auth "bsd"\n}\n',
  'c/disklist': 'h1 /a d\nh1 /b d\nh2.example.com /a/b d\n',
};

const disks = (out: string) =>
  [...out.matchAll(/^line (\d+) \((.*)\):$/gm)].map(([, line, path]) => `${line ?? ''} ${path ?? ''}`);

describe('amanda-lint disklist', () => {
  it('prints every DLE', async () => {
    const run = await runCli(['disklist', '--config', 'c'], files);
    expect(run.code).toBe(0);
    expect(disks(run.out)).toEqual(['1 /work/c/disklist', '2 /work/c/disklist', '3 /work/c/disklist']);
    expect(run.out).toContain('        AUTH                "bsd"\n');
  });

  it.each([
    [['h1'], ['1', '2']],
    [['h1', '/b'], ['2']],
    [['h2', 'b'], ['3']],
    [['=h2'], []],
    [['example'], ['3']],
    [
      ['h1', '/a', 'h2'],
      ['1', '3'],
    ],
  ])('selects %j', async (args, lines) => {
    const run = await runCli(['disklist', '--config', 'c', ...args], files);
    expect(disks(run.out).map((line) => line.split(' ')[0])).toEqual(lines);
    expect(run.code).toBe(lines.length > 0 ? 0 : 1);
  });

  it('says why there is nothing to print', async () => {
    const wrong = await runCli(['disklist', '--config', 'c'], { ...files, 'c/disklist': 'h1 /a nope\n' });
    expect(wrong).toMatchObject({ code: 1, out: '' });
    expect(wrong.err).toContain('/work/c/disklist:1:7: There is no dumptype "nope"');
    const none = await runCli(['disklist', '--config', 'gone'], files);
    expect(none).toMatchObject({ code: 2, out: '', err: 'amanda-lint: gone: No such file or directory\n' });
  });
});
