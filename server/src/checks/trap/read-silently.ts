import { edit, textAt } from '../edit';
import { problemCheck } from '../problem';
import type { Check } from '../check';
import { shortName } from '../../text/uri';

export const includeDirectory = problemCheck({
  id: 'trap/include-directory',
  severity: 'warning',
  title: 'An includefile names a directory',
  doc: `Amanda opens a directory like a file, reads nothing from it, and says nothing: the include has no effect
(\`common-src/conffile.c\`, \`read_conffile\`). Name a file; there is no way to include all files of a folder.`,
  message: ({ args }) =>
    `${String(args.found ?? args.path ?? 'This')} is a directory, and Amanda silently reads nothing from it. Name a file.`,
});

export const includeTooLarge = problemCheck({
  id: 'trap/include-too-large',
  severity: 'warning',
  title: 'A file is too large to be checked',
  doc: `Files of this size are not read by the checks, so what is in them is not judged. Amanda would read it. A configuration file of
many megabytes is almost certainly something else: look at its name.`,
  message: ({ args }) =>
    `${String(args.found ?? args.path ?? 'This file')} is too large to be checked${args.size === undefined ? '' : ` (${Number(args.size).toLocaleString('en-US')} bytes)`}. Is it the right file?`,
});

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

export const globalChangerfile = problemCheck({
  id: 'style/global-changerfile',
  severity: 'warning',
  title: 'changerfile at the top level is deprecated',
  doc: `Amanda warns \`Global changerfile is deprecated, it must be set in the changer section\`. Move the line into the \`define changer\`
block that \`tpchanger\` names. A warning in amanda.conf also makes Amanda drop DLEs below an includefile of the disklist.`,
  tags: ['deprecated'],
  message: () =>
    'Amanda warns "Global changerfile is deprecated, it must be set in the changer section"; a warning in amanda.conf can hide DLEs of the disklist. Move it into the changer block.',
});

export const siteWarning: Check = {
  id: 'trap/site-warning',
  severity: 'error',
  title: 'A warning in the site-wide file hides the configuration',
  doc: `Amanda reads the site-wide file (\`/etc/amanda/amanda.conf\`) first. When that one gives any warning, for instance because of a
deprecated keyword, the configuration's own amanda.conf is *not read at all*, without a message (\`common-src/conffile.c\`,
\`config_init_with_global\`; measured with Amanda 3.5.1): no dumptypes, no tapes, and a disklist is looked for in the wrong place.

Take away what the site-wide file warns about.`,
  run(snapshot, report) {
    const { config } = snapshot;
    if (config.files.includes(config.root)) return;
    const warning = config.problems.find(
      (one) => one.place.uri !== config.root && /^warning/.test(one.amanda),
    );
    if (
      warning === undefined ||
      config.problems.some((one) => one.amanda !== '' && !/^warning/.test(one.amanda))
    )
      return;
    const site = shortName(config.folder, warning.place.uri);
    report({
      place: { uri: config.root, span: { start: 0, end: 0 } },
      message: `Amanda does not read this file at all: the site-wide ${site} gives a warning ("${warning.amanda.replace(/^warning: /, '')}"), and then the configuration's own file is skipped without a message. Mend the site-wide file.`,
      related: [{ place: warning.place, text: warning.amanda }],
    });
  },
};
