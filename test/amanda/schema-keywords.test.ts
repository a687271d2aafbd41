import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { blockKinds, lookup, parameterLists } from '../../server/src/schema';
import { builtinDumptypes } from '../../server/src/schema/builtins';
import { clientKeywords, fold, keywordClass, serverKeywords } from '../../server/src/schema/keywords';
import type { BlockKind, Context } from '../../server/src/schema/types';
import { amandaInstalled, Oracle, type Answer } from './oracle';

/** Every word in libamanda that looks like a keyword: capitals, digits and underscores, ended by a NUL. */
function wordsOfLibrary(): readonly string[] {
  const words = new Set<string>();
  for (const dir of [
    '/usr/lib/x86_64-linux-gnu/amanda',
    '/usr/lib/aarch64-linux-gnu/amanda',
    '/usr/lib/amanda',
  ]) {
    if (!existsSync(dir)) continue;
    for (const name of readdirSync(dir).filter((file) => /^libamanda-.*\.so/.test(file)))
      for (const match of readFileSync(`${dir}/${name}`, 'latin1').matchAll(/[A-Z][A-Z0-9_]{0,40}(?=\0)/g))
        words.add(fold(match[0]));
  }
  return [...words];
}

type Verdict = 'name' | 'keyword' | 'parameter';

/** The line that stands behind each word and whose message cannot be taken for another. */
const marks: Record<'server' | 'client' | 'block', readonly [string, RegExp]> = {
  server: ['define zz', /^DUMPTYPE, INTERFACE, TAPETYPE/],
  client: ['define zz', /^APPLICATION or SCRIPT expected/],
  block: ['reserve', /^\d+ .*expected$/],
};

/** What Amanda takes each word for at the start of a line, from its complaints up to the mark behind the word. */
function classify(
  texts: readonly string[],
  words: readonly string[],
  isMark: (text: string) => boolean,
): Map<string, Verdict> {
  const verdicts = new Map<string, Verdict>();
  let at = 0;
  for (const word of words) {
    const own: string[] = [];
    for (; at < texts.length && !isMark(texts[at] ?? ''); at++) own.push(texts[at] ?? '');
    at++;
    const first = own[0] ?? '';
    if (/not a keyword|^(?!\d)[a-z ]*parameters? expected$/.test(first)) verdicts.set(word, 'name');
    else if (/^configuration keyword expected|^\d+ [a-z ]*parameters? expected$/.test(first))
      verdicts.set(word, 'keyword');
    else verdicts.set(word, 'parameter');
  }
  expect(at, 'complaints that belong to no word').toBe(texts.length);
  return verdicts;
}

const lines = (words: readonly string[], mark: string): string =>
  words.map((word) => `${word}\n\n\n${mark}\n\n`).join('');

describe.skipIf(!amandaInstalled)('the keyword tables against the keywords of the program', () => {
  let oracle: Oracle;
  const known = Object.values({ ...serverKeywords }).flat();
  const words = [
    ...new Set([...wordsOfLibrary(), ...known, ...Object.values(clientKeywords).flat(), 'bogus']),
  ]
    .filter((word) => !['define', 'includefile', 'reserve'].includes(word))
    // The name of a built-in dumptype inherits it.
    .filter((word) => !builtinDumptypes.some((d) => fold(d.name) === word))
    .filter((word) => !/^\d/.test(word))
    .sort();
  beforeAll(() => {
    oracle = new Oracle();
    oracle.write({ disklist: '' });
  });
  afterAll(() => oracle.dispose());

  // What is found after the parsing (a tapetype that is not defined) has no place and belongs to no word.
  const texts = (answer: Answer): string[] =>
    answer.complaints.filter((c) => !c.warning && c.file !== '').map((c) => c.text);
  const expected = (context: Context, word: string, isClient: boolean): Verdict =>
    lookup(context, word, isClient) ? 'parameter' : keywordClass(word, isClient) ? 'keyword' : 'name';

  function compare(context: Context, verdicts: Map<string, Verdict>, isClient: boolean): void {
    const ours = Object.fromEntries([...verdicts.keys()].map((w) => [w, expected(context, w, isClient)]));
    expect(ours).toEqual(Object.fromEntries(verdicts));
    expect([...verdicts.values()].filter((v) => v === 'parameter').length).toBeGreaterThan(2);
  }

  test('finds the words in the library', () => {
    expect(words.length).toBeGreaterThan(350);
    for (const list of Object.values(parameterLists))
      for (const p of list) expect([...words, 'reserve']).toContain(p.name);
  });

  test('the top level of amanda.conf', () => {
    // A displayunit without a value ends the program at once, with no word about the other lines.
    const own = words.filter((word) => word !== 'displayunit');
    oracle.write({ 'amanda.conf': lines(own, marks.server[0]) });
    const verdicts = classify(texts(oracle.config()), own, (t) => marks.server[1].test(t));
    compare('global', verdicts, false);
  });

  test.each(blockKinds)('inside a %s', (kind: BlockKind) => {
    oracle.write({ 'amanda.conf': `define ${kind} zz {\n${lines(words, 'reserve')}}\n` });
    const all = texts(oracle.config());
    // `reserve` is a parameter of the top level only, so its token number marks the end of each word's complaints.
    const mark = all.at(-1) ?? '';
    expect(mark).toMatch(marks.block[1]);
    compare(
      kind,
      classify(all, words, (t) => t === mark),
      false,
    );
  });

  test('the top level of amanda-client.conf', () => {
    oracle.write({ 'amanda.conf': '', 'amanda-client.conf': lines(words, marks.client[0]) });
    const verdicts = classify(texts(oracle.getconf('--client', '.', 'conf')), words, (t) =>
      marks.client[1].test(t),
    );
    compare('client', verdicts, true);
  });

  test.each(['application', 'script'] as const)('inside a %s of amanda-client.conf', (kind) => {
    const own = words.filter((word) => word !== 'ctimeout');
    oracle.write({
      'amanda.conf': '',
      'amanda-client.conf': `define ${kind} zz {\n${lines(own, 'ctimeout')}}\n`,
    });
    const all = texts(oracle.getconf('--client', '.', 'conf'));
    const mark = all.at(-1) ?? '';
    compare(
      kind,
      classify(all, own, (t) => t === mark),
      true,
    );
  });
});
