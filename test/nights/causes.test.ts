import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { explain } from '../../server/src/nights/causes/explain';
import { fill, fillCommands, sentenceOf, wordingOf } from '../../server/src/nights/causes/fill';
import { causeChecks } from '../../server/src/nights/causes/ids';
import { explainText } from '../../server/src/nights/causes/paste';
import type { CauseRow, Writer } from '../../server/src/nights/causes/row';
import { causeRows } from '../../server/src/nights/causes/rows';

/** Named groups of a pattern, and what the places where a text is found tell besides. */
function namesOf(row: CauseRow): Set<string> {
  const names = [...row.text.source.matchAll(/\(\?<(\w+)>/g)].map(([, name]) => name ?? '');
  return new Set([...names, 'host', 'disk', 'level', 'config']);
}

function templatesOf(row: CauseRow): string[] {
  const remedies = row.remedies.flatMap(({ title, run }) => [title, run?.commands ?? '']);
  return [row.what, ...row.because, ...remedies];
}

describe('the catalogue of causes', () => {
  it('has each key and each id once', () => {
    const keys = causeRows.map(({ key }) => key);
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
    expect(keys.filter((key) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(key))).toEqual([]);
    const ids = causeChecks.map(({ id }) => id);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
    expect(ids.filter((id) => !/^log\/[a-z]+(-[a-z]+)*$/.test(id))).toEqual([]);
  });

  it('is in docs/MESSAGES.md: run `node scripts/message-coverage.mjs` after a change', () => {
    const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'MESSAGES.md'), 'utf8');
    expect(page).toContain(`\n${causeRows.length} rows, ${causeChecks.length} causes.`);
    for (const { cause, examples } of causeRows) {
      expect(page).toContain(`### \`${cause}\`: `);
      expect(page).toContain((examples[0] ?? '').replace(/\s+/g, ' ').slice(0, 20).trim().replace(/`/g, "'"));
    }
  });

  it('names only causes that have a page', () => {
    const ids = new Set(causeChecks.map(({ id }) => id));
    expect(causeRows.filter(({ cause }) => !ids.has(cause)).map(({ key }) => key)).toEqual([]);
  });

  it.each(causeChecks.map((check) => [check.id, check] as const))('has a page to read for %s', (_, check) => {
    const lines = check.doc.trim().split('\n').length;
    expect(lines).toBeGreaterThanOrEqual(8);
    expect(lines).toBeLessThanOrEqual(40);
    expect(check.title).not.toMatch(/\.$/);
    // What runs on a client has no amgetconf, which only a server has.
    expect(check.doc).not.toMatch(/[Oo]n the client[^.]*amgetconf/);
  });
});

describe.each(causeRows.map((row) => [row.key, row] as const))('the row %s', (_, row) => {
  it('explains its examples, for each of its writers, before any other row does', () => {
    expect(row.examples.length).toBeGreaterThan(0);
    for (const writer of row.writers)
      for (const example of row.examples)
        expect({ writer, example, key: explain(writer, example)?.row.key }).toEqual({
          writer,
          example,
          key: row.key,
        });
  });

  it('fills its words only with what its text or its place tells', () => {
    const names = namesOf(row);
    for (const template of templatesOf(row))
      for (const [, name] of template.matchAll(/\{(\w+)\}/g)) expect(names, template).toContain(name);
  });

  it('says what happened in one sentence, and asks a client for nothing that only a server has', () => {
    for (const example of row.examples) {
      const match = explain(row.writers[0], example);
      if (!match) continue;
      const { what, because, remedies } = wordingOf(match, { config: 'daily' });
      expect(what).toMatch(/^\S.*\.$/s);
      expect(what).not.toMatch(/\{|\}|undefined| {2}/);
      for (const sentence of because) expect(sentence).toMatch(/[.`)]$/);
      for (const { title, run } of remedies) {
        expect(title).not.toMatch(/\.$|\{/);
        expect(run?.commands ?? '').not.toMatch(/\{host\}|\{disk\}|\{config\}/);
        if (run?.on === 'client') expect(run.commands).not.toMatch(/amgetconf|amadmin|amcheck/);
      }
    }
  });

  it('takes linear time, whatever the text', () => {
    expect(ambiguities(row.text)).toEqual([]);
    // Of 100,000 characters, 25 times as many as explain() hands over: squares would take minutes, and the test ends.
    for (const attack of attacks(row)) row.text.test(attack);
  });

  it('names its source and its releases', () => {
    expect(row.source).not.toBe('');
    expect(row.since).toMatch(/^[23]\.\d(\.\d)?$/);
    if (row.until !== undefined) expect(row.until).toMatch(/^[23]\.\d(\.\d)?$/);
  });
});

/** Long texts of the row's own example, its beginning, blanks, brackets: what a pattern could choke on. */
function attacks(row: CauseRow): string[] {
  const fragments = [
    ...row.examples,
    ...row.examples.map((one) => one.slice(0, -1)),
    ' ',
    '\t',
    '[',
    ']',
    ': ',
    'a',
    "'",
    '"',
  ];
  return fragments.flatMap((fragment) => {
    const repeated = fragment.repeat(Math.ceil(100_000 / fragment.length)).slice(0, 100_000);
    return [repeated, `${row.examples[0] ?? ''}${repeated}`, `${repeated}\n`];
  });
}

/** Shapes of patterns that take more than linear time: a quantifier in a quantified group, or two open ones in a row. */
function ambiguities({ source }: RegExp): string[] {
  const open = String.raw`(?:\.|\\[SsWwDd]|\[[^\]]*\])(?:[*+]|\{\d+,\d*\})\??`;
  const found: string[] = [];
  const nested = new RegExp(String.raw`\((?:\?(?:<\w+>|:))?[^()]*${open}[^()]*\)(?:[*+]|\{\d+,\d*\})`);
  const nest = nested.exec(source);
  if (nest) found.push(nest[0]);
  const adjacent = new RegExp(String.raw`${open}\)?\(?(?:\?(?:<\w+>|:))?${open}`).exec(source);
  if (adjacent) found.push(adjacent[0]);
  return found;
}

/** Texts that administrators meet and search for, with what they mean. */
const COMMON: readonly (readonly [text: string, cause: string])[] = [
  ['EOF on read from www.example.com', 'log/client-lost'],
  ['recv error: Connection reset by peer', 'log/client-lost'],
  ['[data timeout]', 'log/dump-timeout'],
  ['mesg read: Connection reset by peer', 'log/client-lost'],
  ['sendbackup: error [no backup size line]', 'log/bad-data'],
  ['missing size line from sendbackup', 'log/client-lost'],
  ['missing end line from sendbackup', 'log/client-lost'],
  ['out of holding space in degraded mode', 'log/holding-full'],
  ['no more holding disk space', 'log/holding-full'],
  ["can't dump required holdingdisk when no holdingdisk space available ", 'log/holding-full'],
  ['Not enough holding disk space', 'log/holding-full'],
  ['dump larger than available tape space, 512000000 KB, skipping incremental', 'log/dump-too-large'],
  ['host backup.example.com: port 51234 not secure', 'log/port-not-secure'],
  ['/usr/bin/tar exited with status 2: see /var/log/amanda/client/daily/x.debug', 'log/estimate-failed'],
  ['*** A TAPE ERROR OCCURRED: [new tape not found in rack].', 'log/no-tape'],
  ['*** A TAPE ERROR OCCURRED: [No acceptable volumes found].', 'log/no-tape'],
  ['*** A TAPE ERROR OCCURRED: [Error writing block: Input/output error].', 'log/tape-error'],
  ['partial taper: No space left on device: more than MAX_VOLUME_USAGE bytes written', 'log/tape-full'],
  ['[out of tape]', 'log/tape-full'],
  ['1 tapes filled; runtapes=1 does not allow additional tapes', 'log/tape-full'],
  ['chunker died', 'log/chunker-died'],
  ['[chunker0 died]', 'log/chunker-died'],
  ['dumper2 died', 'log/dumper-died'],
  ['Killed while dumping', 'log/interrupted'],
  ['Request to www.example.com timed out.', 'log/estimate-timeout'],
  ['Estimate timeout from www.example.com', 'log/estimate-timeout'],
  ['Some estimate timeout on www.example.com', 'log/estimate-timeout'],
  ['WARNING: www.example.com: selfcheck reply timed out.  Host down?', 'log/no-answer'],
  ['Request to www.example.com failed: timeout waiting for ACK', 'log/no-answer'],
  ['Request to www.example.com failed: timeout waiting for REP', 'log/estimate-timeout'],
  ['Request to www.example.com failed: Connection refused', 'log/connection-refused'],
  ['[dump (28074) /bin/tar returned 2]', 'log/dump-failed'],
  ['[Got empty header]', 'log/bad-data'],
  ['[failed to set shm-ring]', 'log/interrupted'],
  ['ERROR taper no-tape error [No acceptable volumes found]', 'log/no-tape'],
  ['no-tape config [taperflush criteria not met]', 'log/not-flushed'],
  ["www.example.com:  FORMAT ERROR IN REQUEST PACKET 'Error on line 1'", 'log/format-error'],
  ['resolve_hostname(www.example.com): Name or service not known', 'log/unknown-host'],
  ["Could not find security driver 'bsdtpc' for host 'www.example.com'", 'log/unknown-auth'],
  [
    'www.example.com NAK: user backup from backup.example.com is not allowed to execute the service noop: Please add the line "backup.example.com backup amdump" to /var/backups/.amandahosts on the client',
    'log/refused-by-client',
  ],
  [
    'access as backup not allowed from backup@backup.example.com: amandahostsauth failed',
    'log/refused-by-client',
  ],
  [
    'ERROR: www.example.com: [could not access /srv/home (/srv/home): Permission denied]',
    'log/selfcheck-error',
  ],
  ['ERROR: www.example.com: [can not execute /bin/tar: No such file or directory]', 'log/selfcheck-error'],
  ['calcsize must be run setuid root', 'log/client-permission'],
  ['no size line match in /sbin/dump output', 'log/estimate-failed'],
  ['disk /srv/home, all estimate failed', 'log/estimate-failed'],
  ['missing result for /srv/home in www.example.com response', 'log/missing-result'],
  ['badly formatted response from www.example.com', 'log/bad-request'],
  ['tar: ./y: Cannot read: Input/output error', 'log/dump-failed'],
  ['tar: ./remote: Cannot stat: Stale file handle', 'log/dead-mount'],
  ['WARNING: got empty schedule from planner', 'log/empty-schedule'],
  [
    'Last full dump of www.example.com:/srv/home on tape DailySet1-04 overwritten on this run.',
    'log/retention',
  ],
  ['tapecycle (5) <= runspercycle (5)', 'log/retention'],
  ['Skipping incronly because no full dump were done', 'log/refused-by-server'],
  ["client configured for auth=bsd while server requested 'bsdtcp'", 'log/unknown-auth'],
  ['client CRC (1a2b3c4d:10240) do not match data-in CRC (5e6f7a8b:10240)', 'log/crc-mismatch'],
  ["error: couldn't exec server custom compression '/usr/local/bin/zstd'.", 'log/filter-failed'],
  [
    "HOST www.example.com ERROR: security file '/etc/amanda-security.conf' do not allow to run '/usr/bin/tar' as root for 'amgtar:gnutar_path'",
    'log/client-permission',
  ],
  ['Warning: selfcheck request timed out.  Host down?', 'log/no-answer'],
  ['sendbackup: critical (fatal): error [no backup size line]', 'log/bad-data'],
  [
    'www.example.com /srv lev 2  partial taper: source server crc (0c2088ee:11) and input server crc (f6e497d2:12) differ)',
    'log/crc-mismatch',
  ],
  ['planner: FATAL errors processing config file', 'log/config-error'],
  [
    '/var/log/amanda/daily/log exists: amdump or amflush is already running, or you must run amcleanup',
    'log/already-running',
  ],
];

describe('explaining a text', () => {
  it.each(COMMON)('knows %s', (text, cause) => {
    expect(explainText(text)[0]?.match?.row.cause ?? explain(undefined, text)?.row.cause).toBe(cause);
  });

  it('does not blame what only follows from another failure, nor what is no failure', () => {
    const weights = [
      'Got empty header',
      'failed to set shm-ring',
      'Aborted by driver',
      'dumper returned FAILED',
    ];
    for (const text of weights) expect(explain(undefined, text)?.row.weight).toBe('follow-up');
    expect(explain('driver', 'taperflush criteria not met')?.row.weight).toBe('harmless');
    expect(explain('planner', 'tapecycle (5) <= runspercycle (5)')?.row.weight).toBe('note');
  });

  it('takes a connection that was refused for a request only where the text says so', () => {
    expect(explain(undefined, 'Connection refused')).toBeUndefined();
    expect(explain(undefined, 'Permission denied')).toBeUndefined();
  });

  it('ends soon with any text', () => {
    for (const part of ['[', 'a: ', 'ERROR ', '"', 'NAK: ', '? ', 'x y lev 0  ', "'"]) {
      explain(undefined, part.repeat(100_000));
      explainText(`${part.repeat(50_000)}\n`.repeat(3));
    }
  });

  it('knows nothing of what Amanda does not write', () => {
    for (const text of [
      '',
      ' ',
      'hello world',
      '[]',
      '""',
      'the client of the client',
      'the quick brown fox jumps: over it',
    ])
      expect(explain(undefined, text)?.row.key).toBeUndefined();
  });
});

describe('explaining pasted text', () => {
  const keys = (text: string) =>
    explainText(text).map(({ match, host, disk }) => [match?.row.key, host, disk]);

  it('reads a mail', () => {
    expect(
      keys(`> Hello list,
> my backups fail:
>
> FAILURE DUMP SUMMARY:
>   planner: ERROR Request to db.example.com failed: timeout waiting for ACK
>   db.example.com /var/lib/db lev 0  FAILED [Request to db.example.com failed: timeout waiting for ACK]
>   www.example.com "/srv/my home" lev 1  FAILED [data timeout]
>   www.example.com /srv/x RESULTS MISSING
>   /-- mail.example.com /var lev 0 FAILED [Got empty header]
>   www.example.com /srv/y lev 0  partial taper: No space left on device
>
> Any idea?`),
    ).toEqual([
      ['ack-timeout', 'db.example.com', undefined],
      ['data-timeout', 'www.example.com', '/srv/my home'],
      ['results-missing', 'www.example.com', '/srv/x'],
      ['empty-header', 'mail.example.com', '/var'],
      ['out-of-tape', 'www.example.com', '/srv/y'],
    ]);
  });

  it('reads lines of log.DATE.N of old and new releases', () => {
    expect(
      keys(`START planner date 20261127013000
FAIL planner www.example.com /srv/home 20261127013000 0 "[Some estimate timeout on www.example.com]"
FAIL dumper www.example.com "/srv/it's" 20261127013000 0 [data timeout]
FAIL taper "ST:DailySet1" "POOL:DailySet1" www.example.com /srv/big 20261127013000 0 error "No space left on device"
FAIL dumper db.example.com /var 1 [dump (28074) /bin/tar returned 2]
ERROR taper no-tape config [taperflush criteria not met]
WARNING driver WARNING: got empty schedule from planner
INFO planner pid-done 4711
FINISH driver date 20261127013000 time 12.3`),
    ).toEqual([
      ['estimate-timeout', 'www.example.com', '/srv/home'],
      ['data-timeout', 'www.example.com', "/srv/it's"],
      ['out-of-tape', 'www.example.com', '/srv/big'],
      ['program-returned', 'db.example.com', '/var'],
      ['criteria-not-met', undefined, undefined],
      ['empty-schedule', undefined, undefined],
    ]);
  });

  it('reads lines of debug logs', () => {
    expect(
      keys(`Mon Nov 23 00:14:27.500142834 2026: pid 4711: thd-0x55d0c0: amandad: timeout waiting for ACK for our REP
sendbackup[4712]: time 3.123: error [dump (28074) /bin/tar got signal 9]`),
    ).toEqual([
      ['ack-for-rep-timeout', undefined, undefined],
      ['program-returned', undefined, undefined],
    ]);
  });

  it('shows a failure that nobody knows as it is', () => {
    const [one] = explainText('FAIL dumper www.example.com /srv/home 20261127013000 0 [the moon is full]');
    expect(one).toMatchObject({ text: '[the moon is full]', host: 'www.example.com', disk: '/srv/home' });
    expect(one?.match).toBeUndefined();
    expect(explainText('Dear list,\nwhat can I do?\nRegards')).toEqual([]);
  });

  it('finds no failure in the logs of a healthy night', () => {
    const root = join(import.meta.dirname, '..', 'fixtures', 'logs', '3.5');
    for (const night of ['estimates', 'estimates-first-day'])
      for (const name of readdirSync(join(root, night))) {
        const found = explainText(readFileSync(join(root, night, name), 'utf8'));
        const wrong = found.filter(({ match }) => !match || match.row.weight === 'failure');
        expect({ name, wrong: wrong.map(({ line, text, match }) => [line, text, match?.row.key]) }).toEqual({
          name,
          wrong: [],
        });
      }
  });

  it('names a cause once, however many DLEs of a host it hits', () => {
    const lines = Array.from(
      { length: 280 },
      (_, i) => `FAIL planner a.example.com /srv/d${i} 20261127 0 [Some estimate timeout on a.example.com]`,
    );
    expect(explainText(lines.join('\n'))).toHaveLength(1);
  });
});

describe('filling words in', () => {
  it('takes the part of a text that a row names, the place where it is known, and no name twice', () => {
    const sentence = (writer: Writer, text: string, around: Record<string, string | undefined>) => {
      const match = explain(writer, text);
      return match && sentenceOf(match, around, text);
    };
    expect(
      sentence('planner', 'Last full dump of h:/srv on tape T-01 overwritten in 3 runs.', {
        disk: undefined,
      }),
    ).toBe('The tape T-01 with the last full dump of h /srv is about to be overwritten.');
    expect(
      sentence('amcheck', 'h: Could not access /srv (/srv): No such file or directory', { host: 'h' }),
    ).toBe(
      'The dump user of h could not open a disk of the disklist: Could not access /srv (/srv): No such file or directory.',
    );
  });

  it('leaves out what is not known', () => {
    expect(fill('{host} refused{text}.', {})).toBe('The client refused.');
    expect(fill('{host} refused: {text}.', { host: 'a' })).toBe('a refused.');
  });

  it('quotes names for the shell', () => {
    expect(fillCommands('ls {disk}; amcheck {config}', { disk: "/srv/it's; rm -rf /" })).toBe(
      "ls '/srv/it'\\''s; rm -rf /'; amcheck CONFIG",
    );
    expect(fillCommands('ls {disk}', { disk: '-rf' })).toBe("ls '-rf'");
  });
});
