import type { Snapshot } from '../../model/snapshot';
import type { Config, Problem } from '../../model/types';
import type { Fix } from '../check';
import { edit, quoted, textAt } from '../edit';
import { problemCheck, type ProblemRow } from '../problem';
import { hints } from '../hints';

const arg = (problem: Problem, name: string) => String(problem.args[name] ?? '');

/** The names of blocks as they are written where they are defined; built-in dumptypes last. */
const lists = new WeakMap<Config, Map<string, readonly string[]>>();

function namesOf({ config }: Snapshot, kind: 'dumptype' | 'interface'): readonly string[] {
  const known = lists.get(config) ?? new Map<string, readonly string[]>();
  lists.set(config, known);
  const names = known.get(kind) ?? listNames(config, kind);
  known.set(kind, names);
  return names;
}

function near(problem: Problem, snapshot: Snapshot, kind: 'dumptype' | 'interface'): readonly string[] {
  const names = namesOf(snapshot, kind);
  return hints(snapshot, problem, arg(problem, 'name'), names.length, () => names);
}

function listNames(config: Config, kind: 'dumptype' | 'interface'): readonly string[] {
  const blocks = [...config.blocks[kind].values()].filter(({ inline }) => !inline);
  return [...blocks.filter(({ builtin }) => !builtin), ...blocks.filter(({ builtin }) => builtin)].map(
    ({ name }) => name,
  );
}

/** A name as a column of the disklist. */
function column(name: string): string {
  return /[\s"\\#]/.test(name) || name === '' ? quoted(name) : name;
}

function insertAfter(problem: Problem, text: string): Fix['edits'] {
  const { uri, span } = problem.place;
  return [edit(uri, { start: span.end, end: span.end }, text)];
}

/** Offers the dumptypes, the one that most lines of the disklist use first. */
function dumptypeFixes(problem: Problem, snapshot: Snapshot): readonly Fix[] {
  const uses = new Map<string, number>();
  for (const { dumptype } of snapshot.disklist.dles) {
    if (!dumptype.inline) uses.set(dumptype.name, (uses.get(dumptype.name) ?? 0) + 1);
  }
  const names = [...uses].sort((a, b) => b[1] - a[1]).map(([name]) => name);
  const offered = [...new Set([...names, ...namesOf(snapshot, 'dumptype')])].slice(0, 3);
  return offered.map((name) => ({
    title: `Add the dumptype ${name}`,
    edits: insertAfter(problem, ` ${column(name)}`),
  }));
}

const rows: readonly ProblemRow[] = [
  {
    id: 'disklist/missing-disk',
    severity: 'error',
    title: 'A host without a disk',
    doc: `A line of the disklist has at least three columns: host, disk and dumptype, e.g. \`client.example.com /home comp-user-tar\`. Amanda stops at a
line that has only the host: \`disk device name expected\`.`,
    message: (problem) =>
      `The line ends behind the host "${arg(problem, 'host')}": Amanda expects a disk and a dumptype ("disk device name expected").`,
  },
  {
    id: 'disklist/empty-disk',
    severity: 'error',
    title: 'An empty disk name',
    doc: `The second column is the name of the disk: a path, a device or a name of your own. It may not be empty, also not as \`""\`.`,
    message: () =>
      `The disk name is empty, which Amanda refuses ("invalid empty diskname"). Write the directory to back up.`,
  },
  {
    id: 'disklist/missing-dumptype',
    severity: 'error',
    title: 'A DLE without a dumptype',
    doc: `Behind host and disk Amanda needs the dumptype that says how to back it up, or an inline one in braces. Without it, it stops:
\`disk dumptype expected\`.`,
    message: (problem) =>
      `${arg(problem, 'disk')} of ${arg(problem, 'host')} has no dumptype ("disk dumptype expected"). Add the name of a dumptype, or { and its parameters on lines of their own.`,
    fixes: dumptypeFixes,
  },
  {
    id: 'disklist/empty-device',
    severity: 'error',
    title: 'An empty third column',
    doc: `The third column is the dumptype, or the device when a dumptype follows. It may not be empty: \`invalid empty diskdevice\`.`,
    message: () =>
      `The third column is empty, which Amanda refuses ("invalid empty diskdevice"). Write the dumptype there, or the device and then the dumptype.`,
    fixes: (problem) => [
      { title: 'Remove the empty column', edits: [edit(problem.place.uri, problem.place.span, '')] },
    ],
  },
  {
    id: 'disklist/unknown-dumptype',
    severity: 'error',
    title: 'A dumptype that does not exist',
    doc: `The third column names a dumptype, or a device that the fourth column's dumptype backs up. Amanda found no dumptype of that name in amanda.conf
or in the files that it includes, and stops: \`disk dumptype 'x' not found\` or \`undefined dumptype \\\`x'\`. Letters' case does not
matter, but \`-\` and \`_\` are different characters here.`,
    message(problem, snapshot) {
      const name = arg(problem, 'name');
      const [meant] = near(problem, snapshot, 'dumptype');
      const device = problem.args['device'];
      const why =
        device === undefined
          ? `There is no dumptype "${name}", so Amanda stops reading here ("disk dumptype '${name}' not found").`
          : `There is no dumptype "${name}" ("undefined dumptype"); "${String(device)}" in front of it is no dumptype either and counts as the device.`;
      return meant === undefined
        ? `${why} Define it in amanda.conf, or name one that exists.`
        : `${why} Did you mean ${meant}?`;
    },
    fixes(problem, snapshot) {
      const names = namesOf(snapshot, 'dumptype');
      const meant = near(problem, snapshot, 'dumptype');
      const offered = meant.length > 0 ? meant : names.slice(0, 3);
      const { uri, span } = problem.place;
      return offered.map((name, n) => ({
        title: `Use the dumptype ${name}`,
        preferred: n === 0 && meant.length > 0,
        edits: [edit(uri, span, column(name))],
      }));
    },
  },
  {
    id: 'disklist/spindle',
    severity: 'error',
    title: 'A spindle that is no integer',
    doc: `Behind the dumptype may stand a spindle number (DLEs of one host with the same number are not dumped at the same time; \`-1\` means no spindle)
and behind it a network interface. Amanda refuses anything but digits, with a \`-\` in front or not: \`non-integer spindle\`. To name an
interface, a spindle must stand before it: \`host /home comp-tar -1 eth0\`.`,
    message(problem, snapshot) {
      const text = arg(problem, 'text');
      const network = snapshot.config.blocks.interface.has(text.toLowerCase());
      return network
        ? `The interface ${text} must have a spindle number in front of it ("non-integer spindle \`${text}'"). Write -1 ${text}.`
        : `"${text}" stands where Amanda expects the spindle, an integer ("non-integer spindle \`${text}'"). Remove it, or put blanks and # in double quotes if it belongs to a name.`;
    },
    fixes(problem, snapshot) {
      const { uri, span } = problem.place;
      if (snapshot.config.blocks.interface.has(arg(problem, 'text').toLowerCase())) {
        const start = { start: span.start, end: span.start };
        return [
          { title: 'Insert the spindle -1', preferred: true, safe: true, edits: [edit(uri, start, '-1 ')] },
        ];
      }
      return [{ title: 'Use the spindle -1 (none)', edits: [edit(uri, span, '-1')] }];
    },
  },
  {
    id: 'disklist/unknown-interface',
    severity: 'error',
    title: 'A network interface that is not defined',
    doc: `The column behind the spindle names an interface that amanda.conf must define (\`define interface NAME { ... }\`). Amanda prints the name in
capital letters: \`undefined network interface \\\`ETH0'\`.`,
    message(problem, snapshot) {
      const name = arg(problem, 'name');
      const [meant] = near(problem, snapshot, 'interface');
      const hint =
        meant === undefined ? 'Define it in amanda.conf, or leave the column out.' : `Did you mean ${meant}?`;
      return `amanda.conf defines no interface "${name}" ("${problem.amanda}"). ${hint}`;
    },
    fixes(problem, snapshot) {
      const { uri, span } = problem.place;
      const meant = near(problem, snapshot, 'interface');
      const gap =
        /[ \t]*$/.exec(textAt(snapshot, { uri, span: { start: 0, end: span.start } }))?.[0].length ?? 0;
      return [
        ...meant.map((name, n) => ({
          title: `Use the interface ${name}`,
          preferred: n === 0,
          edits: [edit(uri, span, name)],
        })),
        { title: 'Remove the interface', edits: [edit(uri, { start: span.start - gap, end: span.end }, '')] },
      ];
    },
  },
  {
    id: 'disklist/trailing-text',
    severity: 'error',
    title: 'Text behind the last column',
    doc: `Behind the interface nothing may follow but a comment: \`end of line expected\`. Often a \`#\` is missing in front of a remark, or a name with
blanks lacks its double quotes.`,
    message: () =>
      `Nothing may follow the interface ("end of line expected"). Put # in front of a remark, or double quotes around a name that holds blanks.`,
    fixes(problem) {
      const { uri, span } = problem.place;
      const start = { start: span.start, end: span.start };
      return [{ title: 'Make it a comment', preferred: true, safe: true, edits: [edit(uri, start, '# ')] }];
    },
  },
];

export const columnChecks = rows.map(problemCheck);
