import { edit } from '../edit';
import { problemCheck } from '../problem';

export const swallowedText = problemCheck({
  id: 'trap/swallowed-text',
  severity: 'warning',
  title: 'A word that Amanda swallows',
  doc: `Behind some values Amanda reads one more word and throws it away without looking at it (\`common-src/conffile.c\`,
\`read_labelstr\`). Take it out, or put it where it belongs.`,
  message: ({ args }) =>
    `Amanda reads ${String(args.found ?? 'this word')} and throws it away without a message. Take it out${args.name === undefined ? '' : `, ${String(args.name)} has one value`}.`,
  fixes: (problem) => [
    {
      title: 'Take the word out',
      safe: true,
      preferred: true,
      edits: [edit(problem.place.uri, problem.place.span, '')],
    },
  ],
});
