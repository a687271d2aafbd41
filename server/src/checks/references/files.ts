import type { Problem } from '../../model/types';
import { problemCheck, type ProblemRow } from '../problem';
import { arg, change, show } from '../wording';
import { numberText } from '../../text/quantities';

const what = (problem: Problem) =>
  problem.args.found === undefined ? 'The file' : `The included file ${show(arg(problem, 'path'))}`;

const missing: ProblemRow = {
  id: 'reference/include-missing',
  severity: 'error',
  title: 'An included file does not exist',
  doc: `\`includefile\` names a file that is not there. A relative name is looked for in the folder of the configuration, whatever file the line
stands in (\`could not open conf file\`).`,
  message: (problem) =>
    problem.args.found === undefined
      ? `There is no ${show(arg(problem, 'path')) || 'amanda.conf'} to read.`
      : `${what(problem)} does not exist: relative names are looked for in the folder of the configuration.`,
};

const cycle: ProblemRow = {
  id: 'reference/include-cycle',
  severity: 'error',
  title: 'A file includes itself',
  doc: 'The file is included by itself, directly or through others. Amanda opens it again and again until it may open no more files (`Too many open files`).',
  message: (problem) =>
    `${show(arg(problem, 'path'))} is being read already: including it here goes round in a circle until Amanda gives up with "Too many open files".`,
  fixes: (problem) => [
    change(problem, 'Include nothing here (write "/dev/null")', problem.place.span, '"/dev/null"'),
  ],
};

/** Of amanda.conf and of disklists: only the name of what is open differs. */
export const tooManyOpen: Pick<ProblemRow, 'severity' | 'doc' | 'message'> = {
  severity: 'error',
  doc: `Amanda keeps a file open while it reads what that file includes. A process may usually have 1,024 files open (\`ulimit -n\`), so that
after some 1,020 files in a row Amanda stops with \`Too many open files\`.`,
  message: (problem) =>
    `${numberText(Number(arg(problem, 'open')))} files are open here, each included by the one before, and Amanda gives up with "Too many open files". Include them side by side.`,
};

const depth: ProblemRow = {
  id: 'reference/include-depth',
  title: 'More files that include each other than Amanda can open',
  ...tooManyOpen,
};

const special: ProblemRow = {
  id: 'reference/include-special',
  severity: 'error',
  title: 'An included file is no file',
  doc: 'The name belongs to a device, a FIFO or a socket. Amanda would open it and wait, perhaps for ever; we never open it.',
  message: (problem) =>
    `${what(problem)} is a device, FIFO or socket: Amanda would wait for it, perhaps for ever.`,
};

const unreadable: ProblemRow = {
  id: 'reference/include-unreadable',
  severity: 'error',
  title: 'An included file cannot be read',
  doc: 'The file exists, but cannot be read with the rights at hand. Amanda reads it as the user that `dumpuser` names.',
  message: (problem) =>
    `${what(problem)} cannot be read${arg(problem, 'reason') ? ` (${show(arg(problem, 'reason'))})` : ''}. Give the Amanda user the right to read it.`,
};

export const fileChecks = [missing, cycle, depth, special, unreadable].map(problemCheck);
