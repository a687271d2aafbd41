import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { contexts, lookup, parameterOf, parametersOf } from '../../server/src/schema';
import { goneParameters } from '../../server/src/schema/gone';
import {
  clientKeywords,
  keywordClass,
  keywordLife,
  serverKeywords,
  spelling,
} from '../../server/src/schema/keywords';
import type { Context, Parameter } from '../../server/src/schema/types';
import { hasSince, newestVersion, versions } from '../../server/src/schema/versions';

const table = (name: string) => {
  const text = readFileSync(new URL(`../fixtures/releases/${name}.tsv`, import.meta.url), 'utf8');
  const [head = [], ...rows] = text
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));
  return { head, rows };
};

/** What the tables of the releases do not say: handled beside the table, or with a warning in front of it. */
const BESIDE = new Map([
  ['global rawtapedev 2.6.0', 'handle_invalid_keyword warns about it and skips the line, so it is accepted'],
  ['global holdingdisk', 'before 3.1 read_confline reads it itself'],
]);

describe('the parameters of each release', () => {
  const { head, rows } = table('keywords');
  const releases = head.slice(2);

  test.each(releases)('%s has those of its own tables', (release) => {
    const wrong = rows.flatMap(([context = '', keyword = '', ...cells]) => {
      const reader = cells[releases.indexOf(release)] ?? '-';
      const found = parameterOf(context as Context, keyword, release) !== undefined;
      const beside = BESIDE.has(`${context} ${keyword} ${release}`) || BESIDE.has(`${context} ${keyword}`);
      return found === (reader !== '-') || beside ? [] : [`${context} ${keyword}: ${reader}`];
    });
    expect(wrong).toEqual([]);
    const listed = new Set(rows.map(([context = '', keyword = '']) => `${context} ${keyword}`));
    const extra = contexts.flatMap((context) =>
      parametersOf(context, release).flatMap((p) =>
        listed.has(`${context} ${p.name}`) ? [] : [`${context} ${p.name}`],
      ),
    );
    expect(extra).toEqual([]);
  });

  test.each(releases)('%s checks what its own tables check', (release) => {
    const wrong = rows.flatMap(([context = '', keyword = '', ...cells]) => {
      const cell = cells[releases.indexOf(release)] ?? '-';
      const p = parameterOf(context as Context, keyword, release);
      if (cell === '-' || !p) return [];
      const rule = RULES[cell.split(':')[1] ?? ''] ?? cell.split(':')[1];
      return rule === p.validation ? [] : [`${context} ${keyword}: ${cell}, but ${String(p.validation)}`];
    });
    expect(wrong).toEqual([]);
  });
});

/** The functions of conffile.c by the names of the schema. */
const RULES: Readonly<Record<string, Parameter['validation']>> = {
  positive0: 'nonnegative',
  positive1: 'positive',
  non_zero: 'nonzero',
  bumppercent: 'percent',
  reserve: 'percent',
  deprecated_changerfile: 'changerfile',
  no_space: 'no-space',
  no_space_dquote: 'no-space-dquote',
  use: 'holding-use',
  dump_limit: 'dump-limit',
  reserved_port_range: 'reserved-port',
  unreserved_port_range: 'unreserved-port',
};

describe('the keywords of each release', () => {
  const { head, rows } = table('words');
  const releases = head.slice(1);

  test.each(releases)('%s knows its own words', (release) => {
    const wrong = rows.flatMap(([word = '', ...cells]) => {
      const own = spelling(word, release);
      const known = [false, true].some((client) => keywordClass(own, client, release) !== undefined);
      const beside = word === 'rawtapedev' && release === '2.6.0';
      return known === (cells[releases.indexOf(release)] !== '-') || beside ? [] : [word];
    });
    expect(wrong).toEqual([]);
  });

  test('every parameter of every release is a keyword there, in the spelling of the release', () => {
    for (const { version } of versions)
      for (const context of contexts)
        for (const p of parametersOf(context, version)) {
          const client = context === 'client';
          const word = spelling(p.name, version);
          expect(keywordClass(word, client, version), `${version} ${context} ${p.name}`).toBeDefined();
          expect(lookup(context, word, client, version)?.name).toBe(p.name);
        }
  });

  test('up to 2.6.0 a keyword has one spelling', () => {
    expect(keywordClass('rep-tries', false, '2.5.2')).toBeUndefined();
    expect(keywordClass('REP_TRIES', false, '2.5.2')).toBe('parameter');
    expect(keywordClass('skip_incr', false, '2.6.0')).toBeUndefined();
    expect(keywordClass('skip-incr', false, '2.6.0')).toBe('parameter');
    expect(keywordClass('rep-tries', false, '2.6.1')).toBe('parameter');
  });

  test('the words of the newest release have a life, and the gone ones an end', () => {
    for (const word of Object.values(serverKeywords).flat()) expect(keywordLife(word), word).toBeDefined();
    for (const word of Object.values(clientKeywords).flat())
      expect(keywordLife(word, true), word).toBeDefined();
    for (const p of goneParameters) expect(keywordLife(p.name)?.until, p.name).toBe(p.until);
  });
});

describe('defaults that changed', () => {
  test.each([
    ['global', 'netusage', ['2.5.2', '300'], ['2.6.1', '8000'], ['3.2', '8000'], ['3.3', '80000']],
    ['interface', 'use', ['2.5.2', '300'], ['3.2', '8000'], ['3.3', '80000']],
    ['global', 'tapetype', ['2.6.1', '"EXABYTE"'], ['3.1', '"DEFAULT_TAPE"']],
    ['global', 'mailto', ['2.6.1', '"operators"'], ['3.1', '""']],
    ['global', 'usetimestamps', ['2.5.2', 'no'], ['2.6.0', 'yes']],
    ['global', 'labelstr', ['3.3', '".*"'], ['3.4', 'match-autolabel']],
    ['dumptype', 'auth', ['3.2', '"BSD"'], ['3.3', '"BSDTCP"']],
    ['dumptype', 'ssh-keys', ['2.6.1', '"X"'], ['3.1', '""']],
    ['client', 'auth', ['3.2', '"bsd"'], ['3.3', '"bsdtcp"']],
    ['global', 'debug-recovery', ['3.1', '0'], ['3.2', '1']],
  ] as const)('%s %s', (context, name, ...steps) => {
    for (const [release, value] of steps)
      expect(parameterOf(context, name, release)?.default, release).toBe(value);
  });

  test('the newest release is the table itself', () => {
    for (const context of contexts)
      for (const p of parametersOf(context)) expect(hasSince(newestVersion, p.since, p.until)).toBe(true);
  });
});
