import type { Check } from '../check';
import { edit } from '../edit';
import { textAt } from '../edit';
import { asString } from '../in-force';
import { quoteAlways } from '../../model/quote';
import { hasSince } from '../../schema/versions';
import { writtenSettings } from '../walk';

export const deprecated: Check = {
  id: 'style/deprecated-keyword',
  severity: 'warning',
  title: 'A deprecated keyword',
  doc: `Amanda still reads the keyword but prints \`warning: Keyword X is deprecated.\` That is more than style: a single warning in
amanda.conf makes Amanda drop every DLE below an \`includefile\` line of the disklist (see trap/after-includefile), and one in the
site-wide file keeps the configuration's own amanda.conf from being read.

Which keywords are deprecated depends on the release that the setting \`amanda.version\` names: \`tape-splitsize\` and the like since 3.2,
\`label-new-tapes\` since 3.1, \`usetimestamps\` since 3.4.

The quick fix writes the keyword of today where one line replaces the other.`,
  run(snapshot, report) {
    for (const { setting } of writtenSettings(snapshot)) {
      const { deprecated: old, name } = setting.parameter;
      if (old === undefined || !hasSince(snapshot.settings.version, old.since)) continue;
      // Of this one Amanda warns with another text: style/global-changerfile.
      if (setting.parameter.validation === 'changerfile') continue;
      const instead = old.replacement;
      report({
        place: setting.keyword,
        message: `Amanda warns "Keyword ${textAt(snapshot, setting.keyword)} is deprecated."${instead === undefined ? ' Take the line out' : ` Use ${instead}`}; such a warning can hide DLEs of the disklist.`,
        tags: ['deprecated'],
        fixes: () => {
          if (name === 'label-new-tapes') {
            const text = quoteAlways(asString(setting.value) ?? '');
            return [
              {
                title: 'Write autolabel',
                preferred: true,
                edits: [
                  {
                    uri: setting.place.uri,
                    edits: [{ span: setting.place.span, text: `autolabel ${text} volume-error empty` }],
                  },
                ],
              },
            ];
          }
          if (name === 'usetimestamps' || instead === undefined) {
            return [
              {
                title: `Turn the line into a comment`,
                edits: [
                  edit(
                    setting.place.uri,
                    { start: setting.place.span.start, end: setting.place.span.start },
                    '# ',
                  ),
                ],
              },
            ];
          }
          return [];
        },
      });
    }
  },
};
