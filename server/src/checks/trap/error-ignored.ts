import { problemCheck } from '../problem';
import { arg, show } from '../wording';

export const errorIgnored = problemCheck({
  id: 'trap/error-ignored',
  severity: 'warning',
  title: 'An error that Amanda prints and ignores',
  doc: `2.5.2 and 2.6.0 print some errors of a disklist and go on: what is wrong in an inline dumptype, a text behind \`{\`, and a text
behind the last column (\`server-src/diskfile.c\`, \`parse_diskline\`: \`disk_parserror\` without a return). The line at fault is not
in force, and every program prints the message again. Later releases refuse the disklist.`,
  message: (problem, { settings }) =>
    `Amanda ${settings.version} prints "${show(arg(problem, 'said'))}" here and goes on without what is wrong. Mend it: from 2.6.1 on Amanda refuses the disklist.`,
});
