import type { Snapshot } from '../../model/snapshot';
import type { Setting } from '../../model/types';
import type { Place } from '../../text/span';
import type { Check, Fix } from '../check';
import { edit, quoted } from '../edit';
import { settingsOf, valueText } from '../walk';

/** Each pattern of an exclude or include line (not the names of list files), with the place of its string. */
function* patterns(
  snapshot: Snapshot,
  setting: Setting,
): Generator<{ readonly pattern: string; readonly place: Place }> {
  const raw = valueText(snapshot, setting);
  if (setting.value.t !== 'exclude' || /^list\b/i.test(raw)) return;
  const from = setting.place.span.end - raw.length;
  for (const string of raw.matchAll(/"((?:\\[\s\S]|[^"\\])*)"/g)) {
    const start = from + string.index;
    yield {
      pattern: (string[1] ?? '').replace(/\\([\s\S])/g, '$1'),
      place: { uri: setting.place.uri, span: { start, end: start + string[0].length } },
    };
  }
}

function rewrite(place: Place, pattern: string): Fix {
  return {
    title: `Write ${quoted(pattern)}`,
    preferred: true,
    edits: [edit(place.uri, place.span, quoted(pattern))],
  };
}

export const excludePattern: Check = {
  id: 'policy/exclude-pattern',
  severity: 'warning',
  title: 'An exclude pattern that cannot match',
  doc: `tar sees the files of a DLE as \`./dir/file\`, relative to the DLE's own directory. A pattern that begins with \`/\` is compared with
that and never matches, so nothing is left out. A pattern with a trailing slash matches no directory.

Write \`./dir\` for a directory of the DLE, or \`*.o\` for a name at any depth. A pattern without \`./\` matches at *every* depth:
\`tmp\` leaves out each file and directory called tmp.`,
  run(snapshot, report) {
    for (const { setting } of settingsOf(snapshot, 'exclude')) {
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

export const includePattern: Check = {
  id: 'policy/include-pattern',
  severity: 'warning',
  title: 'An include pattern that the client refuses or takes literally',
  doc: `Each include pattern must begin with \`./\`: otherwise the client answers \`include must start with './'\` and the DLE fails
(\`client-src/client_util.c\`, \`add_include\`). Wildcards are tried against names at the top of the DLE only: in \`./home/*\` the
client, which is not root, takes the star literally, and nothing is found to back up.

Write \`./name*\` for names at the top of the DLE, or begin the DLE one directory further down.`,
  run(snapshot, report) {
    for (const { setting } of settingsOf(snapshot, 'include')) {
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
