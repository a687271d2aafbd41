import { problemCheck } from '../problem';
import { numberText } from '../../text/quantities';

export const includeTooLarge = problemCheck({
  id: 'trap/include-too-large',
  severity: 'warning',
  title: 'A file is too large to be checked',
  doc: `Files of this size are not read by the checks, so what is in them is not judged. Amanda would read it. A configuration file of
many megabytes is almost certainly something else: look at its name.`,
  message: ({ args }) =>
    `${String(args.found ?? args.path ?? 'This file')} is too large to be checked${args.size === undefined ? '' : ` (${numberText(Number(args.size))} bytes)`}. Is it the right file?`,
});
