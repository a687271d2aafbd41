import { problemCheck } from '../problem';

export const listNotFollowed = problemCheck({
  id: 'trap/list-not-followed',
  severity: 'warning',
  title: 'Lists that are too long to be checked',
  doc: `Lines that add to a list (\`exclude append\`, \`property append\`, \`script\`, \`holdingdisk\` and the like) are followed until 2,000,000
values are held in all, each line's own copy of its list counted: some 2,000 lines of one list. What further lines add is
not judged; Amanda reads them.`,
  message: ({ args }) =>
    `2,000,000 values are held in lists by now, so what ${String(args.found)} adds here, and all that is added below, is not judged. Put long lists into a file (\`exclude list\`), or several values on a line.`,
});
