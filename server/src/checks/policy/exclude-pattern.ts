import type { Check } from '../check';
import { settingsOf } from '../walk';
import { patterns, readByTar, rewrite } from './pattern-places';

export const excludePattern: Check = {
  id: 'policy/exclude-pattern',
  severity: 'warning',
  title: 'An exclude pattern that cannot match',
  doc: `tar sees the files of a DLE as \`./dir/file\`, relative to the DLE's own directory. A pattern that begins with \`/\` is compared with
that and never matches, so nothing is left out. A pattern with a trailing slash matches no directory.

Write \`./dir\` for a directory of the DLE, or \`*.o\` for a name at any depth. A pattern without \`./\` matches at *every* depth:
\`tmp\` leaves out each file and directory called tmp.`,
  run(snapshot, report) {
    for (const { setting, block } of settingsOf(snapshot, 'exclude')) {
      if (!readByTar(snapshot, block)) continue;
      for (const { pattern, place } of patterns(snapshot, setting)) {
        if (pattern.startsWith('/') && pattern.length > 1) {
          report({
            place,
            message: `This pattern never matches: files are seen as ./dir/file, relative to the directory of the DLE. Write "./${pattern.replace(/^\/+/, '')}" if that is below the DLE.`,
            fixes: () => [rewrite(place, `.${pattern.replace(/^\/+/, '/')}`)],
          });
        } else if (/[^/]\/$/.test(pattern) && pattern !== './') {
          report({
            place,
            message: 'A pattern that ends in a slash matches no directory. Leave the slash out.',
            fixes: () => [rewrite(place, pattern.replace(/\/+$/, ''))],
          });
        } else if (/^[^./*?[]/.test(pattern) && pattern.includes('/')) {
          report({
            place,
            severity: 'info',
            message: `Without "./" in front this pattern also matches further down (./x/${pattern}). Write "./${pattern}" for the one at the top of the DLE.`,
            fixes: () => [rewrite(place, `./${pattern}`)],
          });
        }
      }
    }
  },
};
