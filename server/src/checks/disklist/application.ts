import type { Problem } from '../../model/types';
import type { Snapshot } from '../../model/snapshot';
import type { Block } from '../../model/types';
import type { Fix } from '../check';
import { entryAround } from '../disk-lines';
import { addLineToBlock, quoted, setInBlock } from '../edit';
import { problemCheck, type ProblemRow } from '../problem';

const arg = (problem: Problem, name: string) => String(problem.args[name] ?? '');

/** The dumptype that the DLE at the problem's place uses. */
function typeOf(problem: Problem, snapshot: Snapshot): Block | undefined {
  return entryAround(snapshot, problem.place)?.dle?.dumptype;
}

function whose(problem: Problem): string {
  return problem.args['inline'] === undefined
    ? `The dumptype ${arg(problem, 'dumptype')}`
    : `The inline dumptype of ${arg(problem, 'host')} ${arg(problem, 'disk')}`;
}

function set(
  problem: Problem,
  snapshot: Snapshot,
  name: string,
  value: string,
  preferred: boolean,
): readonly Fix[] {
  const block = typeOf(problem, snapshot);
  const change = block && setInBlock(snapshot, block, name, value);
  if (!change) return [];
  const where = block.inline ? 'this DLE' : `dumptype ${block.name}`;
  return [{ title: `Set ${name} ${value} in ${where}`, preferred, edits: [change] }];
}

function plugin(problem: Problem, snapshot: Snapshot, kind: 'application' | 'script'): readonly Fix[] {
  if (kind !== 'application') return [];
  const block = snapshot.config.blocks.application.get(arg(problem, 'name').toLowerCase());
  const change = block && addLineToBlock(snapshot, block, 'plugin "amgtar"');
  return change ? [{ title: `Set plugin "amgtar" in application ${block.name}`, edits: [change] }] : [];
}

const rows: readonly ProblemRow[] = [
  {
    id: 'disklist/program-and-application',
    severity: 'error',
    title: 'An application without program "APPLICATION"',
    doc: `A dumptype that names an application must also say \`program "APPLICATION"\`. The default program is DUMP, so leaving it out is refused as well:
\`Both program and application set\`. Amanda names the first DLE that uses such a dumptype.

\`\`\`
define dumptype home {
    program "APPLICATION"
    application "amgtar"
}
\`\`\``,
    message: (problem) =>
      `${whose(problem)} has the application ${arg(problem, 'application')} but program "${arg(problem, 'program')}", which Amanda refuses ("Both program and application set"). Set program "APPLICATION".`,
    fixes: (problem, snapshot) => set(problem, snapshot, 'program', '"APPLICATION"', true),
  },
  {
    id: 'disklist/no-application',
    severity: 'error',
    title: 'program "APPLICATION" without an application',
    doc: `\`program "APPLICATION"\` leaves the work to an application, and the dumptype must name one: \`program set to APPLICATION but no application set\`.
Define it above the dumptype (\`define application amgtar { plugin "amgtar" }\`) and write \`application "amgtar"\`.`,
    message: (problem) =>
      `${whose(problem)} says program "APPLICATION" but names no application, which Amanda refuses. Add application "NAME" of one that is defined in amanda.conf.`,
    fixes: (problem, snapshot) =>
      [...snapshot.config.blocks.application.values()]
        .filter(({ inline }) => !inline)
        .slice(0, 3)
        .flatMap(({ name }, n) => set(problem, snapshot, 'application', quoted(name), n === 0)),
  },
  {
    id: 'disklist/application-plugin',
    severity: 'error',
    title: 'An application without a plugin',
    doc: `An application block must name its program on the client with \`plugin\`, e.g. \`plugin "amgtar"\`. Amanda notices it at the first DLE that uses the
application: \`plugin not set for application\`.`,
    message: (problem) =>
      `${whose(problem)} uses the application ${arg(problem, 'name')}, which sets no plugin ("plugin not set for application"). Add plugin "amgtar" or another one to that application.`,
    fixes: (problem, snapshot) => plugin(problem, snapshot, 'application'),
  },
  {
    id: 'disklist/script-plugin',
    severity: 'error',
    title: 'A script without a plugin',
    doc: `A script block must name its program with \`plugin\`, e.g. \`plugin "script-email"\`. Amanda notices it at the first DLE that uses the script:
\`plugin not set for script\`.`,
    message: (problem) =>
      `${whose(problem)} uses the script ${arg(problem, 'name')}, which sets no plugin ("plugin not set for script"). Add plugin "NAME" to that script.`,
    fixes: (problem, snapshot) => plugin(problem, snapshot, 'script'),
  },
];

export const applicationChecks = rows.map(problemCheck);
