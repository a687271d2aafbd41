import { fold } from '../../schema/keywords';
import type { Check } from '../check';
import { setValue } from '../edit';
import { storages } from '../storages';
import { asString } from '../in-force';

/** A label as autolabel would make it for the first tape (man page amanda.conf(5), autolabel). */
function sampleLabel(template: string, org: string, config: string, storage: string): string | undefined {
  // Barcode, meta label, pool and host are known at the changer only.
  if (/\$[bmphn]/.test(template)) return undefined;
  let first = true;
  const filled = template.replace(
    /\\(.)|\$([ocr])|([%!]+)/g,
    (_, escaped?: string, variable?: string, digits?: string) => {
      if (escaped !== undefined) return escaped;
      if (variable !== undefined) return variable === 'o' ? org : variable === 'c' ? config : storage;
      if (!first) return digits ?? '';
      first = false;
      return (digits ?? '').startsWith('!')
        ? 'A'.repeat(digits?.length ?? 0)
        : '1'.padStart(digits?.length ?? 0, '0');
    },
  );
  return filled;
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
      if (auto.template === '' || str.template === '' || /\$/.test(str.template.replace(/\$$/, ''))) continue;
      const config = snapshot.config.folder.slice(snapshot.config.folder.lastIndexOf('/') + 1);
      const org = asString(snapshot.config.global.get('org')?.value) ?? '';
      const label = sampleLabel(auto.template, org, config, storage.name);
      const pattern = posix(str.template);
      if (label === undefined || pattern === undefined || pattern.test(label)) continue;
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

/** A POSIX extended pattern as JavaScript's; undefined where they differ too much. */
function posix(source: string): RegExp | undefined {
  try {
    const classes: Record<string, string> = {
      digit: '0-9',
      alpha: 'A-Za-z',
      alnum: 'A-Za-z0-9',
      upper: 'A-Z',
      lower: 'a-z',
      space: '\\s',
    };
    return new RegExp(source.replace(/\[:(\w+):\]/g, (_, name: string) => classes[name] ?? ''));
  } catch {
    return undefined;
  }
}
