import { problemCheck } from '../problem';
import { numberText } from '../../text/quantities';

export const includeNotFollowed = problemCheck({
  id: 'trap/include-not-followed',
  severity: 'warning',
  title: 'Files that are included too often to be checked',
  doc: `Amanda reads an included file each time that it is named: files that each include the next one twice are read two, four, eight
times and so on, and Amanda may never come to an end. The checks read files no more than 1,000 times again, and no more than
4,000,000 characters; what comes after that is not judged.`,
  message: ({ args }) =>
    `${numberText(Number(args.times))} readings of files that were read before are over, so this and all further includes of such files are not judged: Amanda reads a file each time it is included, perhaps without end. Include each file once.`,
});
