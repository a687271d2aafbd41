import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { blockKinds, contexts, parameterLists } from '../../server/src/schema';
import { builtinDumptypes } from '../../server/src/schema/builtins';
import { isKilo, suffixes } from '../../server/src/schema/units';
import type { Context, Parameter } from '../../server/src/schema/types';
import { forms } from './forms';
import { amandaInstalled, Oracle, type Answer } from './oracle';

/** Blocks that the values below name, one of each kind. */
const preamble = blockKinds
  .flatMap((kind) => ['zz', 'yy'].map((name) => `define ${kind} ${name} {\n}\n`))
  .join('');

/** Where a parameter is printed by `amadmin . config`; lists that are empty by default are not printed at all. */
const unprinted = new Set(['property', 'device-property', 'tag', 'dump-selection', 'vault', 'report-format']);

/** `amadmin . config` cut into the top level and its blocks: name of the block, then parameter, then value. */
function sections(output: string): Map<string, Map<string, string>> {
  const found = new Map<string, Map<string, string>>();
  let current = new Map<string, string>();
  found.set('global', current);
  for (const line of output.split('\n')) {
    const head = /^#?DEFINE ([A-Z]+) (\S+) \{/.exec(line);
    if (head) {
      current = new Map();
      found.set(`${(head[1] ?? '').toLowerCase()} ${head[2] ?? ''}`, current);
      continue;
    }
    const setting = /^(?:# +(?!AMANDA CONF))? *([A-Z][A-Z0-9-]*)(?: +(.*))?$/.exec(line);
    if (setting && !current.has((setting[1] ?? '').toLowerCase()))
      current.set((setting[1] ?? '').toLowerCase(), (setting[2] ?? '').trim());
  }
  return found;
}

const section = (kind: Context, all: Map<string, Map<string, string>>, name = 'zz'): Map<string, string> =>
  all.get(kind === 'global' ? 'global' : `${kind} ${name}`) ?? new Map();

/** A printed value and one from the table in one form: lower case, numbers as numbers, no blanks, no unit. */
function plain(text: string): string {
  const value = text
    .toLowerCase()
    .replace(/\s*,\s*/g, ' ')
    .trim();
  if (/^"[^"]*"$/.test(value)) return value.slice(1, -1);
  if (/^-?\d+k$/.test(value)) return value.slice(0, -1);
  return value.replace(/\b\d+\.\d+\b/g, (n) => String(Number(n)));
}

/** Defaults that Amanda resolves after reading, so that what it prints is not what the table says. */
const resolved: Readonly<Record<string, string>> = {
  'global labelstr': '".*"',
  'global storage': 'CONFIG',
  'global active-storage': 'CONFIG',
  'policy retention-tapes': '14',
  'storage policy': '"CONFIG"',
  'storage labelstr': '".*"',
  'storage tapepool': '"CONFIG"',
  'storage taper-parallel-write': '1',
  'storage device-output-buffer-size': '1310720',
  'dumptype exclude': 'LIST',
  'dumptype include': 'LIST',
  'dumptype starttime': '000',
};

describe.skipIf(!amandaInstalled)('the parameter tables against the values of the program', () => {
  let oracle: Oracle;
  let printed: Map<string, Map<string, string>>;
  let configName: string;
  beforeAll(() => {
    oracle = new Oracle();
    configName = oracle.folder.split('/').at(-1) ?? '';
    oracle.write({ 'amanda.conf': preamble, disklist: '' });
    printed = sections(oracle.config().stdout);
  });
  afterAll(() => oracle.dispose());

  const printedContexts = contexts.filter((c) => c !== 'client');

  test.each(printedContexts)('%s: the same parameters with the same defaults', (context) => {
    const program = section(context, printed);
    const table = parameterLists[context].filter((p) => !unprinted.has(p.name));
    expect([...program.keys()].sort()).toEqual(table.map((p) => p.name).sort());
    for (const p of table) {
      const expected = (resolved[`${context} ${p.name}`] ?? p.default).replace('CONFIG', configName);
      expect(plain(program.get(p.name) ?? ''), p.name).toBe(plain(expected));
    }
  });

  test('amanda-client.conf: the same defaults', () => {
    oracle.write({ 'amanda-client.conf': '' });
    for (const p of parameterLists.client) {
      if (['property', 'application', 'script'].includes(p.name)) continue;
      const value = oracle.getconf('--client', '.', p.name).stdout.trim();
      const expected = p.default.replace(/^"(.*)"$/, '$1');
      expect(plain(value), p.name).toBe(plain(expected));
    }
  });

  test('the built-in dumptypes set what the table says and nothing else', () => {
    const names = [...printed.keys()].filter((key) => key.startsWith('dumptype ') && !/ (zz|yy)$/.test(key));
    expect(names.map((key) => key.slice('dumptype '.length))).toEqual(builtinDumptypes.map((d) => d.name));
    for (const builtin of builtinDumptypes) {
      for (const [name, value] of section('dumptype', printed, builtin.name)) {
        const own = name === builtin.parameter ? builtin.value : section('dumptype', printed).get(name);
        expect(plain(value), `${builtin.name} ${name}`).toBe(plain(own ?? ''));
      }
    }
  });

  const printableNumber = (p: Parameter): boolean => ['int', 'int64', 'size'].includes(p.kind);
  const wrap = (context: Context, body: string): string =>
    context === 'global' ? body : `define ${context} tested {\n${body}}\n`;

  /** Statements of one context, tried together; what Amanda prints for each parameter afterwards. */
  function accepted(context: Context, statements: readonly string[]): Map<string, string> {
    oracle.write({ 'amanda.conf': preamble + wrap(context, statements.map((s) => `${s}\n`).join('')) });
    const answer = oracle.config();
    expect(
      answer.complaints.filter((c) => !c.warning),
      context,
    ).toEqual([]);
    return section(context, sections(answer.stdout), 'tested');
  }

  /** The statements of a list that Amanda accepts although it should refuse them; each stands alone. */
  function notRefused(context: Context, statements: readonly string[]): readonly string[] {
    const mark = context === 'global' ? 'define zz' : 'reserve';
    const isMark = (text: string): boolean =>
      context === 'global' ? text.startsWith('DUMPTYPE, INTERFACE') : text === lastText;
    oracle.write({
      'amanda.conf': preamble + wrap(context, statements.map((s) => `${s}\n\n\n${mark}\n\n`).join('')),
    });
    const texts = placed(oracle.config());
    const lastText = texts.at(-1);
    let at = 0;
    return statements.filter(() => {
      const from = at;
      while (at < texts.length && !isMark(texts[at] ?? '')) at++;
      at++;
      return at - 1 === from;
    });
  }

  const placed = (answer: Answer): readonly string[] =>
    answer.complaints.filter((c) => !c.warning && c.file !== '').map((c) => c.text);

  const big = 2147483647n;
  const positive = (p: Parameter): boolean =>
    p.validation === undefined ||
    ['positive', 'nonnegative', 'nonzero', 'runspercycle'].includes(p.validation);

  /** The number that Amanda keeps for `4096 SUFFIX`. */
  function kept(p: Parameter, suffix: (typeof suffixes)[number]): bigint {
    const whole = 4096n * suffix.factor;
    const value =
      isKilo(p.unit) && (suffix.factor === 1n || suffix.factor % 1024n === 0n) ? whole / 1024n : whole;
    return p.kind === 'int' ? BigInt.asIntN(32, value) : value;
  }

  test.each(printedContexts)('%s: numbers in every unit', (context) => {
    for (const suffix of suffixes) {
      const numbers = parameterLists[context].filter(
        // A product that 32 bits cannot hold may become 0 or negative, and be refused for that.
        (p) => printableNumber(p) && positive(p) && (p.validation === undefined || kept(p, suffix) > 0n),
      );
      if (numbers.length === 0) continue;
      const values = accepted(
        context,
        numbers.map((p) => `${p.name} 4096 ${suffix.word}`),
      );
      for (const p of numbers)
        expect(plain(values.get(p.name) ?? ''), `${p.name} ${suffix.word}`).toBe(String(kept(p, suffix)));
    }
  });

  test.each(printedContexts)('%s: bare numbers and inf', (context) => {
    const numbers = parameterLists[context].filter((p) => printableNumber(p) && positive(p));
    const bare = accepted(
      context,
      numbers.map((p) => `${p.name} 77`),
    );
    const inf = accepted(
      context,
      numbers.map((p) => `${p.name} INF`),
    );
    for (const p of numbers) {
      expect(plain(bare.get(p.name) ?? ''), p.name).toBe('77');
      expect(BigInt(plain(inf.get(p.name) ?? '0')) >= big, p.name).toBe(true);
    }
  });

  test.each(printedContexts)('%s: every form of its kinds is accepted', (context) => {
    const rounds = Math.max(...parameterLists[context].map((p) => forms(p).accepted.length));
    for (let round = 0; round < rounds; round++)
      accepted(
        context,
        parameterLists[context]
          // The two together are refused.
          .filter((p) => p.name !== 'label-new-tapes')
          .flatMap((p) => forms(p).accepted.slice(round, round + 1))
          .map((form) => form),
      );
  });

  test.each(printedContexts)('%s: every wrong form is refused', (context) => {
    const statements = parameterLists[context].flatMap((p) => forms(p).refused);
    expect(notRefused(context, statements)).toEqual([]);
  });

  test('a wrong displayunit ends the program', () => {
    oracle.write({ 'amanda.conf': 'displayunit "q"\n' });
    const answer = oracle.config();
    expect(answer.accepted).toBe(false);
    expect(answer.stderr + answer.stdout).toContain('displayunit');
  });

  test.each(printedContexts)('%s: every example is accepted', (context) => {
    const examples = parameterLists[context].flatMap((p) => (p.example === undefined ? [] : [p.example]));
    const names =
      /^(tapetype|interactivity|taperscan|policy|application|script|storage|vault|holdingdisk) ("?)[\w-]+("?)/;
    const named = examples.map((e) =>
      e === 'holdingdisk required' ? e : e.replace(names, '$1 $2zz$3').replace(/ cloud$/, ' yy'),
    );
    for (const example of named) accepted(context, [example]);
  });
});
