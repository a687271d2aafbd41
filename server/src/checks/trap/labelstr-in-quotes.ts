import { edit, textAt } from '../edit';
import { problemCheck } from '../problem';

export const labelstrInQuotes = problemCheck({
  id: 'trap/labelstr-in-quotes',
  severity: 'warning',
  title: 'MATCH-AUTOLABEL in quotes is a pattern',
  doc: `\`labelstr "MATCH-AUTOLABEL"\` is the pattern for a label of that very text, and no tape has it; Amanda warns while it reads the
file. Write \`labelstr MATCH-AUTOLABEL\` without quotes. The warning has a further effect: see trap/after-includefile.`,
  message: ({ args }) =>
    `In quotes "${String(args.found ?? 'match-autolabel')}" is a pattern that no label matches, so no tape is accepted. Write it without quotes.`,
  fixes: (problem, snapshot) => [
    {
      title: 'Take the quotes away',
      preferred: true,
      edits: [edit(problem.place.uri, problem.place.span, textAt(snapshot, problem.place).replace(/"/g, ''))],
    },
  ],
});
