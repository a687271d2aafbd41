import type { Snapshot } from '../../model/snapshot';
import type { Problem } from '../../model/types';
import type { Fix } from '../check';
import { problemCheck, type ProblemRow } from '../problem';
import {
  arg,
  change,
  changes,
  eolIn,
  indentAt,
  inQuotes,
  lineSpan,
  restOfLine,
  show,
  shownAt,
  sourceOf,
  trimTail,
} from '../wording';

const placement: ProblemRow = {
  id: 'syntax/brace-placement',
  severity: 'error',
  title: 'A brace on the wrong line',
  doc: `The \`{\` of a block must stand on the line of its \`define\`, and nothing but a comment may follow it. The \`}\` must stand on a line of
its own.

\`\`\`
define dumptype daily {
    index yes
}
\`\`\``,
  message(problem, snapshot) {
    const found = show(shownAt(problem, snapshot));
    switch (arg(problem, 'where')) {
      case 'next-line':
        return `The { of ${show(arg(problem, 'name'))} must stand on the same line, behind the name. Amanda says '"{" is expected' otherwise.`;
      case 'behind-open':
        return `${found} must begin a new line: Amanda wants nothing but a comment behind {.`;
      case 'behind-close':
        return `${found} must begin a new line: Amanda wants nothing but a comment behind }.`;
      default:
        return 'The } must stand on a line of its own: Amanda wants the statement before it to end with its line.';
    }
  },
  fixes: placeBrace,
};

function placeBrace(problem: Problem, snapshot: Snapshot): readonly Fix[] {
  const text = sourceOf(problem, snapshot);
  const { start, end } = problem.place.span;
  const eol = eolIn(problem, snapshot);
  const indent = indentAt(text, start);
  const best = { preferred: true, safe: true };
  switch (arg(problem, 'where')) {
    case 'next-line': {
      const brace = Number(problem.args.brace);
      const line = lineSpan(text, brace);
      const alone = /^[ \t]*\{[ \t\r]*(#.*)?$/.test(text.slice(line.start, line.end));
      const whole =
        alone && text[line.end] !== undefined
          ? { start: line.start, end: text.indexOf('\n', line.end) + 1 }
          : { start: brace, end: brace + 1 };
      return [
        changes(
          problem,
          'Put { behind the name',
          [
            { span: { start: end, end }, text: ' {' },
            { span: whole, text: '' },
          ],
          best,
        ),
      ];
    }
    case 'behind-open': {
      let from = start;
      while (/[ \t]/.test(text[from - 1] ?? '')) from--;
      const rest = restOfLine(text, start);
      const edits = [{ span: { start: from, end: start }, text: `${eol}${indent}    ` }];
      const code = text.slice(rest.start, rest.end);
      const close = code.endsWith('}');
      const at = rest.start + (close ? trimTail(code.slice(0, -1), ' \t').length : 0);
      if (close && at > start) {
        edits.push({ span: { start: at, end: rest.end - 1 }, text: eol + indent });
      } else if (close) edits[0] = { span: { start: from, end: start }, text: eol + indent };
      return [changes(problem, 'Spread the block over lines', edits, best)];
    }
    case 'behind-close': {
      let from = start;
      while (/[ \t]/.test(text[from - 1] ?? '')) from--;
      return [change(problem, 'Begin a new line behind }', { start: from, end: start }, eol + indent, best)];
    }
    default: {
      let from = start;
      while (/[ \t]/.test(text[from - 1] ?? '')) from--;
      return [change(problem, 'Put } on a line of its own', { start: from, end: start }, eol, best)];
    }
  }
}

const missing: ProblemRow = {
  id: 'syntax/missing-brace',
  severity: 'error',
  title: 'A brace is missing',
  doc: `A block begins with \`{\` at the end of its first line and ends with \`}\` on a line of its own. Where the \`}\` is missing, Amanda takes
the lines behind it for parameters of the block; the message stands where it notices, and the related place shows the block.`,
  message(problem, snapshot) {
    const block = `${arg(problem, 'target')} ${show(arg(problem, 'name'))}`;
    if (arg(problem, 'which') === 'open')
      return `${block} has no { behind its name, so Amanda cannot tell where its parameters begin.`;
    const place = problem.related?.[0]?.place;
    const line = place ? (snapshot.lines(place.uri)?.lineAt(place.span.start) ?? 0) + 1 : 0;
    const where = line > 0 ? ` that begins on line ${String(line)}` : '';
    if (problem.args.inline === 1)
      return `This is a DLE, but it stands inside the inline dumptype${where}, whose } is missing above it. Close that one first.`;
    if (arg(problem, 'at') === 'end') return `The file ends inside ${block}${where}: its } is missing.`;
    return `${show(shownAt(problem, snapshot))} cannot stand inside a block, so the } of ${block}${where} is missing above it.`;
  },
  fixes(problem, snapshot) {
    const text = sourceOf(problem, snapshot);
    const eol = eolIn(problem, snapshot);
    const best = { preferred: true };
    if (arg(problem, 'which') === 'open') {
      const { start, end } = problem.place.span;
      const behind = shownAt(problem, snapshot).replace(/^"|"$/g, '') === arg(problem, 'name');
      let at = behind ? end : start;
      while (!behind && /[ \t]/.test(text[at - 1] ?? '')) at--;
      return [change(problem, 'Add {', { start: at, end: at }, ' {', best)];
    }
    if (arg(problem, 'at') === 'end') {
      const glue = text.endsWith('\n') || text === '' ? '' : eol;
      const span = { start: text.length, end: text.length };
      return [change(problem, 'Add the missing }', span, `${glue}}${eol}`, best)];
    }
    const { start } = lineSpan(text, problem.place.span.start);
    // Comments and empty lines right above belong to what follows.
    let at = start;
    for (;;) {
      const before = lineSpan(text, Math.max(0, at - 1));
      if (at === 0 || !/^[ \t]*(#.*)?\r?$/.test(text.slice(before.start, at - 1))) break;
      at = before.start;
    }
    return [change(problem, 'Add the missing }', { start: at, end: at }, `}${eol}`, best)];
  },
};

const stray: ProblemRow = {
  id: 'syntax/stray-brace',
  severity: 'error',
  title: 'A brace that belongs to nothing',
  doc: 'A `{` or `}` begins a line where no block is to be opened or closed. Amanda says `error: not a keyword.`',
  message: (problem) =>
    arg(problem, 'found') === '}'
      ? 'No block is open that this } could close. Remove it, or look for a { that is missing above.'
      : 'A { cannot begin a line: it stands behind the name of its block.',
  fixes(problem, snapshot) {
    const text = sourceOf(problem, snapshot);
    const line = lineSpan(text, problem.place.span.start);
    const alone = /^[ \t]*[{}][ \t\r]*$/.test(text.slice(line.start, line.end));
    const newline = text.indexOf('\n', line.end);
    const span = alone
      ? { start: line.start, end: newline < 0 ? text.length : newline + 1 }
      : problem.place.span;
    return [
      change(problem, `Remove ${arg(problem, 'found')}`, span, '', {
        preferred: arg(problem, 'found') === '}',
      }),
    ];
  },
};

const name: ProblemRow = {
  id: 'syntax/block-name',
  severity: 'error',
  title: 'A name that Amanda cannot read',
  doc: `The name of a block is a word: a letter, then letters, digits, \`_\` and \`-\`. A name with other characters (a dot, a slash, a digit at
the start) must stand in double quotes; blanks and double quotes are not allowed even there.`,
  message(problem) {
    const found = show(arg(problem, 'found'));
    const char = arg(problem, 'char');
    if (char === 'space') return `The name "${found}" must not contain a blank. Write - or _ instead.`;
    if (char === 'quote') return `The name ${found} must not contain a double quote.`;
    if (found === '')
      return `${arg(problem, 'target')} needs a name behind it, as in "define ${arg(problem, 'target')} NAME {".`;
    return `A name that begins with ${/^[a-z]/i.test(found) ? 'such a word and has other characters in it' : found} must stand in double quotes.`;
  },
  fixes(problem, snapshot) {
    const text = sourceOf(problem, snapshot);
    const { start, end } = problem.place.span;
    if (arg(problem, 'char') === 'space') {
      const better = inQuotes(arg(problem, 'found').replaceAll(' ', '-'));
      return [change(problem, `Write ${better}`, { start, end }, better, { preferred: true })];
    }
    if (arg(problem, 'found') === '' || arg(problem, 'char') !== '') return [];
    const rest = restOfLine(text, start);
    const whole = /^[^\s{}"]+/.exec(text.slice(rest.start, rest.end))?.[0] ?? '';
    if (whole === '') return [];
    const span = { start, end: start + whole.length };
    return [change(problem, `Write "${whole}"`, span, `"${whole}"`, { preferred: true, safe: true })];
  },
};

const firstQuoted: ProblemRow = {
  id: 'syntax/first-name-quoted',
  severity: 'error',
  title: 'The first block has its name in quotes',
  doc: `A bug of Amanda 3.5.1: until it has read one name without quotes, it refuses every quoted name behind \`define\` with
\`validate_no_space_dquote invalid type 0\` (conffile.c, validate_name). Behind a block with a bare name quoted names work.`,
  message: (problem) =>
    `Amanda 3.5.1 refuses the quotes around ${show(arg(problem, 'found'))} because no bare name was read before ("validate_no_space_dquote invalid type 0"). Write the first name without quotes.`,
  fixes(problem) {
    const found = arg(problem, 'found');
    if (!/^[A-Za-z][A-Za-z0-9_-]*$/.test(found)) return [];
    return [
      change(problem, `Write ${found} without quotes`, problem.place.span, found, {
        preferred: true,
        safe: true,
      }),
    ];
  },
};

export const braceChecks = [placement, missing, stray, name, firstQuoted].map(problemCheck);
