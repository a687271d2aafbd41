import type { Snapshot } from '../../model/snapshot';
import type { Problem } from '../../model/types';
import { anyParameter } from '../../schema/index';
import { fold } from '../../schema/keywords';
import type { Context } from '../../schema/types';
import { compareVersions } from '../../schema/versions';
import type { Fix } from '../check';
import { removeLine } from '../edit';
import {
  arg,
  change,
  changes,
  contextName,
  eolIn,
  indentAt,
  lineSpan,
  restOfLine,
  show,
  sourceOf,
} from '../wording';

/**
 * What is to be said and done about a word that another release of Amanda takes where it stands, and the chosen one does
 * not. The model puts the releases into the problem's arguments `since`, `until` and `spelt`.
 */

/** What does the work of words that are gone (ChangeLog, NEWS, amanda-compatibility(7)). */
const INSTEAD: Readonly<Record<string, string>> = {
  rawtapedev: 'The device of tapedev is used for everything',
  tapebufs: 'Use device-output-buffer-size, in bytes instead of buffers of 32 KiB',
  'file-pad': 'The last block of a file is always filled now, so take the line out',
  diskdir: 'Use a holdingdisk block with directory',
  disksize: 'Use a holdingdisk block with use',
  logfile: 'Use logdir',
  timeout: 'Use etimeout and dtimeout',
  minfree: 'Use a holdingdisk block with use',
  'tape-flush': 'Use taperflush',
  mincycle: 'Use dumpcycle',
  maxcycle: 'Amanda never looked at it, so take the line out',
  frequency: 'Use dumpcycle',
  options: 'Each option is a keyword of its own',
};

/** What does the work of newer words in older releases. */
const BEFORE: Readonly<Record<string, string>> = {
  autolabel: 'label_new_tapes does its work (since 2.5.0)',
  'device-output-buffer-size': 'tapebufs does its work, in buffers of 32 KiB',
  'part-size': 'tape-splitsize in a dumptype does its work (since 2.5.0)',
  'part-cache-dir': 'split-diskbuffer in a dumptype does its work (since 2.5.0)',
  'part-cache-max-size': 'fallback-splitsize in a dumptype does its work (since 2.5.0)',
};

/** True for a word that some release takes where it stands, or took once: then nobody has mistyped anything. */
export function isOfOtherRelease(problem: Problem): boolean {
  const { since, until, spelt } = problem.args;
  return since !== undefined || until !== undefined || spelt !== undefined || gone(problem);
}

function gone(problem: Problem): boolean {
  return fold(arg(problem, 'found')) in INSTEAD && arg(problem, 'context') === 'global';
}

/** The message about such a word, in two sentences. */
export function lifeMessage(problem: Problem, snapshot: Snapshot): string {
  const { version } = snapshot.settings;
  const found = show(arg(problem, 'found'));
  const name = fold(arg(problem, 'found'));
  const spelt = arg(problem, 'spelt');
  const until = arg(problem, 'until');
  const since = arg(problem, 'since');
  const said = problem.amanda === '' ? '' : ` ("${problem.amanda}")`;
  if (spelt !== '') {
    return `Amanda ${version} knows this keyword only as ${spelt}, and refuses ${found}${said}. Since 2.6.1 - and _ are the same.`;
  }
  const late = since !== '' && compareVersions(version, since) < 0;
  if (late) {
    const before = BEFORE[name];
    return `${found} exists since Amanda ${since}: here ${version} is assumed, which refuses it${said}.${before === undefined ? '' : ` Before, ${before}.`}`;
  }
  const instead = INSTEAD[name] ?? `Nothing replaces it in ${contextName(arg(problem, 'context'))}`;
  const when = until === '' ? 'a keyword of old Amanda versions that is gone' : `gone since Amanda ${until}`;
  return `${found} is ${when}, and ${version} (assumed here) refuses the file${said}. ${instead}.`;
}

/** The fixes that keep what the word means; none is a guess at its spelling. */
export function lifeFixes(problem: Problem, snapshot: Snapshot): readonly Fix[] {
  const spelt = arg(problem, 'spelt');
  if (spelt !== '')
    return [change(problem, `Write ${spelt}`, problem.place.span, spelt, { preferred: true, safe: true })];
  const has = (name: string) => snapshot.config.global.has(name);
  const takesOut = (title: string): Fix => ({
    title,
    edits: [
      removeLine(snapshot, {
        uri: problem.place.uri,
        span: { start: problem.place.span.start, end: valueOf(problem, snapshot).span.end },
      }),
    ],
    preferred: true,
  });
  switch (fold(arg(problem, 'found'))) {
    case 'diskdir':
    case 'disksize':
      return holdingdisk(problem, snapshot);
    case 'tapebufs': {
      if (has('device-output-buffer-size'))
        return [takesOut('Take the line out: device-output-buffer-size is set')];
      const buffers = /^\d+$/.exec(valueOf(problem, snapshot).text)?.[0];
      if (buffers === undefined) return [];
      const bytes = String(BigInt(buffers) * 32768n);
      return rewritten(problem, snapshot, 'device-output-buffer-size', bytes);
    }
    case 'rawtapedev':
      // Without a tapedev there is nothing to say which device was meant: the raw one rewinds.
      return has('tapedev') || has('tpchanger')
        ? [takesOut('Take the line out: tapedev or tpchanger names the device')]
        : [];
    case 'file-pad':
      return [takesOut('Take the line out')];
    case 'maxcycle':
      return [takesOut('Take the line out')];
    case 'mincycle':
      return has('dumpcycle')
        ? []
        : rewritten(problem, snapshot, 'dumpcycle', valueOf(problem, snapshot).text);
    case 'autolabel': {
      const template = /^"(?:[^"\\]|\\.)*"/.exec(valueOf(problem, snapshot).text)?.[0];
      if (template === undefined || !known(problem, snapshot, 'label-new-tapes')) return [];
      return rewritten(problem, snapshot, 'label_new_tapes', template);
    }
    case 'device-output-buffer-size': {
      const bytes = /^\d+$/.exec(valueOf(problem, snapshot).text)?.[0];
      if (bytes === undefined || !known(problem, snapshot, 'tapebufs') || BigInt(bytes) % 32768n !== 0n)
        return [];
      return rewritten(problem, snapshot, 'tapebufs', String(BigInt(bytes) / 32768n));
    }
    default:
      return [];
  }
}

/** True when the assumed release has a parameter of this name in the same context. */
function known(problem: Problem, snapshot: Snapshot, name: string): boolean {
  const p = anyParameter(arg(problem, 'context') as Context, name);
  const { version } = snapshot.settings;
  return (
    p !== undefined &&
    compareVersions(version, p.since) >= 0 &&
    (p.until === undefined || compareVersions(version, p.until) < 0)
  );
}

/** What stands behind the word, without the comment. */
function valueOf(
  problem: Problem,
  snapshot: Snapshot,
): { text: string; span: { start: number; end: number } } {
  const text = sourceOf(problem, snapshot);
  const { end } = problem.place.span;
  const rest = restOfLine(text, end);
  const blanks = /^\s*/.exec(text.slice(end, rest.end))?.[0].length ?? 0;
  const span = { start: end + blanks, end: rest.end };
  return { text: text.slice(span.start, span.end), span };
}

function rewritten(problem: Problem, snapshot: Snapshot, name: string, value: string): readonly Fix[] {
  const { span } = valueOf(problem, snapshot);
  const whole = { start: problem.place.span.start, end: Math.max(span.end, problem.place.span.end) };
  return [change(problem, `Write ${name} ${show(value)}`, whole, `${name} ${value}`, { preferred: true })];
}

/** A diskdir line and the disksize line behind it as a holdingdisk block with the same folder and size. */
function holdingdisk(problem: Problem, snapshot: Snapshot): readonly Fix[] {
  const text = sourceOf(problem, snapshot);
  const pairs = pairsOf(text);
  const at = problem.place.span.start;
  const pair = pairs.find(
    ({ dir, size }) => inside(dir.line, at) || (size !== undefined && inside(size.line, at)),
  );
  if (!pair) return [];
  const { dir, size } = pair;
  const eol = eolIn(problem, snapshot);
  const indent = indentAt(text, dir.line.start);
  const name = freeName(snapshot, pairs.indexOf(pair));
  const lines = [
    `holdingdisk ${name} {`,
    `    directory ${dir.value}${dir.comment}`,
    ...(size === undefined ? [] : [`    use ${size.value}${size.comment}`]),
    '}',
  ];
  const block = lines.map((line) => `${indent}${line}`).join(eol);
  const edits = [
    { span: dir.line, text: block },
    ...(size === undefined
      ? []
      : [{ span: { start: size.line.start, end: nextLine(text, size.line.end) }, text: '' }]),
  ];
  return [
    changes(problem, `Write holdingdisk ${name} with the same folder and size`, edits, { preferred: true }),
  ];
}

interface OldLine {
  readonly line: { start: number; end: number };
  readonly value: string;
  readonly comment: string;
}

/** Each diskdir of a file with its disksize: the next one before another diskdir. */
function pairsOf(text: string): readonly { readonly dir: OldLine; readonly size?: OldLine }[] {
  const pairs: { dir: OldLine; size?: OldLine }[] = [];
  for (const match of text.matchAll(/^[ \t]*(diskdir|disksize)[ \t]+/gim)) {
    const line = lineSpan(text, match.index);
    const start = match.index + match[0].length;
    const { end } = restOfLine(text, start);
    const behind = text.slice(end, line.end);
    const found: OldLine = {
      line,
      value: text.slice(start, end),
      comment: behind.trim() === '' ? '' : behind,
    };
    const last = pairs.at(-1);
    if (match[1]?.toLowerCase() === 'diskdir') pairs.push({ dir: found });
    else if (last && !last.size) last.size = found;
  }
  return pairs;
}

/** `hd1`, or the first number above that no holding disk has; `count` names are given away before. */
function freeName(snapshot: Snapshot, count: number): string {
  const taken = snapshot.config.blocks.holdingdisk;
  let left = count;
  for (let n = 1; ; n++) {
    if (taken.has(`hd${String(n)}`)) continue;
    if (left-- === 0) return `hd${String(n)}`;
  }
}

function inside(span: { start: number; end: number }, at: number): boolean {
  return at >= span.start && at <= span.end;
}

function nextLine(text: string, end: number): number {
  const newline = text.indexOf('\n', end);
  return newline < 0 ? text.length : newline + 1;
}
