import type { Problem } from '../../model/types';
import type { Snapshot } from '../../model/snapshot';
import type { DiskTree } from '../../syntax/nodes';
import type { Fix } from '../check';
import { edit, inheritWord } from '../edit';
import { eolOf } from '../suppress';
import { entryAround, type DiskEntry } from '../disk-lines';
import { problemCheck, type ProblemRow } from '../problem';

const arg = (problem: Problem, name: string) => String(problem.args[name] ?? '');

interface Entry {
  readonly tree: DiskTree;
  readonly item: DiskEntry;
  readonly indent: string;
  readonly eol: string;
}

function entryOf(problem: Problem, snapshot: Snapshot): Entry | undefined {
  const tree = snapshot.tree(problem.place.uri);
  if (tree?.kind !== 'disklist') return undefined;
  const item = entryAround(snapshot, problem.place);
  if (!item?.node.block) return undefined;
  const indent = /^[ \t]*/.exec(tree.text.slice(item.at, item.at + 200))?.[0] ?? '';
  return { tree, item, indent, eol: eolOf(tree.text) };
}

/** Puts what stands behind the `{` on a line of its own. */
function breakLine(problem: Problem, snapshot: Snapshot): readonly Fix[] {
  const entry = entryOf(problem, snapshot);
  const trailing = entry?.item.node.block?.trailing;
  const open = entry?.item.node.block?.open;
  if (!entry || !trailing || !open) return [];
  const span = { start: entry.item.at + open.end, end: entry.item.at + trailing.start };
  return [
    {
      title: 'Begin a new line behind {',
      preferred: true,
      safe: true,
      edits: [edit(problem.place.uri, span, `${entry.eol}${entry.indent}    `)],
    },
  ];
}

/** Writes `{ a }` as three lines. */
function unfold(problem: Problem, snapshot: Snapshot): readonly Fix[] {
  const entry = entryOf(problem, snapshot);
  const block = entry?.item.node.block;
  if (!entry || !block?.sameLine) return [];
  const { tree, item, indent, eol } = entry;
  const span = { start: item.at + block.open.end, end: item.at + block.sameLine.start };
  const inside = tree.text.slice(span.start, span.end).trim();
  if (/["#;{]/.test(inside.replace(/"[^"\\\n]*"/g, ''))) return [];
  const body = inside === '' ? '' : `${indent}    ${inside}${eol}`;
  return [
    {
      title: 'Put the block on lines of its own',
      preferred: true,
      safe: true,
      edits: [edit(problem.place.uri, span, `${eol}${body}${indent}`)],
    },
  ];
}

const rows: readonly ProblemRow[] = [
  {
    id: 'disklist/text-after-brace',
    severity: 'error',
    title: 'Text behind the { of an inline dumptype',
    doc: `The \`{\` of an inline dumptype must be the last thing on its line; what follows is ignored and refused: \`expected line break after \\\`{'\`.

\`\`\`
client /home {
    comp-user-tar
    index no
}
\`\`\``,
    message: () =>
      `Amanda ignores what stands behind { and refuses the disklist ("expected line break after \`{'"). Put it on a line of its own.`,
    fixes: breakLine,
  },
  {
    id: 'disklist/brace-on-same-line',
    severity: 'error',
    title: 'An inline dumptype on one line',
    doc: `An inline dumptype takes several lines: \`{\` ends the first one and \`}\` stands on a line of its own. With both on one line Amanda stops reading:
\`'}' on same line than '{'\`.`,
    message: () =>
      `The { and } of an inline dumptype may not stand on the same line ("'}' on same line than '{'"), and Amanda reads no further. Put each parameter and the } on lines of their own.`,
    fixes: unfold,
  },
  {
    id: 'disklist/dumptype-and-block',
    severity: 'error',
    title: 'A dumptype and a block',
    doc: `A DLE has the name of a dumptype or an inline dumptype in braces, not both: Amanda takes the brace for the spindle
(\`non-integer spindle \\\`{'\`). To begin with a dumptype and change a few things, name it inside the block on a line of its own.

\`\`\`
client /home {
    comp-user-tar
    index no
}
\`\`\``,
    message: (problem) =>
      `Behind the dumptype ${arg(problem, 'dumptype')} Amanda takes { for the spindle ("${problem.amanda}"). Name the dumptype inside the block, on a line of its own.`,
    fixes(problem, snapshot) {
      const entry = entryOf(problem, snapshot);
      const type = entry?.item.node.fields[2];
      const open = entry?.item.node.block?.open;
      if (!entry || !type || !open || entry.item.node.block?.sameLine || entry.item.node.block?.trailing)
        return [];
      const { item, indent, eol } = entry;
      const span = { start: item.at + type.start, end: item.at + open.end };
      const name = inheritWord(arg(problem, 'dumptype'));
      return [
        {
          title: 'Name the dumptype inside the block',
          preferred: true,
          edits: [edit(problem.place.uri, span, `{${eol}${indent}    ${name}`)],
        },
      ];
    },
  },
];

export const braceChecks = rows.map(problemCheck);
