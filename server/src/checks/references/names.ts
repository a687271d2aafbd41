import type { Snapshot } from '../../model/snapshot';
import type { Block, Problem } from '../../model/types';
import { lookup, parametersOf } from '../../schema/index';
import type { BlockKind } from '../../schema/types';
import type { Fix } from '../check';
import { inheritWord } from '../edit';
import { hints } from '../hints';
import { problemCheck, type ProblemRow } from '../problem';
import { isOfOtherRelease, lifeFixes, lifeMessage } from '../remedies/lives';
import {
  arg,
  change,
  didYouMean,
  inQuotes,
  insteadFixes,
  lineSpan,
  show,
  sourceOf,
  whereIs,
} from '../wording';

/** The blocks of a kind that may be named at a place: those defined above it, in the order of their names. */
function known(problem: Problem, snapshot: Snapshot, kind: BlockKind, forward: boolean): readonly Block[] {
  const { uri, span } = problem.place;
  return [...snapshot.config.blocks[kind].values()].filter((block) => {
    if (block.inline || !block.place) return block.builtin;
    const below = block.place.uri === uri && (block.extent?.span.end ?? block.place.span.end) > span.start;
    return forward || !below;
  });
}

/** The block of this name if it is defined, but too late. */
function later(snapshot: Snapshot, kind: BlockKind, name: string): Block | undefined {
  return snapshot.config.blocks[kind].get(name.replace(/[A-Z]+/g, (c) => c.toLowerCase()));
}

function sentence(
  problem: Problem,
  snapshot: Snapshot,
  kind: BlockKind,
  name: string,
  near: readonly string[],
): string {
  const found = later(snapshot, kind, name);
  if (!found?.place) return `There is no ${kind} ${show(name)}.${didYouMean(near)}`;
  const where = whereIs(found.place, snapshot, problem.place);
  const { extent } = found;
  const inside =
    extent?.uri === problem.place.uri &&
    extent.span.start < problem.place.span.start &&
    extent.span.end > problem.place.span.start;
  if (inside) return `${show(found.name)} cannot inherit from itself.`;
  return `${kind} ${show(found.name)} is defined only further down, on ${where}. Amanda reads from top to bottom: move it above this line.`;
}

const unknownParent: ProblemRow = {
  id: 'reference/unknown-parent',
  severity: 'error',
  title: 'A block to inherit from that does not exist',
  doc: `A word alone on a line of a block is the name of another block of the same kind, whose values are taken over. It must be defined
above. Amanda says only \`dumptype parameter expected\`. A keyword that is misspelled ends up here too.`,
  message(problem, snapshot) {
    if (isOfOtherRelease(problem)) return lifeMessage(problem, snapshot);
    const kind = arg(problem, 'context') as BlockKind;
    const name = arg(problem, 'found');
    const text = sentence(problem, snapshot, kind, name, near(problem, snapshot));
    return text.startsWith('There is no')
      ? text.replace('.', `, and no parameter of that name either.`)
      : text;
  },
  fixes(problem, snapshot): readonly Fix[] {
    const kind = arg(problem, 'context') as BlockKind;
    if (isOfOtherRelease(problem)) return lifeFixes(problem, snapshot);
    if (later(snapshot, kind, arg(problem, 'found'))) return [];
    const { version } = snapshot.settings;
    const write = (word: string) => (lookup(kind, word, false, version) ? word : inheritWord(word));
    return insteadFixes(problem, problem.place.span, near(problem, snapshot), write);
  },
};

function near(problem: Problem, snapshot: Snapshot): readonly string[] {
  const kind = arg(problem, 'context') as BlockKind;
  const own = arg(problem, 'block');
  const parameters =
    problem.args.quoted === 1
      ? []
      : parametersOf(kind, snapshot.settings.version)
          .filter((p) => p.kind === 'bool')
          .map((p) => p.name);
  return hinted(problem, snapshot, kind, false, (name) => name !== own, parameters);
}

/** The names of blocks that were probably meant. */
function hinted(
  problem: Problem,
  snapshot: Snapshot,
  kind: BlockKind,
  forward: boolean,
  fits: (name: string) => boolean = () => true,
  more: readonly string[] = [],
): readonly string[] {
  return hints(snapshot, problem, arg(problem, 'found'), snapshot.config.blocks[kind].size, () => [
    ...known(problem, snapshot, kind, forward)
      .map(({ name }) => name)
      .filter(fits),
    ...more,
  ]);
}

const unknownBlock: ProblemRow = {
  id: 'reference/unknown-block',
  severity: 'error',
  title: 'A name that no block has',
  doc: `The parameter names an application, script, interactivity, taperscan or policy. It must be defined above the line that names it:
Amanda looks it up at once (\`Unknown application named: X\`).`,
  message(problem, snapshot) {
    const kind = arg(problem, 'target') as BlockKind;
    const name = arg(problem, 'found');
    return sentence(problem, snapshot, kind, name, hinted(problem, snapshot, kind, false));
  },
  fixes(problem, snapshot) {
    const kind = arg(problem, 'target') as BlockKind;
    const name = arg(problem, 'found');
    if (later(snapshot, kind, name)) return [];
    return insteadFixes(problem, problem.place.span, hinted(problem, snapshot, kind, false), inQuotes);
  },
};

const undefinedBlock: ProblemRow = {
  id: 'reference/undefined-block',
  severity: 'error',
  title: 'A tapetype, storage or holding disk that is not defined',
  doc: `The names behind the top level's \`tapetype\`, \`storage\`, \`active-storage\` and \`holdingdisk\` are looked up when the whole configuration is
read, so the block may stand anywhere in it (\`parse error: tapetype X is not defined\`).`,
  message(problem, snapshot) {
    const kind = arg(problem, 'target') as BlockKind;
    const name = arg(problem, 'found');
    const names = hinted(problem, snapshot, kind, true);
    return `There is no ${kind} ${show(name)} in the configuration, so Amanda refuses it.${didYouMean(names)}`;
  },
  fixes(problem, snapshot) {
    const kind = arg(problem, 'target') as BlockKind;
    const names = hinted(problem, snapshot, kind, true);
    const quoted = sourceOf(problem, snapshot)[problem.place.span.start] === '"';
    return insteadFixes(problem, problem.place.span, names, (w) => (quoted ? inQuotes(w) : inheritWord(w)));
  },
};

const nameNotQuoted: ProblemRow = {
  id: 'reference/name-not-quoted',
  severity: 'error',
  title: 'A name that must stand in quotes',
  doc: `Up to 3.5.1 the names behind \`application\`, \`interactivity\`, \`taperscan\` and \`policy\` must stand in double quotes, and so must a name that
is a keyword (\`application name expected: 7 12\`).`,
  message: (problem, { settings }) =>
    `${show(arg(problem, 'found'))} must stand in double quotes: behind ${arg(problem, 'name')} Amanda ${settings.version} takes a name only so.`,
  fixes(problem) {
    const better = inQuotes(arg(problem, 'found'));
    return [change(problem, `Write ${better}`, problem.place.span, better, { preferred: true, safe: true })];
  },
};

const duplicateBlock: ProblemRow = {
  id: 'reference/duplicate-block',
  severity: 'error',
  title: 'A block is defined twice',
  doc: `Two blocks of a kind must not have the same name; upper and lower case count as the same. Amanda notices at the end of the second one
(\`dumptype d already defined\`), also when it comes from another file.`,
  message(problem, snapshot) {
    const first = problem.related?.at(-1)?.place;
    const again = problem.related?.[0]?.place;
    if (first && again && first !== again && first.uri === again.uri && first.span.start === again.span.start)
      return `${arg(problem, 'target')} ${show(arg(problem, 'found'))} is defined twice because this file is included twice. Take one of the two includefile lines out.`;
    const where = first ? `, on ${whereIs(first, snapshot, problem.place)}` : '';
    const what = `${arg(problem, 'target')} ${show(arg(problem, 'found'))}`;
    return `${what} is already defined${where}. Rename or remove one of the two.`;
  },
  fixes: (problem, snapshot) => rename(problem, snapshot, arg(problem, 'target') as BlockKind),
};

/** Gives the second definition a name that is free. */
function rename(problem: Problem, snapshot: Snapshot, kind: BlockKind): readonly Fix[] {
  const place = arg(problem, 'target') === 'holdingdisk' ? problem.place : problem.related?.[0]?.place;
  if (place?.uri !== problem.place.uri) return [];
  const text = sourceOf(problem, snapshot).slice(place.span.start, place.span.end);
  const quoted = text.startsWith('"');
  const bare = quoted ? text.slice(1, -1) : text;
  const blocks = snapshot.config.blocks[kind];
  let number = 2;
  while (blocks.has(`${bare}-${String(number)}`.toLowerCase())) number++;
  const name = `${bare}-${String(number)}`;
  return [change(problem, `Rename this one to ${name}`, place.span, quoted ? `"${name}"` : name)];
}

const builtin: ProblemRow = {
  id: 'reference/builtin-redefined',
  severity: 'error',
  title: 'A built-in dumptype cannot be defined',
  doc: `Amanda defines NO-COMPRESS, COMPRESS-FAST, COMPRESS-BEST, COMPRESS-CUST, SRVCOMPRESS, BSD-AUTH, BSDTCP-AUTH, NO-RECORD, NO-HOLD and NO-FULL
itself. They can be inherited from, but not redefined.`,
  message: (problem) =>
    `${show(arg(problem, 'first'))} is one of the dumptypes that Amanda defines itself and cannot be redefined. Choose another name.`,
  fixes: (problem, snapshot) => rename(problem, snapshot, 'dumptype'),
};

const inUse: ProblemRow = {
  id: 'reference/holdingdisk-in-use',
  severity: 'error',
  title: 'A holding disk is put in use twice',
  doc: '`holdingdisk NAME { … }` at the top level defines a holding disk and puts it in use; naming it once more is refused. Define it with `define holdingdisk` to put it in use elsewhere.',
  message: (problem) =>
    `The holding disk ${show(arg(problem, 'found'))} is in use already. Take it out of this line.`,
  fixes(problem, snapshot) {
    const text = sourceOf(problem, snapshot);
    const line = lineSpan(text, problem.place.span.start);
    const alone = /^[ \t]*holdingdisk[ \t]+\S+[ \t\r]*(#.*)?$/i.test(text.slice(line.start, line.end));
    const newline = text.indexOf('\n', line.end);
    const { start, end } = problem.place.span;
    const span = alone
      ? { start: line.start, end: newline < 0 ? text.length : newline + 1 }
      : { start: /[ \t]/.test(text[start - 1] ?? '') ? start - 1 : start, end };
    return [
      change(problem, `Remove ${show(arg(problem, 'found'))}`, span, '', { preferred: true, safe: true }),
    ];
  },
};

const duplicateParameter: ProblemRow = {
  id: 'reference/duplicate-parameter',
  severity: 'error',
  title: 'A parameter is set twice in the site-wide file',
  doc: `In /etc/amanda/amanda.conf and /etc/amanda/amanda-client.conf each parameter may stand only once (\`duplicate parameter; previous definition\`). In
the file of a configuration the last one wins.`,
  message: (problem) =>
    `${arg(problem, 'name')} is set twice in the site-wide file, and Amanda refuses that there. Remove one of the two lines.`,
};

export const nameChecks = [
  unknownParent,
  unknownBlock,
  undefinedBlock,
  nameNotQuoted,
  duplicateBlock,
  builtin,
  inUse,
  duplicateParameter,
].map(problemCheck);
