import { problemCheck } from '../problem';
import { numberText } from '../../text/quantities';

export const disklistNotFollowed = problemCheck({
  id: 'trap/disklist-not-followed',
  severity: 'warning',
  title: 'A disklist that is too long to be checked',
  doc: `The checks read the first 100,000 lines of a disklist, with what it includes. Amanda compares each new host with all those before, so a
disklist of that size keeps it busy for hours; it is almost certainly not what was meant.`,
  message: ({ args }) =>
    `${numberText(Number(args.entries))} lines of the disklist are over, and what follows is not judged: Amanda compares each host with all others, which takes it hours. Split the configuration.`,
});
