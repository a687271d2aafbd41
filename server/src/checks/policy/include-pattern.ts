import type { Check } from '../check';
import { settingsOf } from '../walk';
import { patterns, readByTar, rewrite } from './pattern-places';

export const includePattern: Check = {
  id: 'policy/include-pattern',
  severity: 'warning',
  title: 'An include pattern that the client refuses or takes literally',
  doc: `Each include pattern must begin with \`./\`: otherwise the client answers \`include must start with './'\` and the DLE fails
(\`client-src/client_util.c\`, \`add_include\`). Wildcards are tried against names at the top of the DLE only: in \`./home/*\` the
client, which is not root, takes the star literally, and nothing is found to back up.

Write \`./name*\` for names at the top of the DLE, or begin the DLE one directory further down.`,
  run(snapshot, report) {
    for (const { setting, block } of settingsOf(snapshot, 'include')) {
      if (!readByTar(snapshot, block)) continue;
      for (const { pattern, place } of patterns(snapshot, setting)) {
        if (pattern === '') continue;
        if (!pattern.startsWith('./')) {
          report({
            place,
            message: `The client refuses this with "include must start with './'", and the DLE is not backed up. Write "./${pattern.replace(/^\/+/, '')}".`,
            fixes: () => [rewrite(place, `./${pattern.replace(/^\/+/, '')}`)],
          });
        } else if (/[*?[]/.test(pattern) && pattern.slice(2).replace(/\/$/, '').includes('/')) {
          report({
            place,
            message:
              'The client tries wildcards at the top of the DLE only and takes this one literally: it matches nothing. Begin the DLE one directory further down, or name the directories.',
          });
        }
      }
    }
  },
};
