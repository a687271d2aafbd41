import { describe, expect, it } from 'vitest';
import { explain } from '../../server/src/nights/causes/explain';
import { fill, fillCommands, wordingOf } from '../../server/src/nights/causes/fill';
import { causeChecks } from '../../server/src/nights/causes/ids';
import { explainText } from '../../server/src/nights/causes/paste';
import type { CauseRow } from '../../server/src/nights/causes/row';
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
      expect(what).toMatch(/^[A-Za-z0-9/"'`$].*[.`'")…?]$/);
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

describe('explaining a text', () => {
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
>   www.example.com /srv/y lev 0  partial taper: No space left on device
>
> Any idea?`),
    ).toEqual([
      ['ack-timeout', 'db.example.com', undefined],
      ['data-timeout', 'www.example.com', '/srv/my home'],
      ['results-missing', 'www.example.com', '/srv/x'],
      ['out-of-tape', 'www.example.com', '/srv/y'],
    ]);
  });
});

describe('filling words in', () => {
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
