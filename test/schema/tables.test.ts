import { describe, expect, test } from 'vitest';
import { contexts, contextsOf, lookup, parameterLists } from '../../server/src/schema';
import { builtinDumptypes } from '../../server/src/schema/builtins';
import { keywordClass } from '../../server/src/schema/keywords';
import { isKilo, suffixByWord } from '../../server/src/schema/units';
import { wordDoc } from '../../server/src/schema/words';

const all = contexts.flatMap((context) => parameterLists[context]);

describe('the parameter tables', () => {
  test.each(contexts)('%s: every row is complete', (context) => {
    const names = new Set<string>();
    for (const p of parameterLists[context]) {
      expect(names.has(p.name), `${p.name} twice`).toBe(false);
      names.add(p.name);
      expect(p.context).toBe(context);
      expect(p.name).toMatch(/^[a-z][a-z0-9-]*$/);
      expect(p.doc, p.name).toMatch(/^[A-Z`].*[.)]$/s);
      expect(p.doc.length, p.name).toBeLessThan(480);
      expect(p.syntax.startsWith(p.name), p.name).toBe(true);
      expect(p.example ?? p.name, p.name).toMatch(new RegExp(`^${p.name}`));
      expect(keywordClass(p.name, context === 'client'), p.name).toBeDefined();
    }
  });

  test('every value word has its sentence', () => {
    for (const p of all)
      for (const word of p.values ?? []) expect(wordDoc(p, word), `${p.name} ${word}`).toBeDefined();
  });

  test('looks words up in any spelling', () => {
    expect(lookup('dumptype', 'Client_Custom-Compress')?.name).toBe('client-custom-compress');
    expect(lookup('global', 'compress')).toBeUndefined();
    expect(contextsOf('ESTIMATE')).toEqual(['dumptype']);
    expect(lookup('script', 'single-execution')?.kind).toBe('bool');
    expect(lookup('script', 'single-execution', true)).toBeUndefined();
  });

  test('keywords are told from names, per file', () => {
    expect(keywordClass('Define')).toBe('structure');
    expect(keywordClass('calcsize')).toBe('value');
    expect(keywordClass('calcsize', true)).toBeUndefined();
    expect(keywordClass('index-server')).toBeUndefined();
    expect(keywordClass('bogus')).toBeUndefined();
  });

  test('built-in dumptypes set parameters that exist', () => {
    expect(builtinDumptypes).toHaveLength(10);
    for (const b of builtinDumptypes) expect(lookup('dumptype', b.parameter), b.name).toBeDefined();
  });

  test('suffixes multiply by powers of 1024', () => {
    expect(suffixByWord.get('gigabytes')?.factor).toBe(1024n ** 3n);
    expect(suffixByWord.get('weeks')?.factor).toBe(7n);
    expect(isKilo(lookup('tapetype', 'length')?.unit)).toBe(true);
    expect(isKilo(lookup('tapetype', 'speed')?.unit)).toBe(false);
  });
});
