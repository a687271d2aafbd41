import { globalValue } from '../../model/effective';
import { labelExpression, type LabelNames } from '../../model/label-template';
import { bytes } from '../../model/match';
import { compilePosix, RegexError, Unjudged, type PosixRegex } from '../../model/posix-regex';
import { hasSince } from '../../schema/versions';
import { fold } from '../../schema/keywords';
import type { Check } from '../check';
import { setValue } from '../edit';
import { storages } from '../storages';
import { asString } from '../in-force';

/**
 * The label that autolabel makes for the first tape (perl/Amanda/Changer.pm, make_new_tape_label). Undefined where it
 * depends on the volume or the slot, and where Amanda makes none: the template needs one run of `%` or of `!`.
 */
function sampleLabel(template: string, names: LabelNames): string | undefined {
  const filled = template
    .replaceAll('$o', names.org)
    .replaceAll('$c', names.config)
    .replaceAll('$r', names.storage);
  const runs = filled.match(/%+|!+/g) ?? [];
  if (runs.length !== 1 || /[$\\]/.test(filled)) return undefined;
  return filled.replace(/%+|!+/, (run) =>
    run.startsWith('!') ? 'A'.repeat(run.length) : '1'.padStart(run.length, '0'),
  );
}

export const labelMismatch: Check = {
  id: 'policy/labelstr-autolabel',
  severity: 'warning',
  title: 'Labels that autolabel writes do not match labelstr',
  doc: `\`autolabel\` gives new tapes a label from its template; \`labelstr\` is the pattern that a label must match for this configuration to
use the tape. When the two do not go together Amanda labels a tape and then refuses it as not its own.

Write \`labelstr MATCH-AUTOLABEL\`, which takes the pattern from the template (Amanda 3.3 and later), or correct one of the two.`,
  run(snapshot, report) {
    for (const storage of storages(snapshot)) {
      const auto = storage.value('autolabel');
      const str = storage.value('labelstr');
      const place = storage.place('labelstr');
      if (auto?.t !== 'autolabel' || str?.t !== 'labelstr' || str.matchAutolabel || place === undefined)
        continue;
      // In quotes the word is a pattern, which Amanda warns about itself: trap/labelstr-in-quotes.
      if (fold(str.template) === 'match-autolabel') continue;
      if (auto.template === '' || str.template === '') continue;
      const names = {
        org: asString(globalValue(snapshot.config, 'org')?.value) ?? '',
        config: snapshot.config.folder.slice(snapshot.config.folder.lastIndexOf('/') + 1),
        storage: storage.name,
      };
      const label = sampleLabel(auto.template, names);
      const pattern = patternOf(str.template, snapshot.config.version, names);
      if (label === undefined || pattern === undefined || pattern.test(bytes(label))) continue;
      const setting = storage.block?.values.get('labelstr') ?? snapshot.config.global.get('labelstr');
      // The template may come from label-new-tapes, which MATCH-AUTOLABEL does not look at: Amanda refuses it then.
      const written = storage.place('autolabel');
      report({
        place,
        message: `autolabel would name the first tape "${label}", which this labelstr does not match: Amanda labels tapes and then does not use them. ${written === undefined ? 'Correct' : 'Write `labelstr MATCH-AUTOLABEL`, or correct'} one of the two.`,
        ...(written === undefined
          ? {}
          : { related: [{ place: written, text: 'the template of the labels' }] }),
        fixes: () =>
          setting === undefined || written === undefined
            ? []
            : [
                {
                  title: 'Write labelstr MATCH-AUTOLABEL',
                  preferred: true,
                  edits: [setValue(snapshot, setting, 'MATCH-AUTOLABEL')],
                },
              ],
      });
    }
  },
};

/** Before this release the template is an expression of Perl (Amanda/Taper/Scan.pm) and not one of POSIX. */
const TEMPLATES = '3.4';

/** What a label must match; undefined where nobody can say, and for expressions that do not compile. */
function patternOf(template: string, version: string, names: LabelNames): PosixRegex | undefined {
  const posix = hasSince(version, TEMPLATES);
  // What Perl and POSIX read alike: no escapes, variables, intervals nor greedy and lazy stars.
  if (!posix && (/[\\{}@]|\(\?|[*+?]{2}/.test(template) || /\$./.test(template))) return undefined;
  const expression = posix ? labelExpression(template, names) : template;
  if (expression === undefined) return undefined;
  try {
    return compilePosix(bytes(expression));
  } catch (error) {
    if (error instanceof RegexError || error instanceof Unjudged) return undefined;
    throw error;
  }
}
