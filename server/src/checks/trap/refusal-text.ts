import { count } from '../../text/quantities';

/** When it shows: the planner's FAIL line, with Amanda's own text. */
export const failed = (n: number, text: string) =>
  `Tonight the planner fails ${n === 1 ? 'this DLE' : `${count(n, 'DLE')}`} with "[${text}]"`;

export const why = `Amanda accepts this while it reads amanda.conf. The planner finds out at night, after it has asked the client for its
features, and writes \`FAIL planner HOST DISK … 0 [TEXT]\` (\`server-src/diskfile.c\`, \`validate_optionstr\`); the DLE is not in
the estimate request and is not backed up.`;
