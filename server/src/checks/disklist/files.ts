import type { Problem } from '../../model/types';
import { problemCheck, type ProblemRow } from '../problem';
import { tooManyOpen } from '../references/files';

const arg = (problem: Problem, name: string) => String(problem.args[name] ?? '');
const what = (problem: Problem) =>
  arg(problem, 'what') === 'disklist' ? 'The disklist' : 'The included file';

const rows: readonly ProblemRow[] = [
  {
    id: 'disklist/include-name-missing',
    severity: 'error',
    title: 'An includefile without a name',
    doc: `\`includefile\` in a disklist needs the name of a file, relative to the configuration's folder: \`includefile "clients/web.list"\`.`,
    message: () =>
      `includefile needs the name of a file ("include filename name expected"). It is relative to the configuration's folder.`,
  },
  {
    id: 'disklist/missing-file',
    severity: 'error',
    title: 'A disklist file that is not there',
    doc: `Amanda could not open the disklist (\`diskfile\` in amanda.conf, \`disklist\` when it is not set) or a file that it includes. Relative names count from
the configuration's folder, not from the file that holds the includefile.`,
    message: (problem) =>
      `${what(problem)} ${arg(problem, 'path')} does not exist, and Amanda refuses the configuration ("Could not open"). Create it, or correct the name: relative ones count from the configuration's folder.`,
  },
  {
    id: 'disklist/unreadable-file',
    severity: 'error',
    title: 'A disklist file that cannot be read',
    doc: `The file is there, but opening it failed. Amanda's programs run as the dump user, who needs to read the file and to enter every folder above it.`,
    message: (problem) =>
      `${what(problem)} ${arg(problem, 'path')} cannot be read: ${arg(problem, 'reason')}. Amanda's dump user must be able to read it.`,
  },
  {
    id: 'disklist/special-file',
    severity: 'error',
    title: 'A disklist file that is a FIFO, device or socket',
    doc: `Amanda opens whatever stands at this path: with a FIFO it waits forever for somebody to write, and a device may never end. It is not opened here.`,
    message: (problem) =>
      `${what(problem)} ${arg(problem, 'path')} is a FIFO, device or socket, and Amanda would wait for it without end. Name a plain file.`,
  },
  {
    id: 'disklist/include-cycle',
    severity: 'error',
    title: 'An includefile that leads back to its own file',
    doc: `Amanda follows includefile lines without looking where it has been: a file that includes itself, also through others, is read again and again until
a DLE turns up twice or no more files can be opened (\`Too many open files\`).`,
    message: (problem) =>
      `This file is included by itself, directly or through others, and Amanda reads it again until it fails with a duplicate DLE or "Too many open files". Remove this includefile of ${arg(problem, 'path')}.`,
  },
  {
    id: 'disklist/include-depth',
    title: 'More disklist files that include each other than Amanda can open',
    ...tooManyOpen,
  },
  {
    id: 'disklist/file-too-large',
    severity: 'warning',
    title: 'A disklist file that is too large to be judged',
    doc: `The file is larger than 16 MiB. Amanda would read it, but nobody wrote it by hand; it is not opened here, and its DLEs are not judged.`,
    message: (problem) =>
      `${what(problem)} ${arg(problem, 'path')} has ${arg(problem, 'bytes')} bytes and is not read here, so its DLEs are not judged.`,
  },
];

export const fileChecks = rows.map(problemCheck);
