import type { Snapshot } from '../../model/snapshot';
import type { Block, Problem } from '../../model/types';
import { contexts, contextsOf, parametersOf } from '../../schema/index';
import { fold, spelling } from '../../schema/keywords';
import type { BlockKind, Context } from '../../schema/types';
import type { FileEdit } from '../../text/span';
import type { Fix } from '../check';
import { addGlobalLine, addLineToBlock, merged } from '../edit';
import { problemCheck, type ProblemRow } from '../problem';
import { isOfOtherRelease, lifeFixes, lifeMessage } from '../remedies/lives';
import { similar } from '../similar';
import { defineFix } from './define';
import {
  arg,
  change,
  contextName,
  didYouMean,
  either,
  eolIn,
  indentAt,
  insteadFixes,
  inQuotes,
  lineSpan,
  restOfLine,
  show,
  sourceOf,
} from '../wording';

const words = (context: string, version: string): string[] => [
  ...(CONTEXTS.has(context) ? parametersOf(context as Context, version) : []).map((p) =>
    spelling(p.name, version),
  ),
  ...(context === 'global' || context === 'client' ? ['define', 'includefile'] : []),
];

const CONTEXTS: ReadonlySet<string> = new Set(contexts);

function candidates(problem: Problem, snapshot: Snapshot): readonly string[] {
  // A word that another release takes is no slip.
  if (isOfOtherRelease(problem)) return [];
  return similar(arg(problem, 'found'), words(arg(problem, 'context'), snapshot.settings.version));
}

/** A comment in the way of another language, or text that somebody wanted to be one. */
function commentFix(problem: Problem, snapshot: Snapshot): Fix[] {
  const text = sourceOf(problem, snapshot);
  const { start } = problem.place.span;
  const marker = /^(\/\/+|;+|--+|%+|\/\*)/.exec(text.slice(start, start + 4))?.[0];
  if (marker === undefined) return [];
  const span = { start, end: start + marker.length };
  return [change(problem, 'Make it a comment with #', span, '#', { preferred: true, safe: true })];
}

function lineToComment(problem: Problem, snapshot: Snapshot): Fix {
  const text = sourceOf(problem, snapshot);
  const { start } = lineSpan(text, problem.place.span.start);
  const at = start + indentAt(text, problem.place.span.start).length;
  return change(problem, 'Turn the line into a comment', { start: at, end: at }, '# ');
}

const unknownKeyword: ProblemRow = {
  id: 'syntax/unknown-keyword',
  severity: 'error',
  title: 'A word that Amanda does not know',
  doc: `A line begins with a word that is no keyword. Amanda says \`error: not a keyword.\` (in a block: \`dumptype parameter
expected\`) and refuses the whole configuration. Keywords may be written in any case, and since 2.6.1 with \`-\` or \`_\`.

Which words there are depends on the release that the setting \`amanda.version\` names. A word that only another release knows is
said to be one, and the quick fix writes what does its work in the assumed release, where something does: a holdingdisk block for
\`diskdir\` and \`disksize\`, \`device-output-buffer-size\` for \`tapebufs\`.

The quick fix writes the keyword that was probably meant, as \`tpchanger\` for \`tpchange\`.`,
  message(problem, snapshot) {
    if (isOfOtherRelease(problem)) return lifeMessage(problem, snapshot);
    const found = arg(problem, 'found');
    const context = arg(problem, 'context');
    const where = context === 'global' ? '' : ` of ${contextName(context)}`;
    return `${show(found)} is not a keyword${where}, so Amanda refuses the file.${didYouMean(candidates(problem, snapshot))}`;
  },
  fixes: (problem, snapshot) => [
    ...(isOfOtherRelease(problem) ? lifeFixes(problem, snapshot) : []),
    ...insteadFixes(problem, problem.place.span, candidates(problem, snapshot)),
    lineToComment(problem, snapshot),
  ],
};

const misplaced: ProblemRow = {
  id: 'syntax/misplaced-parameter',
  severity: 'error',
  title: 'A keyword where it does not belong',
  doc: `The keyword exists, but not here: \`estimate\` belongs into a dumptype, \`tapecycle\` to the top level of amanda.conf. Amanda
says \`configuration keyword expected\`, or \`46 dumptype parameter expected\` in a block (the number is the keyword's own), and
refuses the configuration.

The quick fix moves the line where it belongs.`,
  message(problem, snapshot) {
    const found = show(arg(problem, 'found'));
    const belongs = arg(problem, 'belongs')
      .split(' ')
      .filter((each) => each !== '' && each !== 'client');
    const here = contextName(arg(problem, 'context'));
    if (defineFix(problem, snapshot).length > 0)
      return `A block begins with define: write "define ${found} NAME {". Amanda refuses the file without it.`;
    if (isOfOtherRelease(problem)) return lifeMessage(problem, snapshot);
    if (belongs.length === 0)
      return `${found} cannot begin a line of ${here}: it is only part of other statements.`;
    return `${found} does not belong into ${here} but into ${either(belongs.map(contextName))}. Amanda refuses the file until it is moved there.`;
  },
  fixes: moves,
};

/** `include "file"` at the top level, as other programs have it. */
function includeFix(problem: Problem, snapshot: Snapshot): Fix[] {
  const text = sourceOf(problem, snapshot);
  const { span } = problem.place;
  const rest = restOfLine(text, span.end);
  const file = /^\s*"[^"\n]*"$/.test(text.slice(rest.start, rest.end));
  if (!file || fold(arg(problem, 'found')) !== 'include' || arg(problem, 'context') === 'dumptype') return [];
  return [change(problem, 'Write includefile', span, 'includefile', { preferred: true })];
}

/** Moves the line into a block that may hold it, or out of the block that may not. */
function moves(problem: Problem, snapshot: Snapshot): readonly Fix[] {
  const special = [...defineFix(problem, snapshot), ...includeFix(problem, snapshot)];
  if (isOfOtherRelease(problem))
    return [...special, ...lifeFixes(problem, snapshot), lineToComment(problem, snapshot)];
  const text = sourceOf(problem, snapshot);
  const { uri } = problem.place;
  const belongs = contextsOf(arg(problem, 'found'), snapshot.settings.version);
  const line = lineSpan(text, problem.place.span.start);
  const whole = {
    start: line.start,
    end: Math.min(text.length, text.indexOf('\n', line.end) + 1 || text.length),
  };
  // With its comment, which is about it.
  const statement = text.slice(problem.place.span.start, line.end).trimEnd();
  const code = text.slice(problem.place.span.start, restOfLine(text, problem.place.span.start).end);
  const alone = text.slice(line.start, problem.place.span.start).trim() === '';
  if (!alone || code.includes('{')) return special;
  const removal: FileEdit = { uri, edits: [{ span: whole, text: '' }] };
  const context = arg(problem, 'context');
  if (context !== 'global' && belongs.includes('global')) {
    const around = Object.values(snapshot.config.blocks)
      .flatMap((each) => [...each.values()])
      .find(
        (block) =>
          block.extent?.uri === uri &&
          block.extent.span.start < line.start &&
          block.extent.span.end > line.end,
      );
    const start = around?.extent?.span.start;
    const at = start === undefined ? undefined : text.lastIndexOf('\n', start - 1) + 1;
    const insert =
      at === undefined
        ? addGlobalLine(snapshot, statement)
        : { uri, edits: [{ span: { start: at, end: at }, text: `${statement}${eolIn(problem, snapshot)}` }] };
    if (insert !== undefined)
      return [{ title: 'Move it to the top level', edits: merged([insert, removal]), preferred: true }];
  }
  const found = homes(snapshot, uri, belongs).flatMap((block) => {
    const insert = addLineToBlock(snapshot, block, statement);
    return insert === undefined ? [] : [{ block, edits: merged([removal, insert]) }];
  });
  return [
    ...special,
    ...found.slice(0, 4).map(({ block, edits }, n) => ({
      title: `Move it into ${block.kind} ${block.name}`,
      edits,
      ...(n === 0 && special.length === 0 ? { preferred: true } : {}),
    })),
  ];
}

/** The blocks that may hold a parameter: those of the same file first, then those of other files of the folder. */
function homes(snapshot: Snapshot, uri: string, belongs: readonly Context[]): readonly Block[] {
  const { blocks, folder } = snapshot.config;
  const all = (Object.keys(blocks) as BlockKind[])
    .filter((kind) => belongs.includes(kind))
    .flatMap((kind) => [...blocks[kind].values()])
    .filter((block) => !block.builtin && !block.inline && block.extent !== undefined);
  const here = all.filter((block) => block.extent?.uri === uri);
  const beside = all.filter(
    (block) => block.extent?.uri !== uri && block.extent?.uri.startsWith(`${folder}/`) === true,
  );
  return [...here, ...beside];
}

const unexpected: ProblemRow = {
  id: 'syntax/unexpected-text',
  severity: 'error',
  title: 'A line that begins with something other than a word',
  doc: `Each line of amanda.conf begins with a keyword (or, in a block, with the name of a block to inherit from). Numbers, strings
and characters such as \`/\`, \`;\` or \`=\` cannot begin one. A comment begins with \`#\` only.`,
  message: (problem) =>
    `A line cannot begin with ${show(arg(problem, 'found'))}: Amanda wants a keyword here. A comment begins with #.`,
  fixes: (problem, snapshot) => [...commentFix(problem, snapshot), lineToComment(problem, snapshot)],
};

const crash: ProblemRow = {
  id: 'syntax/crash',
  severity: 'error',
  title: 'A byte that makes Amanda crash',
  doc: `At the start of the file, and at the start of a line behind one that ends in a number, a byte that Amanda does not know makes
the programs of 3.3 to 3.5 die with a segmentation fault and without a word (conffile.c, handle_invalid_keyword); in 2.6.0, 3.1 and 3.2 a number, a string or a brace does the same. The usual culprit is
the invisible byte order mark that Windows editors put at the start of a file, or an umlaut in a comment without its \`#\`.`,
  message(problem, snapshot) {
    const found = arg(problem, 'found');
    const { version } = snapshot.settings;
    const bom = sourceOf(problem, snapshot).startsWith('\ufeff') && problem.place.span.start === 0;
    if (bom)
      return `The file begins with a byte order mark (three invisible bytes). Amanda ${version} crashes on it without a message: save the file as UTF-8 without BOM.`;
    return `A line that begins with ${show(found)} makes Amanda ${version} crash here without a message. Take it out, or begin the comment with #.`;
  },
  fixes(problem, snapshot) {
    const { span } = problem.place;
    const bom = arg(problem, 'found') === '\ufeff';
    if (bom)
      return [change(problem, 'Remove the byte order mark', span, '', { preferred: true, safe: true })];
    return [...commentFix(problem, snapshot), lineToComment(problem, snapshot)];
  },
};

const trailing: ProblemRow = {
  id: 'syntax/trailing-text',
  severity: 'error',
  title: 'Text behind the end of a statement',
  doc: `Amanda has read the value and then wants the line to end (\`end of line is expected\`). What stands behind is often a unit that it
does not know (\`speed 40 MB/s\` is written \`speed 40 mbps\`), a time with a colon (\`starttime 18:30\` is \`1830\`), a \`;\`, a second
value, or a comment without its \`#\`.`,
  message(problem, snapshot) {
    const { start, end } = restOfLine(sourceOf(problem, snapshot), problem.place.span.start);
    const text = show(sourceOf(problem, snapshot).slice(start, end));
    const name = arg(problem, 'name');
    if (problem.args.found === '{' && defineFix(problem, snapshot).length > 0)
      return `A block begins with define: write "define ${name} NAME {". Without it, ${name} only names a ${name}.`;
    const better = unitFix(problem, snapshot)?.better;
    const advice = better ? ` Write ${better}.` : ' Remove it, or put # before it if it is a comment.';
    return `${name === '' ? 'The statement' : name} is complete before ${text}, and Amanda wants the end of the line there.${advice}`;
  },
  fixes(problem, snapshot) {
    const text = sourceOf(problem, snapshot);
    const { start } = problem.place.span;
    const rest = restOfLine(text, start);
    const unit = unitFix(problem, snapshot);
    let from = start;
    while (from > 0 && /[ \t]/.test(text[from - 1] ?? '')) from--;
    const define = problem.args.found === '{' ? defineFix(problem, snapshot) : [];
    if (define.length > 0) return define;
    // What is part of a value (`20 %`) or ends a statement in other languages is no comment.
    const end = text.slice(rest.start, rest.end) === ';';
    const comment = unit || end ? [] : commentFix(problem, snapshot);
    const removal = `Remove ${show(text.slice(rest.start, rest.end))}`;
    return [
      ...(unit ? [change(problem, `Write ${unit.better}`, unit.span, unit.better, { preferred: true })] : []),
      ...comment,
      change(
        problem,
        removal,
        { start: from, end: rest.end },
        '',
        unit ? {} : { preferred: comment.length === 0 },
      ),
      ...(comment.length > 0 || end
        ? []
        : [change(problem, 'Make it a comment', { start, end: start }, '# ')]),
    ];
  },
};

/** What a value with a unit that Amanda does not know should be: units of other programs, times with a colon. */
function unitFix(
  problem: Problem,
  snapshot: Snapshot,
): { readonly better: string; readonly span: { start: number; end: number } } | undefined {
  const text = sourceOf(problem, snapshot);
  const line = lineSpan(text, problem.place.span.start);
  const rest = restOfLine(text, problem.place.span.start);
  const name = arg(problem, 'name');
  const head = /^\s*[\w-]+\s+/.exec(text.slice(line.start, rest.end))?.[0].length ?? 0;
  const span = { start: line.start + head, end: rest.end };
  const value = text.slice(span.start, span.end);
  const time = /^([0-9]{1,2})[:.h]([0-9]{2})$/.exec(value);
  if (time && name === 'starttime') return { better: `${time[1] ?? ''}${time[2] ?? ''}`, span };
  const size = /^(-?[0-9]+)\s*([kmgt])i?(b|byte|bytes|bit|bits)?(\s*\/\s*s(ec)?|\s+per\s+second|ps)?$/i.exec(
    value,
  );
  if (size)
    return { better: `${size[1] ?? ''} ${(size[2] ?? '').toLowerCase()}${size[4] ? 'bps' : 'b'}`, span };
  const long = /^(-?[0-9]+)\s*(s|secs?|seconds?|mins?|minutes?|h|hours?|d|w|wks?|months?|years?|%)$/i.exec(
    value,
  );
  if (!long) return undefined;
  const [, count = '0', unit = ''] = long;
  const seconds = /timeout/.test(name);
  const factors: readonly [RegExp, number][] = seconds
    ? [
        [/^s/i, 1],
        [/^m(in|ins|inutes?)$/i, 60],
        [/^h/i, 3600],
        [/^d/i, 86400],
      ]
    : [
        [/^[%d]/i, 1],
        [/^w/i, 7],
        [/^month/i, 30],
        [/^year/i, 365],
      ];
  const factor = factors.find(([pattern]) => pattern.test(unit))?.[1];
  return factor === undefined ? undefined : { better: String(Number(count) * factor), span };
}

const singleQuotes: ProblemRow = {
  id: 'syntax/single-quotes',
  severity: 'error',
  title: 'Quotes that Amanda does not know',
  doc: `Amanda knows only the straight double quote \`"\`. Single quotes, and the curved ones that word processors write, mean nothing to it.`,
  message: (problem) =>
    `Amanda knows only double quotes: ${show(arg(problem, 'found'))} means nothing to it. Write "…".`,
  fixes(problem, snapshot) {
    const text = sourceOf(problem, snapshot);
    const rest = restOfLine(text, problem.place.span.start);
    const quotedText = /^['‘’](.*?)['‘’]/.exec(text.slice(rest.start, rest.end));
    if (!quotedText) return [];
    const span = { start: rest.start, end: rest.start + quotedText[0].length };
    const better = inQuotes(quotedText[1] ?? '');
    return [change(problem, `Write ${better}`, span, better, { preferred: true, safe: true })];
  },
};

/** Ends the last line of the file. */
function addNewline(problem: Problem, snapshot: Snapshot): readonly Fix[] {
  const end = sourceOf(problem, snapshot).length;
  const options = { preferred: true, safe: true };
  return [change(problem, 'Add the newline', { start: end, end }, eolIn(problem, snapshot), options)];
}

const missingNewline: ProblemRow = {
  id: 'syntax/missing-newline-at-end',
  severity: 'error',
  title: 'The last line does not end',
  doc: `Amanda wants a newline behind every statement, also behind the last one of the file: without it, it says \`end of line is
expected\` and refuses the configuration.`,
  message: () =>
    'The last line of the file has no newline at its end, and Amanda refuses it ("end of line is expected"). Add one.',
  fixes: addNewline,
};

const endless: ProblemRow = {
  id: 'syntax/endless-estimate',
  severity: 'error',
  title: 'Amanda reads for ever',
  doc: `Behind \`estimate\` Amanda reads methods until the line ends. When the file ends first, it reads on for ever and takes more and
more memory (conffile.c, read_estimatelist).`,
  message: (_problem, { settings }) =>
    `The file ends behind estimate, and Amanda ${settings.version} then reads for ever and eats memory. End the line with a newline.`,
  fixes: addNewline,
};

export const lineChecks = [
  unknownKeyword,
  misplaced,
  unexpected,
  crash,
  trailing,
  singleQuotes,
  missingNewline,
  endless,
].map(problemCheck);
