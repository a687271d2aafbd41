import { factorOf } from '../../model/numbers';
import type { Snapshot } from '../../model/snapshot';
import type { Setting } from '../../model/types';
import { suffixByWord } from '../../schema/units';
import { grammarOf } from '../../schema/versions';
import type { Check } from '../check';
import { asNumber } from '../in-force';
import { valueText, writtenSettings } from '../walk';
import { numberText } from '../../text/quantities';

export const silentOverflow: Check = {
  id: 'trap/silent-overflow',
  severity: 'warning',
  title: 'A number that no longer fits and is cut off silently',
  doc: `Most numbers of amanda.conf have 32 bits. Amanda checks the number in front of the suffix against that, but not the
product (\`common-src/conffile.c\`, \`get_int\`): \`tapecycle 4 tb\` would be cut to 0, other products to something that looks like a
number somebody chose.

Write a number whose value with the suffix is at most 2,147,483,647. Up to 3.2 such a product is refused (\`value too large\`).`,
  run(snapshot, report) {
    for (const { setting } of writtenSettings(snapshot)) {
      const product = overflow(snapshot, setting);
      if (product === undefined) continue;
      const kept = asNumber(setting.value) ?? 0;
      report({
        place: setting.place,
        message: `${numberText(product)} does not fit into the 32 bits of ${setting.parameter.name}: Amanda keeps ${numberText(kept)} without a word. Write at most 2,147,483,647.`,
      });
    }
  },
};

/** The product of number and suffix that Amanda cuts to 32 bits; undefined for a value that it keeps whole. */
export function overflow(snapshot: Snapshot, setting: Setting): bigint | undefined {
  // Up to 3.2 the product is checked, and refused (conffile.c, get_int).
  if (!grammarOf(snapshot.settings.version).numbers.byUnit) return undefined;
  const value = asNumber(setting.value);
  if (setting.parameter.kind !== 'int' || value === undefined) return undefined;
  const [, number, suffix] = /^(-?\d+)\s*([A-Za-z]+)$/.exec(valueText(snapshot, setting)) ?? [];
  const word = suffixByWord.get((suffix ?? '').toLowerCase());
  if (number === undefined || word === undefined) return undefined;
  const factor = factorOf(setting.parameter, word.factor);
  const product = BigInt(number) * factor;
  return product === BigInt(value) || factor === 0n ? undefined : product;
}
