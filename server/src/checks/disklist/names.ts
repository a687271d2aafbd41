import type { Problem } from '../../model/types';
import { entryAround, placeIn } from '../disk-lines';
import { edit, removeLine, textAt } from '../edit';
import { problemCheck, type ProblemRow } from '../problem';

const arg = (problem: Problem, name: string) => String(problem.args[name] ?? '');

const rows: readonly ProblemRow[] = [
  {
    id: 'disklist/host-case',
    severity: 'error',
    title: 'One host spelled in two ways',
    doc: `Two lines name the same host, once with other capital letters. Amanda takes them for one host (\`lookup_host\` compares without regard to case)
and refuses the second spelling: \`Same host with different case\`.

Write the host the same way everywhere. Keep the spelling under which its backups are recorded, because the name is part of
the key in Amanda's database.`,
    message: (problem) =>
      `"${arg(problem, 'host')}" is the host "${arg(problem, 'other')}" in another spelling, and Amanda refuses the disklist here ("Same host with different case"). Write it as "${arg(problem, 'other')}".`,
    fixes: (problem) => [
      {
        title: `Write the host as ${arg(problem, 'other')}`,
        preferred: true,
        safe: true,
        edits: [edit(problem.place.uri, problem.place.span, arg(problem, 'other'))],
      },
    ],
  },
  {
    id: 'disklist/host-file-name',
    severity: 'error',
    title: 'Two hosts that share one file name',
    doc: `Amanda keeps data about each host in folders named after it, with \`/\`, \`:\` and \`\\\` written as \`_\`. Two hosts whose names become the
same folder would overwrite each other's data, so Amanda refuses the second: \`Two hosts are mapping to the same name\`.`,
    message: (problem) =>
      `The host "${arg(problem, 'host')}" becomes the same file name as "${arg(problem, 'other')}" (Amanda writes / : and \\ as _), so their records would mix. Use another name for one of them.`,
  },
  {
    id: 'disklist/host-twice',
    severity: 'error',
    title: 'Two host names that match each other',
    doc: `Amanda reads host names as expressions (amanda-match(7)) and refuses two names of which each matches the other, such as \`client\` and
\`client.\`: \`Duplicate host name\`. A command for one of them would also hit the other.`,
    message: (problem) =>
      `"${arg(problem, 'host')}" and "${arg(problem, 'other')}" match each other as host expressions, so Amanda refuses the second ("Duplicate host name"). Write both lines with the same name.`,
    fixes: (problem) => [
      {
        title: `Write the host as ${arg(problem, 'other')}`,
        preferred: true,
        edits: [edit(problem.place.uri, problem.place.span, arg(problem, 'other'))],
      },
    ],
  },
  {
    id: 'disklist/host-expression',
    severity: 'error',
    title: 'A host name that is no valid expression',
    doc: `As soon as the disklist has two hosts, Amanda compares their names as expressions (amanda-match(7)). A name with an unbalanced \`[\` or a
backslash in the wrong place cannot be compiled, and every program stops with \`regex "...": ...\`.`,
    message: (problem) =>
      `Amanda compares host names as expressions, and "${arg(problem, 'host')}" is none: every program stops with ${problem.amanda}. Host names need letters, digits, dots and hyphens only.`,
  },
  {
    id: 'disklist/duplicate-disk',
    severity: 'error',
    title: 'A DLE that is there twice',
    doc: `A host may have a disk name only once, compared letter by letter (\`/usr\` and \`/usr/\` are two names). Amanda stops at the second line:
\`duplicate disk record, previous on line N\`. The usual causes are a line copied and not changed, and a file that is included twice.

To back up one directory in two ways, give each DLE its own disk name and name the directory in the third column:
\`host home-full /home comp-tar\`.`,
    message: (problem) =>
      problem.args['again'] === undefined
        ? `${arg(problem, 'host')} has a DLE ${arg(problem, 'disk')} already (line ${arg(problem, 'line')}), so Amanda refuses this one ("duplicate disk record"). Remove one of them, or give it another disk name and the path as device in the third column.`
        : `This file is included twice, so its DLE ${arg(problem, 'disk')} of ${arg(problem, 'host')} is there twice ("duplicate disk record"). Remove one of the includefile lines.`,
    fixes(problem, snapshot) {
      const entry = entryAround(snapshot, problem.place);
      if (!entry || problem.args['again'] !== undefined) return [];
      const whole = placeIn(entry, { start: entry.node.fields[0]?.start ?? 0, end: entry.node.end });
      const related = problem.related?.[0];
      const first = related && entryAround(snapshot, related.place)?.dle;
      const same =
        first !== undefined && textAt(snapshot, first.place).trim() === textAt(snapshot, whole).trim();
      return [
        { title: 'Remove this DLE', preferred: same, safe: same, edits: [removeLine(snapshot, whole)] },
      ];
    },
  },
  {
    id: 'disklist/disk-file-name',
    severity: 'error',
    title: 'Two disks that share one file name',
    doc: `Amanda's index and database name files after the disk, with \`/\`, \`:\` and \`\\\` written as \`_\`. Two disks of a host that become the same
name (\`/a/b\` and \`/a_b\`) are refused: \`Two disks are mapping to the same name\`.

Give one of them another disk name and name its path in the third column: \`host a-b /a_b comp-tar\`.`,
    message: (problem) =>
      `The disk ${arg(problem, 'disk')} becomes the same file name (${arg(problem, 'file')}) as ${arg(problem, 'other')} of this host, so Amanda refuses it. Give one of them another disk name, with its path as device in the third column.`,
  },
];

export const nameChecks = rows.map(problemCheck);
