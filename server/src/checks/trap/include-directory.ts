import { problemCheck } from '../problem';

export const includeDirectory = problemCheck({
  id: 'trap/include-directory',
  severity: 'warning',
  title: 'An includefile names a directory',
  doc: `Amanda opens a directory like a file, reads nothing from it, and says nothing: the include has no effect
(\`common-src/conffile.c\`, \`read_conffile\`). Name a file; there is no way to include all files of a folder.`,
  message: ({ args }) =>
    `${String(args.found ?? args.path ?? 'This')} is a directory, and Amanda silently reads nothing from it. Name a file.`,
});
