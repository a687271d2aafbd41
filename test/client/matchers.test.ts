import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

interface Matcher {
  readonly name: string;
  readonly pattern: {
    readonly regexp: string;
    readonly kind?: string;
    readonly file: number;
    readonly line?: number;
    readonly severity?: number;
    readonly message: number;
  };
}

const root = join(import.meta.dirname, '../..');
const { contributes } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  contributes: { problemMatchers: readonly Matcher[] };
};

/** What VS Code makes of a line: [matcher, file, line, severity, message], of each matcher that it fits. */
function problems(line: string): unknown[] {
  return contributes.problemMatchers.flatMap(({ name, pattern }) => {
    const match = new RegExp(pattern.regexp).exec(line);
    if (!match) return [];
    // VS Code takes no problem without a file and a message, and without a line only for whole files.
    const file = match[pattern.file];
    const message = match[pattern.message];
    if (!file || !message) throw new Error(`${name} matches without a file or a message: ${line}`);
    if (pattern.line === undefined && pattern.kind !== 'file') throw new Error(`${name} has no line`);
    const at = pattern.line === undefined ? undefined : Number(match[pattern.line]);
    const severity = pattern.severity === undefined ? undefined : match[pattern.severity];
    return [[name, file, at, severity, message]];
  });
}

describe('problem matchers', () => {
  // In the forms of conffile.c (conf_error_common), diskfile.c (disk_parserror) and amcheck.c (amcheck_fprint_message).
  it.each([
    [
      "'/etc/amanda/Daily/amanda.conf', line 1: error: not a keyword.",
      ['amanda-conf', '/etc/amanda/Daily/amanda.conf', 1, 'error', 'not a keyword.'],
    ],
    [
      "'/etc/amanda/Daily/amanda.conf', line 12: end of line is expected",
      ['amanda-conf', '/etc/amanda/Daily/amanda.conf', 12, undefined, 'end of line is expected'],
    ],
    [
      "'/etc/amanda/Daily/amanda.conf', line 1: warning: Keyword label-new-tapes is deprecated.",
      [
        'amanda-conf',
        '/etc/amanda/Daily/amanda.conf',
        1,
        'warning',
        'Keyword label-new-tapes is deprecated.',
      ],
    ],
    [
      `"/etc/amanda/Daily/disklist", line 5: disk dumptype 'nosuch' not found`,
      ['amanda-disklist', '/etc/amanda/Daily/disklist', 5, undefined, "disk dumptype 'nosuch' not found"],
    ],
    [
      "parse error: Can't specify both label-new-tapes and autolabel",
      [
        'amanda-options',
        'parse error',
        undefined,
        undefined,
        "Can't specify both label-new-tapes and autolabel",
      ],
    ],
    [
      "ERROR: storage 'vtapes': changer device '/dev/nst0' does not exist",
      [
        'amcheck',
        '/dev/nst0',
        undefined,
        'ERROR',
        "storage 'vtapes': changer device '/dev/nst0' does not exist",
      ],
    ],
    [
      'WARNING: WARNING: storage vtapes: policy: retention-tapes (3) is too small',
      [
        'amcheck',
        'WARNING',
        undefined,
        'WARNING',
        'WARNING: storage vtapes: policy: retention-tapes (3) is too small',
      ],
    ],
    [
      'HOST www.example.com CRITICAL: no answer',
      ['amcheck-client', 'www.example.com', undefined, 'CRITICAL', 'no answer'],
    ],
  ])('%s', (line, expected) => {
    expect(problems(line)).toEqual([expected]);
  });

  it.each([
    'amadmin: errors processing config file',
    'Amanda Tape Server Host Check',
    '-----------------------------',
    '      it will be created on the next run',
    'slot 1: contains an empty volume',
    'Server check took 0.197 seconds',
    'HOST www.example.com OK: all is well',
    'line 3:',
    '    auth "bsd"',
  ])('leaves %s alone', (line) => {
    expect(problems(line)).toEqual([]);
  });

  it.each([
    [
      'amcheck.txt',
      [
        ['amcheck', 'NOTE', 'NOTE'],
        ['amcheck', 'NOTE', 'NOTE'],
        ['amcheck', '/var/lib/amanda/DailySet1/curinfo/www.example.com', 'NOTE'],
        ['amcheck', '/var/lib/amanda/DailySet1/index/www.example.com', 'NOTE'],
        ['amcheck-client', 'www.example.com', 'ERROR'],
        ['amcheck-client', 'www.example.com', 'ERROR'],
      ],
    ],
    ['amcheck-no-client.txt', [['amcheck', 'www.example.com', 'ERROR']]],
  ])('finds every complaint in the recorded %s', (name, expected) => {
    const text = readFileSync(join(root, 'test/fixtures/logs/3.5/amcheck', name), 'utf8');
    const found = text.split('\n').flatMap((line) => problems(line)) as [string, string, unknown, string][];
    expect(found.map(([matcher, file, , severity]) => [matcher, file, severity])).toEqual(expected);
  });
});
