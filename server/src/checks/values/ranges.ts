import type { Problem } from '../../model/types';
import type { Fix } from '../check';
import { problemCheck, type ProblemRow } from '../problem';
import { arg, change, inQuotes, restOfLine, show, shownAt, sourceOf } from '../wording';

const tooLarge: ProblemRow = {
  id: 'value/number-too-large',
  severity: 'error',
  title: 'A number is too large',
  doc: `Most numbers of amanda.conf are 32-bit: at most 2,147,483,647 before the unit. Sizes are 64-bit: the product with the unit must stay
below 2^63. \`inf\` is the largest number of either kind.`,
  message(problem) {
    const limit = BigInt(arg(problem, 'limit') || '0');
    const side = limit < 0n ? 'smallest' : 'largest';
    const shown = limit.toLocaleString('en');
    return `${show(arg(problem, 'found'))} is beyond what ${arg(problem, 'name')} can hold: the ${side} number is ${shown}.${limit < 0n ? '' : ' Write inf for no limit.'}`;
  },
  fixes: (problem) =>
    arg(problem, 'limit').startsWith('-')
      ? []
      : [change(problem, 'Write inf', problem.place.span, 'inf', { preferred: true })],
};

/** Bounds in words, with the reason where it is not plain. */
function bounds(problem: Problem): string {
  const { least, most } = problem.args;
  if (most !== undefined) return `from ${String(least)} to ${String(most)}`;
  if (problem.args.unit === 'KiB') return `at least ${String(least)} KiB`;
  return `at least ${String(least)}`;
}

const outOfRange: ProblemRow = {
  id: 'value/out-of-range',
  severity: 'error',
  title: 'A number out of its range',
  doc: `Amanda has read the number and refuses it: \`maxdumps\` must be at least 1, \`bumppercent\` between 0 and 100, a reserved port below 1024.
Mind that the suffix counts too: for a size in KiB \`10 bytes\` is 0.`,
  message(problem, snapshot) {
    const name = arg(problem, 'name');
    const found = show(arg(problem, 'found'));
    const written = show(shownAt(problem, snapshot));
    if (problem.args.order === 1)
      return `The ports of ${name} must stand in order, the lower one first: ${found} is refused.`;
    if (arg(problem, 'rule') === 'rate')
      return `A compression rate cannot be negative: ${found} is refused. 0.5 means that dumps shrink to half their size.`;
    if (problem.args.built === 1)
      return `Amanda ${snapshot.settings.version} refuses blocks of more than 32 KiB, unless it was built for larger ones (--with-maxtapeblocksize): ${found} is refused. Write 32 kb.`;
    if (arg(problem, 'rule') === 'nonzero')
      return `${name} must not be 0. Give the seconds for each estimate, or a negative number for the whole host.`;
    const value = arg(problem, 'rule').includes('port') ? found.replace(/,.*/, '') : found;
    // With a suffix the number that Amanda refuses is not the one that is written.
    const comes = /^-?\d+\s*[a-z]+$/i.test(written) ? `${written} comes to` : 'this is';
    return `${name} must be ${bounds(problem)}, and ${comes} ${value}.`;
  },
  fixes(problem): readonly Fix[] {
    const { least, most } = problem.args;
    const found = Number(arg(problem, 'found'));
    if (problem.args.order === 1) {
      const [low = '', high = ''] = arg(problem, 'found').split(',');
      return [
        change(problem, `Write ${high},${low}`, problem.place.span, `${high},${low}`, { preferred: true }),
      ];
    }
    if (arg(problem, 'rule') === 'nonzero')
      return [change(problem, 'Write 300, the default', problem.place.span, '300', { preferred: true })];
    if (least === undefined || arg(problem, 'rule').includes('port')) return [];
    const better = most !== undefined && found > Number(most) ? String(most) : String(least);
    const value = problem.args.unit === 'KiB' ? `${better} kb` : better;
    return [change(problem, `Write ${value}`, problem.place.span, value)];
  },
};

const PROGRAMS: Readonly<Record<string, string>> = {
  tar: 'GNUTAR',
  gtar: 'GNUTAR',
  gnutar: 'GNUTAR',
  'gnu-tar': 'GNUTAR',
  dump: 'DUMP',
  xfsdump: 'DUMP',
  star: 'STAR',
  application: 'APPLICATION',
  amgtar: 'APPLICATION',
  amstar: 'APPLICATION',
  amsamba: 'APPLICATION',
  ampgsql: 'APPLICATION',
  amzfs: 'APPLICATION',
};

const program: ProblemRow = {
  id: 'value/program',
  severity: 'error',
  title: 'An unknown program',
  doc: `\`program\` is one of \`"DUMP"\`, \`"GNUTAR"\`, \`"STAR"\` or \`"APPLICATION"\`, in capital letters. For amgtar and the other applications it is
\`program "APPLICATION"\` together with an \`application\`.`,
  message(problem) {
    const found = arg(problem, 'found');
    const better = PROGRAMS[found.toLowerCase().replaceAll('_', '-')];
    return `program must be "DUMP", "GNUTAR", "STAR" or "APPLICATION" in capital letters, not "${show(found)}".${better ? ` Did you mean "${better}"?` : ''}`;
  },
  fixes(problem) {
    const better = PROGRAMS[arg(problem, 'found').toLowerCase().replaceAll('_', '-')];
    if (better === undefined) return [];
    const text = `"${better}"`;
    return [change(problem, `Write ${text}`, problem.place.span, text, { preferred: true })];
  },
};

const displayUnit: ProblemRow = {
  id: 'value/displayunit',
  severity: 'error',
  title: 'An unknown displayunit',
  doc: '`displayunit` is one letter in quotes: `"k"`, `"m"`, `"g"` or `"t"`. With anything else every program stops with `Invalid displayunit`.',
  message: (problem) =>
    `displayunit must be "k", "m", "g" or "t", one letter. With "${show(arg(problem, 'found'))}" every Amanda program stops at once.`,
  fixes(problem) {
    const letter = /^\s*([kmgt])/i.exec(arg(problem, 'found'))?.[1]?.toLowerCase();
    if (letter === undefined) return [];
    return [
      change(problem, `Write "${letter}"`, problem.place.span, `"${letter}"`, {
        preferred: true,
        safe: true,
      }),
    ];
  },
};

const columnSpec: ProblemRow = {
  id: 'value/columnspec',
  severity: 'error',
  title: 'A columnspec that Amanda cannot read',
  doc: `\`columnspec\` is a list of \`NAME=SPACE:WIDTH:PRECISION\` with commas and no blanks between: \`"Disk=1:18,HostName=0:10,OutKB=1:7"\`. The names
are HostName, Disk, Level, OrigKB, OutKB, Compress, DumpTime, DumpRate, TapeTime, TapeRate; only WIDTH may be negative.`,
  message: (problem) =>
    `Amanda cannot read the column ${show(arg(problem, 'element')) || '(empty)'}: it wants NAME=SPACE:WIDTH:PRECISION, with commas and no blanks between the columns.`,
  fixes(problem) {
    const found = arg(problem, 'found');
    if (!found.includes(' ')) return [];
    const better = inQuotes(found.replace(/\s+/g, ''));
    return [
      change(problem, 'Remove the blanks', problem.place.span, better, { preferred: true, safe: true }),
    ];
  },
};

const tmpdir: ProblemRow = {
  id: 'value/tmpdir',
  severity: 'error',
  title: 'tmpdir is empty',
  doc: 'Amanda looks whether the folder of `tmpdir` exists and may be written by its user, and refuses the configuration otherwise.',
  message: () => 'tmpdir must name a folder that exists and that Amanda may write to.',
  fixes: (problem) => [change(problem, 'Write "/tmp"', problem.place.span, '"/tmp"', { preferred: true })],
};

const characters: ProblemRow = {
  id: 'value/characters',
  severity: 'error',
  title: 'A character that is not allowed',
  doc: 'Labels, label templates and the names of tape pools must not contain blanks or double quotes (conffile.c, validate_no_space_dquote).',
  message: (problem) =>
    `${arg(problem, 'name')} must not contain a ${arg(problem, 'char') === 'quote' ? 'double quote' : 'blank'}. Write - or _ instead.`,
  fixes(problem, snapshot) {
    const text = sourceOf(problem, snapshot);
    const { start } = problem.place.span;
    const string = /^"(?:[^"\\\n]|\\.)*"/.exec(text.slice(start, restOfLine(text, start).end))?.[0];
    if (string === undefined) return [];
    const better =
      arg(problem, 'char') === 'quote' ? string.replaceAll('\\"', '') : string.replaceAll(' ', '-');
    return [
      change(problem, `Write ${show(better)}`, { start, end: start + string.length }, better, {
        preferred: true,
      }),
    ];
  },
};

const dumpLimit: ProblemRow = {
  id: 'value/dump-limit-host',
  severity: 'error',
  title: 'dump-limit names a host',
  doc: '`dump-limit` takes only `same-host` and `server`; patterns of host names are for `recovery-limit`.',
  message: () => 'dump-limit takes only same-host and server: host names are for recovery-limit.',
  fixes(problem, snapshot) {
    const text = sourceOf(problem, snapshot);
    const value = text.slice(problem.place.span.start, problem.place.span.end);
    const words = value
      .replace(/"(?:[^"\\]|\\.)*"/g, ' ')
      .trim()
      .replace(/\s+/g, ' ');
    return [change(problem, 'Remove the host names', problem.place.span, words, { preferred: true })];
  },
};

const compressConflict: ProblemRow = {
  id: 'value/compress-conflict',
  severity: 'error',
  title: 'compress with words that exclude each other',
  doc: '`compress` takes one of `client` and `server`, and one of `none`, `fast`, `best` and `custom`.',
  message: (problem) =>
    `compress takes one of client and server and one of none, fast, best and custom, but here stands ${show(arg(problem, 'found'))}.`,
};

const labelConflict: ProblemRow = {
  id: 'value/label-conflict',
  severity: 'error',
  title: 'label-new-tapes beside autolabel',
  doc: '`label-new-tapes` is the old form of `autolabel`. Amanda refuses a configuration that has both.',
  message: () =>
    'label-new-tapes and autolabel cannot both be set: they are the old and the new form of the same. Remove label-new-tapes.',
  fixes(problem, snapshot) {
    const text = sourceOf(problem, snapshot);
    const start = text.lastIndexOf('\n', problem.place.span.start - 1) + 1;
    const newline = text.indexOf('\n', problem.place.span.start);
    const end = newline < 0 ? text.length : newline + 1;
    return [change(problem, 'Remove label-new-tapes', { start, end }, '', { preferred: true })];
  },
};

const autolabelMissing: ProblemRow = {
  id: 'value/autolabel-missing',
  severity: 'error',
  title: 'labelstr match-autolabel without autolabel',
  doc: '`labelstr match-autolabel` takes the template of `autolabel`, so there must be one, in the storage that says so or at the top level.',
  message: (problem) =>
    `labelstr match-autolabel${arg(problem, 'block') ? ` of storage ${arg(problem, 'block')}` : ''} needs an autolabel in the same place, and there is none.`,
  fixes(problem, snapshot) {
    const text = sourceOf(problem, snapshot);
    const { end } = problem.place.span;
    const start = text.lastIndexOf('\n', problem.place.span.start - 1) + 1;
    const indent = /^[ \t]*/.exec(text.slice(start, end))?.[0] ?? '';
    const line = `\n${indent}autolabel "$c-%%%" empty`;
    return [change(problem, 'Add an autolabel', { start: end, end }, line)];
  },
};

const orgCharacters: ProblemRow = {
  id: 'value/org-characters',
  severity: 'error',
  title: 'A label that takes over blanks from org',
  doc: 'A label template with `$o` takes over the text of `org`, which then must not contain blanks, double quotes or letters beyond ASCII.',
  message: (problem) =>
    `This ${arg(problem, 'name')} has $o in it, and org contains a blank or another character that no label may have. Change org, or take $o out.`,
};

export const rangeChecks = [
  tooLarge,
  outOfRange,
  program,
  displayUnit,
  columnSpec,
  tmpdir,
  characters,
  dumpLimit,
  compressConflict,
  labelConflict,
  autolabelMissing,
  orgCharacters,
].map(problemCheck);
