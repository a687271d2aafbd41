import type { Check } from '../check';
import { setValue } from '../edit';
import { storages } from '../storages';
import { asNumber } from '../in-force';
import { valueText } from '../walk';
import { numberText } from '../../text/quantities';

const GIB = 1024 * 1024;

export const tapetypeLength: Check = {
  id: 'policy/tapetype-length',
  severity: 'warning',
  title: 'The length of a tape is missing or cannot be right',
  doc: `The planner fits the night's dumps into \`length\` × \`runtapes\`. Without a \`length\` Amanda assumes 2,000 MiB; a number without a
suffix counts KiB, so \`length 100\` is a tape of 100 KiB. Then nearly everything is delayed or "too large", or, with a number
that is far too high, the tape ends in the middle of the run (\`server-src/planner.c\`).`,
  run(snapshot, report) {
    if (snapshot.disklist.dles.length === 0) return;
    const names = new Set(storages(snapshot).map((storage) => storage.string('tapetype').toLowerCase()));
    for (const name of names) {
      const block = snapshot.config.blocks.tapetype.get(name);
      if (block?.place === undefined) continue;
      const length = block.values.get('length');
      const size = asNumber(length?.value);
      if (length === undefined || size === undefined) {
        report({
          place: block.place,
          message: `Tapetype ${block.name} has no length, so Amanda plans for tapes of 2,000 MiB. Add the real one, for instance \`length 400 gb\`.`,
        });
      } else if (size < 100 * 1024 || size > 200 * 1024 * GIB) {
        // Only of a bare number it is certain that the unit was forgotten.
        const small = size < 100 * 1024 && /^\d+$/.test(valueText(snapshot, length));
        report({
          place: length.place,
          message: `A tape of ${numberText(size)} KiB cannot be right${small ? ': a number without a suffix counts KiB' : ''}. Write the length with its unit, for instance \`length 400 gb\`.`,
          fixes: () => {
            const digits = /^\d+$/.exec(String(size))?.[0];
            return small && digits !== undefined
              ? ['mb', 'gb'].map((unit) => ({
                  title: `Write length ${digits} ${unit}`,
                  edits: [setValue(snapshot, length, `${digits} ${unit}`)],
                }))
              : [];
          },
        });
      }
    }
  },
};
