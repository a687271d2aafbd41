import { afterAll, describe, expect, it } from 'vitest';
import { compilePosix, RegexError, Unjudged } from '../../server/src/model/posix-regex';
import { labelExpression } from '../../server/src/model/label-template';
import { Random } from '../support/random';
import { amandaInstalled, Oracle } from './oracle';
import { askRegex, type Verdict } from './regex-oracle';

const COUNT = Number(process.env['REGEX_COUNT'] ?? 1500);
const seed = Number(process.env['REGEX_SEED'] ?? 40417);

const ATOMS = [
  ...['a', 'a', 'b', 'b', 'ab', '-', '0', '.', '^', '$', '\\.', '\\a', '\\n', '\\b', '\\B', '\\<', '\\>'],
  ...[
    '\\w',
    '\\W',
    '\\s',
    '\\S',
    '\\`',
    "\\'",
    '\\(',
    '\\{',
    '\\*',
    '[ab]',
    '[^a]',
    '[^ab]',
    '[a-c0]',
    '[]a]',
  ],
  ...[
    '[^]a]',
    '[a-]',
    '[[:digit:]]',
    '[^[:alpha:]]',
    '[[.a.]b]',
    '[[=a=]]',
    '\xe4',
    '\n',
    ' ',
    '_',
    ')',
    '}',
    ',',
  ],
];
const BROKEN = [
  '[',
  '[^',
  '[a',
  '[a-',
  '[a-b-c]',
  '[a-c-]',
  '[--a]',
  '[a--]',
  '[[:',
  '[[:alpha:',
  '[[.-.]-a]',
  '[x-[.z.]]',
  '[\\]',
  '{1,2}',
  'a{1,',
  'a{40000}',
  'a{,}',
  'a{}',
  '(a)\\1',
  '(a\\1)',
  '[b-a]',
  '[[:x:]]',
  '[[:alpha:]-z]',
  '(',
  '\\',
  '\\1',
  '*',
  '+',
  '{',
  'a{',
  'a{1',
  'a{x}',
  'a{2,1}',
  '[[.ab.]]',
  '|*',
];
const REPEATS = ['*', '+', '?', '{2}', '{0}', '{,2}', '{1,}', '{0,1}', '{2,3}', '**', '+?', '{1}{2}'];

function expression(random: Random, depth = 0): string {
  let out = '';
  for (let n = random.int(depth > 0 ? 0 : 1, 4); n > 0; n--) {
    const kind = random.next();
    if (kind < 0.03) out += random.pick(BROKEN);
    else if (kind < 0.25 && depth < 3) out += `(${expression(random, depth + 1)})`;
    else out += random.pick(ATOMS);
    if (random.chance(0.3)) out += random.pick(REPEATS);
    if (random.chance(0.1)) out += '|';
  }
  return out;
}

function text(random: Random): string {
  let out = '';
  for (let n = random.int(0, 6); n > 0; n--)
    out += random.pick([
      'a',
      'a',
      'b',
      'b',
      'c',
      '0',
      '-',
      '.',
      ' ',
      '_',
      '\n',
      '\xe4',
      '(',
      ')',
      '*',
      ',',
      '}',
    ]);
  return out;
}

function ours(source: string, texts: readonly string[]): readonly (Verdict | undefined)[] {
  try {
    const regex = compilePosix(source);
    return texts.map((one) => regex.test(one));
  } catch (error) {
    if (error instanceof Unjudged) return texts.map(() => undefined);
    if (error instanceof RegexError) return texts.map(() => error.message);
    throw error;
  }
}

describe.skipIf(!amandaInstalled)(`regular expressions (seed ${String(seed)})`, () => {
  const oracle = new Oracle();
  afterAll(() => oracle.dispose());

  it('match what they match to the real Amanda', () => {
    const random = new Random(seed);
    const questions = Array.from({ length: COUNT }, () => ({
      expression: expression(random),
      texts: Array.from({ length: 12 }, () => text(random)),
    }));
    const wrong = new Map<string, string>();
    let judged = 0;
    askRegex(oracle, questions).forEach((theirs, n) => {
      const question = questions[n];
      if (question === undefined) return;
      ours(question.expression, question.texts).forEach((verdict, i) => {
        if (verdict === undefined) return;
        judged++;
        if (verdict !== theirs[i])
          wrong.set(
            question.expression,
            JSON.stringify({ ...question, texts: question.texts[i], ours: verdict, theirs: theirs[i] }),
          );
      });
    });
    expect([...wrong.values()].slice(0, 20)).toEqual([]);
    expect(judged).toBeGreaterThan(COUNT * 10);
  });

  it('come out of a labelstr as Amanda makes them', () => {
    const random = new Random(seed);
    const parts = [
      ...[
        'a',
        '%',
        '!',
        '\\.',
        '.',
        '$s',
        '$2s',
        '$3x',
        '$$',
        '$',
        '$-',
        '$r',
        '^',
        '-',
        '[ab]',
        '*',
        '\\\\',
      ],
    ];
    const questions = Array.from({ length: COUNT }, () => ({
      expression: Array.from({ length: random.int(1, 6) }, () => random.pick(parts)).join(''),
      texts: Array.from(
        { length: 8 },
        () =>
          random.pick(['', 'a', '-']) +
          random.pick(['A', '1', '12', '$', '.', 'st', 'xx']) +
          random.pick(['', 'a', '-']),
      ),
    }));
    const wrong: string[] = [];
    askRegex(oracle, questions, 'st').forEach((theirs, n) => {
      const { expression: template = '', texts = [] } = questions[n] ?? {};
      const made = labelExpression(template, { org: '', config: '', storage: 'st' });
      const verdicts = made === undefined ? [] : ours(made, texts);
      if (verdicts.some((verdict, i) => verdict !== undefined && verdict !== theirs[i]))
        wrong.push(JSON.stringify({ template, made, texts, verdicts, theirs }));
    });
    expect(wrong.slice(0, 20)).toEqual([]);
  });
});
