import type { Snapshot } from '../../model/snapshot';
import type { Problem } from '../../model/types';
import type { Fix } from '../check';
import { problemCheck, type ProblemRow } from '../problem';
import { similar } from '../similar';
import { defineFix } from '../syntax/define';
import {
  arg,
  change,
  didYouMean,
  either,
  insteadFixes,
  inQuotes,
  lineSpan,
  restOfLine,
  show,
  sourceOf,
  trimTail,
} from '../wording';

const missing = (problem: Problem) => problem.args.found === undefined;

/** `=` or `:` between keyword and value, as other programs' files have it. */
function equalsFix(problem: Problem, snapshot: Snapshot): Fix[] {
  const found = arg(problem, 'found');
  if (found !== '=' && found !== ':') return [];
  const text = sourceOf(problem, snapshot);
  const { start, end } = problem.place.span;
  let stop = end;
  while (/[ \t]/.test(text[stop] ?? '')) stop++;
  const glue = /[ \t]/.test(text[start - 1] ?? '') ? '' : ' ';
  return [change(problem, `Remove ${found}`, { start, end: stop }, glue, { preferred: true })];
}

const equalsAdvice = (problem: Problem) =>
  ['=', ':'].includes(arg(problem, 'found')) ? ' Amanda writes no = or : between keyword and value.' : '';

/** The words in single or curved quotes, or without any, that begin at the problem, and how they read in double quotes. */
function quoteFix(problem: Problem, snapshot: Snapshot): Fix[] {
  const text = sourceOf(problem, snapshot);
  const rest = restOfLine(text, problem.place.span.start);
  let value = trimTail(text.slice(rest.start, rest.end), '; \t\r\f');
  let span = { start: rest.start, end: rest.start + value.length };
  const quoted = /^(?:'([^']*)'|[‘’“”„]([^‘’“”]*)[‘’“”])/.exec(value);
  if (quoted) {
    span = { start: rest.start, end: rest.start + quoted[0].length };
    value = quoted[1] ?? quoted[2] ?? '';
  } else if (problem.args.list === 1) {
    value = /^[^\s",{}]+/.exec(value)?.[0] ?? '';
    span = { start: rest.start, end: rest.start + value.length };
  }
  // `org DailySet1"`: only the first quote is missing.
  if (/^[^"]+"$/.test(value)) value = value.slice(0, -1);
  if (value === '' || value.includes('"') || /[{}]/.test(value)) return [];
  if (arg(problem, 'name') === 'program') value = similar(value, PROGRAMS)[0] ?? value;
  const better = inQuotes(value);
  return [change(problem, `Write ${better}`, span, better, { preferred: true, safe: true })];
}

const PROGRAMS = ['DUMP', 'GNUTAR', 'STAR', 'APPLICATION'];

/** A value in double quotes that should have none. */
function unquoteFix(problem: Problem, allowed: RegExp): Fix[] {
  const value = /^"([^"\\]*)"$/.exec(arg(problem, 'found'))?.[1]?.trim() ?? '';
  if (!allowed.test(value)) return [];
  return [
    change(problem, `Write ${value} without quotes`, problem.place.span, value, {
      preferred: true,
      safe: true,
    }),
  ];
}

/** `storage s {` where `define` was forgotten. */
const defines = (problem: Problem, snapshot: Snapshot) =>
  arg(problem, 'found') === '{' ? defineFix(problem, snapshot) : [];

const stringExpected: ProblemRow = {
  id: 'value/string-expected',
  severity: 'error',
  title: 'A text must stand in double quotes',
  doc: `The parameter takes a text, and Amanda wants it in double quotes: \`org "DailySet1"\` (\`a quoted string is expected\`). Single quotes
and the curved quotes of word processors mean nothing to it.`,
  message(problem, snapshot) {
    const name = arg(problem, 'name');
    if (missing(problem)) return `${name} needs a text in double quotes behind it, as in ${name} "…".`;
    if (defines(problem, snapshot).length > 0)
      return `A block begins with define: write "define ${name} NAME {". Without it, ${name} only names a ${name}.`;
    const found = show(arg(problem, 'found'));
    const word =
      problem.args.words === undefined
        ? ''
        : `, or the word ${either(String(problem.args.words).split(' '))}`;
    const number = problem.args.number === 1 ? ', or a whole number' : '';
    return `${name} wants a text in double quotes here${word}${number}, not ${found}.${equalsAdvice(problem)}`;
  },
  fixes(problem, snapshot) {
    if (missing(problem)) return [];
    const words = String(problem.args.words ?? '')
      .split(' ')
      .filter((w) => w !== '');
    const others = [...defines(problem, snapshot), ...equalsFix(problem, snapshot)];
    return others.length > 0
      ? others
      : [
          ...insteadFixes(problem, problem.place.span, similar(arg(problem, 'found'), words)).map((f) => ({
            ...f,
            preferred: false,
          })),
          ...quoteFix(problem, snapshot),
        ];
  },
};

const integerExpected: ProblemRow = {
  id: 'value/integer-expected',
  severity: 'error',
  title: 'A whole number is expected',
  doc: `The parameter takes a whole number without quotes: digits, with a \`-\` before them where it may be negative, and a unit behind where it
counts something (\`2 weeks\`, \`20 mb\`). \`1.5\`, \`+5\`, \`0x10\` and \`"5"\` are not taken; \`inf\` is the largest number there is. A range of
ports needs a comma: \`600,700\`.`,
  message(problem) {
    const name = arg(problem, 'name');
    if (problem.args.comma === 1) return `${name} wants a comma between its two numbers, as in 600,700.`;
    if (missing(problem)) return `${name} needs a whole number behind it.`;
    const found = arg(problem, 'found');
    const why = found.startsWith('"')
      ? ' (without quotes)'
      : found.includes('.')
        ? ' (without a fraction)'
        : '';
    return `${name} wants a whole number${why} here, not ${show(found)}.${equalsAdvice(problem)}`;
  },
  fixes(problem, snapshot) {
    const found = arg(problem, 'found');
    const { start, end } = problem.place.span;
    if (problem.args.comma === 1) {
      let from = start;
      const text = sourceOf(problem, snapshot);
      while (/[ \t]/.test(text[from - 1] ?? '')) from--;
      return found.startsWith('-') || !/^[0-9]/.test(found)
        ? []
        : [
            change(problem, 'Put a comma between the numbers', { start: from, end: start }, ',', {
              preferred: true,
              safe: true,
            }),
          ];
    }
    if (/^(unlimited|infinite|infinity|max|none)$/i.test(found))
      return [change(problem, 'Write inf', { start, end }, 'inf', { preferred: true })];
    const smaller = inSmallerUnit(problem, snapshot);
    if (smaller.length > 0) return smaller;
    const rounded = /^-?[0-9]+\.[0-9]*$/.test(found)
      ? [String(Math.floor(Number(found))), String(Math.ceil(Number(found)))]
      : [];
    return [
      ...equalsFix(problem, snapshot),
      ...unquoteFix(problem, /^-?[0-9]+ *([a-z]+)?$/i),
      ...[...new Set(rounded)].map((value) => change(problem, `Write ${value}`, { start, end }, value)),
      ...(found === '+' ? [change(problem, 'Remove +', { start, end }, '', { preferred: true })] : []),
    ];
  },
};

/** `5.5 gb` in the next smaller unit, where that is a whole number. */
function inSmallerUnit(problem: Problem, snapshot: Snapshot): readonly Fix[] {
  const text = sourceOf(problem, snapshot);
  const rest = restOfLine(text, problem.place.span.start);
  const [, number = '', unit = '', tail = ''] =
    /^(-?[0-9]+\.[0-9]*)[ \t]*([mgt])(b|bytes?|bps)?$/i.exec(text.slice(rest.start, rest.end)) ?? [];
  const less = { m: 'k', g: 'm', t: 'g' }[unit.toLowerCase()];
  const value = Number(number) * 1024;
  if (less === undefined) return [];
  const better = `${String(Math.round(value))} ${less}${tail.toLowerCase() === 'bps' ? 'bps' : 'b'}`;
  return [change(problem, `Write ${better}`, rest, better, { preferred: true })];
}

const realExpected: ProblemRow = {
  id: 'value/real-expected',
  severity: 'error',
  title: 'A number with a decimal point is expected',
  doc: `The parameter takes a number such as \`1.5\`, with digits before the point and without quotes or a unit. \`comprate\` takes two, best with
a comma between them; without a comma the second one must have a decimal point.`,
  message(problem) {
    const name = arg(problem, 'name');
    if (problem.args.comma === 1) return `${name} wants a comma between its two numbers, as in 0.5, 0.4.`;
    if (missing(problem)) return `${name} needs a number such as 1.5 behind it.`;
    return `${name} wants a number such as 1.5 here, not ${show(arg(problem, 'found'))}.${equalsAdvice(problem)}`;
  },
  fixes(problem, snapshot) {
    const text = sourceOf(problem, snapshot);
    const { start, end } = problem.place.span;
    const found = arg(problem, 'found');
    if (problem.args.comma === 1 && /^[0-9]/.test(found)) {
      let from = start;
      while (/[ \t]/.test(text[from - 1] ?? '')) from--;
      return [
        change(problem, 'Put a comma between the numbers', { start: from, end: start }, ', ', {
          preferred: true,
          safe: true,
        }),
      ];
    }
    if (found === '.' && /[0-9]/.test(text[end] ?? ''))
      return [
        change(problem, 'Write 0 before the point', { start, end: start }, '0', {
          preferred: true,
          safe: true,
        }),
      ];
    return [...equalsFix(problem, snapshot), ...unquoteFix(problem, /^-?[0-9]+(\.[0-9]*)?$/)];
  },
};

const timeExpected: ProblemRow = {
  id: 'value/time-expected',
  severity: 'error',
  title: 'A time is expected',
  doc: 'A time is written as hours and minutes in one number, without a colon and without quotes: `starttime 1830` for half past six in the evening.',
  message: (problem) =>
    `${arg(problem, 'name')} wants a time written as one number, 1830 for 18:30${missing(problem) ? '' : `, not ${show(arg(problem, 'found'))}`}.`,
  fixes(problem) {
    const time = /^"?([0-9]{1,2})[:.]?([0-9]{2})"?$/.exec(arg(problem, 'found'));
    if (!time) return [];
    const better = `${time[1] ?? ''}${time[2] ?? ''}`;
    return [change(problem, `Write ${better}`, problem.place.span, better, { preferred: true, safe: true })];
  },
};

const TRUE = /^(enabled?|ok|always|ja|oui|si|1\.0)$/i;
const FALSE = /^(disabled?|never|none|nein|non|0\.0)$/i;

const booleanExpected: ProblemRow = {
  id: 'value/boolean-expected',
  severity: 'error',
  title: 'Yes or no is expected',
  doc: `The parameter takes yes or no: \`y yes t true on 1\` or \`n no f false off 0\`, in any case, without quotes. Nothing at all counts as yes.
(\`YES, NO, TRUE, FALSE, ON, OFF, 0, 1 expected\`)`,
  message(problem) {
    const others = String(problem.args.words ?? '')
      .split(' ')
      .filter((word) => !['', 'yes', 'no', 'on', 'off', 'true', 'false'].includes(word));
    const found = missing(problem) ? '' : `, not ${show(arg(problem, 'found'))}`;
    return `${arg(problem, 'name')} wants ${either(['yes', 'no', ...others])} here${arg(problem, 'kind') === 'string' ? ', without quotes' : ''}${found}.${equalsAdvice(problem)}`;
  },
  fixes(problem, snapshot) {
    const found = arg(problem, 'found').replaceAll('"', '');
    const words = [
      ...new Set([...String(problem.args.words ?? '').split(' '), 'yes', 'no', 'true', 'false']),
    ].filter((w) => w !== '');
    const meant = TRUE.test(found)
      ? ['yes']
      : FALSE.test(found) && !words.includes('never')
        ? ['no']
        : similar(found, words);
    const unquoted = unquoteFix(problem, /^(y|yes|t|true|on|n|no|f|false|off|0|1|all|never|auto|required)$/i);
    if (missing(problem)) return [];
    return [
      ...equalsFix(problem, snapshot),
      ...unquoted,
      ...(unquoted.length > 0 ? [] : insteadFixes(problem, problem.place.span, meant)),
    ];
  },
};

const wordExpected: ProblemRow = {
  id: 'value/word-expected',
  severity: 'error',
  title: 'One of a few words is expected',
  doc: 'The parameter takes one of a few words, without quotes, in any case. The message lists them.',
  message(problem) {
    const words = arg(problem, 'words').split(' ');
    const some =
      words.length > 8
        ? `${words.slice(0, 6).join(', ')} or another of its ${String(words.length)} words`
        : either(words);
    const found = arg(problem, 'found');
    const near = similar(found.replaceAll('"', ''), words);
    const not = missing(problem) ? ' behind it' : `, not ${show(found)}`;
    const hint =
      arg(problem, 'name') === 'priority' && /^-?[0-9]/.test(found)
        ? ' (a number is documented but never accepted)'
        : '';
    return `${arg(problem, 'name')} wants ${some}${not}${hint}.${near[0] === found ? '' : didYouMean(near)}${equalsAdvice(problem)}`;
  },
  fixes(problem, snapshot) {
    if (missing(problem)) return [];
    const words = arg(problem, 'words').split(' ');
    const found = arg(problem, 'found');
    const inside = found.replaceAll('"', '').toLowerCase().replaceAll('_', '-');
    if (found.startsWith('"') && words.includes(inside)) return unquoteFix(problem, /./);
    // `"client fast"` and `client-fast`: two words that belong together but not like that.
    const pair = /^([a-z]+)[ -]([a-z]+)$/.exec(inside);
    if (pair && words.includes(pair[1] ?? '') && words.includes(pair[2] ?? '')) {
      const better = `${pair[1] ?? ''} ${pair[2] ?? ''}`;
      return [
        change(problem, `Write ${better}`, problem.place.span, better, { preferred: true, safe: true }),
      ];
    }
    return [
      ...equalsFix(problem, snapshot),
      ...insteadFixes(problem, problem.place.span, similar(inside, words)),
    ];
  },
};

const nameExpected: ProblemRow = {
  id: 'value/name-expected',
  severity: 'error',
  title: 'A name is expected',
  doc: 'The parameter takes the name of a block: in double quotes, or for tapetype, script and holdingdisk also as a bare word.',
  message: (problem) =>
    `${arg(problem, 'name')} wants the name of ${/^[aeiou]/.test(arg(problem, 'target')) ? 'an' : 'a'} ${arg(problem, 'target') || arg(problem, 'name')} here${missing(problem) ? '' : `, not ${show(arg(problem, 'found'))}`}.${equalsAdvice(problem)}`,
  fixes: (problem, snapshot) => {
    if (missing(problem)) return [];
    const equals = equalsFix(problem, snapshot);
    return equals.length > 0 ? equals : quoteFix(problem, snapshot);
  },
};

const propertyForm: ProblemRow = {
  id: 'value/property-form',
  severity: 'error',
  title: 'A property is written in another way',
  doc: `A property has a name and values, each in double quotes, behind the words \`priority\`, \`append\` and \`hidden\` or \`visible\` in just this
order: \`property append "GNUTAR-PATH" "/bin/tar"\`. A name alone takes the property away.`,
  message(problem) {
    const what = arg(problem, 'part') === 'value' ? 'value' : 'name';
    const found = missing(problem) ? '' : `, not ${show(arg(problem, 'found'))}`;
    return `${arg(problem, 'name')} wants the ${what} of the property in double quotes here${found}: ${arg(problem, 'name')} "NAME" "VALUE".`;
  },
  fixes(problem, snapshot) {
    if (missing(problem)) return [];
    const text = sourceOf(problem, snapshot);
    const rest = restOfLine(text, problem.place.span.start);
    const value = /^[^\s"{}]+/.exec(text.slice(rest.start, rest.end))?.[0] ?? '';
    if (value === '') return [];
    const span = { start: rest.start, end: rest.start + value.length };
    const bare = /^'(.*)'$/.exec(value)?.[1] ?? value;
    return [
      change(problem, `Write ${inQuotes(bare)}`, span, inQuotes(bare), { preferred: true, safe: true }),
    ];
  },
};

const excludeOrder: ProblemRow = {
  id: 'value/exclude-order',
  severity: 'error',
  title: 'The words of exclude stand in another order',
  doc: `Amanda takes \`exclude [list|file] [optional] [append] "pattern"...\` in exactly this order, for include too. Any other order gives
\`end of line is expected\`.`,
  message: (problem) =>
    `${arg(problem, 'word')} stands in the wrong place: Amanda wants list or file first, then optional, then append, then the patterns.`,
  fixes(problem, snapshot) {
    const text = sourceOf(problem, snapshot);
    const line = lineSpan(text, problem.place.span.start);
    const rest = restOfLine(text, line.start);
    const head = new RegExp(`^[ \\t]*${arg(problem, 'name')}[ \\t]+`, 'i').exec(
      text.slice(line.start, rest.end),
    )?.[0];
    if (head === undefined) return [];
    const span = { start: line.start + head.length, end: rest.end };
    const parts = text.slice(span.start, span.end).match(/"(?:[^"\\]|\\.)*"|[^\s"]+/g) ?? [];
    const has = (word: string) => parts.some((part) => part.toLowerCase() === word);
    const patterns = parts.filter((part) => part.startsWith('"'));
    if (parts.length !== patterns.length + ['list', 'file', 'optional', 'append'].filter(has).length)
      return [];
    const order = [
      ...(has('list') ? ['list'] : has('file') ? ['file'] : []),
      ...(has('optional') ? ['optional'] : []),
      ...(has('append') ? ['append'] : []),
    ];
    const better = [...order, ...patterns].join(' ');
    return [
      change(problem, `Write ${arg(problem, 'name')} ${show(better)}`, span, better, { preferred: true }),
    ];
  },
};

const emptyName: ProblemRow = {
  id: 'value/empty-name',
  severity: 'error',
  title: 'An empty name that makes Amanda crash',
  doc: `An empty name throws away the list so far, but Amanda 3.5.1 goes on to use the memory that the list had (conffile.c,
\`read_storage_identlist\` and \`read_dump_selection\`, which call \`free_val_t\`): behind a name in \`storage\`, \`active-storage\` and
\`vault-storage\`, and as the tag of a \`dump-selection\`. Programs end with \`free(): invalid pointer\` or find a storage whose name is
garbage.

To empty a list write the keyword alone, as \`dump-selection\`, or the empty name alone, as \`storage ""\`.`,
  message: (problem) =>
    problem.args.tag === 1
      ? 'An empty tag makes the programs of Amanda 3.5.1 crash ("free(): invalid pointer"). Write dump-selection alone to empty the list.'
      : `An empty name behind others makes the programs of Amanda 3.5.1 crash or read garbage in its place. Take it out; ${arg(problem, 'name')} "" alone empties the list.`,
  fixes(problem, snapshot) {
    const text = sourceOf(problem, snapshot);
    let { start, end } = problem.place.span;
    if (problem.args.tag === 1) ({ end } = restOfLine(text, start));
    while (/[ \t]/.test(text[start - 1] ?? '')) start--;
    const title = problem.args.tag === 1 ? 'Write dump-selection alone' : 'Remove the empty name';
    return [change(problem, title, { start, end }, '', { preferred: true })];
  },
};

export const formChecks = [
  stringExpected,
  integerExpected,
  realExpected,
  timeExpected,
  booleanExpected,
  wordExpected,
  nameExpected,
  propertyForm,
  excludeOrder,
  emptyName,
].map(problemCheck);
