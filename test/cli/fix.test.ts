import { describe, expect, it } from 'vitest';
import { unifiedDiff } from '../../server/src/cli/diff';
import { runCli } from '../support/cli';

const conf = 'define dumptype d {\n  auth "bsdtcp"\n}\n';
const files = {
  'c/amanda.conf': conf,
  'c/disklist': 'h /a d\nH /b d\nh /c { index no }\n',
};
const fixed = 'h /a d\nh /b d\nh /c {\n    index no\n}\n';

describe('amanda-lint fix', () => {
  it('applies the safe fixes until none is left', async () => {
    const run = await runCli(['fix', 'c'], files);
    expect(run).toMatchObject({ code: 0, out: 'c/disklist: fixed\n', err: '' });
    expect(run.files['/work/c/disklist']).toBe(fixed);
    expect(run.files['/work/c/amanda.conf']).toBe(conf);
  });

  it('applies the fixes of one rule only', async () => {
    const run = await runCli(['fix', 'c', '--rule', 'disklist/host-case'], files);
    expect(run.code).toBe(1);
    expect(run.files['/work/c/disklist']).toBe('h /a d\nh /b d\nh /c { index no }\n');
  });

  it('shows a diff and changes nothing', async () => {
    const run = await runCli(['fix', '--dry-run', 'c'], files);
    expect(run.files['/work/c/disklist']).toBe(files['c/disklist']);
    expect(run.out).toBe(
      [
        '--- c/disklist',
        '+++ c/disklist',
        '@@ -1,3 +1,5 @@',
        ' h /a d',
        '-H /b d',
        '-h /c { index no }',
        '+h /b d',
        '+h /c {',
        '+    index no',
        '+}',
        '',
      ].join('\n'),
    );
  });

  it('leaves a file alone that changed meanwhile', async () => {
    const run = await runCli(['fix', 'c'], files, { replace: () => Promise.resolve('changed meanwhile') });
    expect(run).toMatchObject({ code: 2, out: '' });
    expect(run.err).toBe('amanda-lint: /work/c/disklist: changed meanwhile; left as it is\n');
  });

  it.each([
    [['fix'], 'expected a PATH'],
    [['fix', '--rule', 'no/such', 'c'], 'there is no such check'],
    [['fix', 'gone'], 'No such file'],
  ])('refuses %j', async (args, message) => {
    const run = await runCli(args, files);
    expect(run.code).toBe(2);
    expect(run.err).toContain(message);
  });
});

describe('unifiedDiff', () => {
  it('says when a text has no newline at its end', () => {
    expect(unifiedDiff('f', 'a\nb', 'a\nb\n')).toBe(
      '--- f\n+++ f\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n',
    );
  });

  it('keeps distant changes apart', () => {
    const lines = Array.from({ length: 30 }, (_, i) => `line ${String(i)}\n`);
    const after = lines.with(2, 'new 2\n').with(25, 'new 25\n');
    const diff = unifiedDiff('f', lines.join(''), after.join(''));
    expect(diff.match(/^@@.*@@$/gm)).toEqual(['@@ -1,6 +1,6 @@', '@@ -23,7 +23,7 @@']);
  });

  it('handles empty texts', () => {
    expect(unifiedDiff('f', '', 'a\n')).toBe('--- f\n+++ f\n@@ -0,0 +1 @@\n+a\n');
    expect(unifiedDiff('f', 'a\n', 'a\n')).toBe('');
  });
});
