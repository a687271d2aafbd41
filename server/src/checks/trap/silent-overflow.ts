import { factorOf } from '../../model/numbers';
import { suffixByWord } from '../../schema/units';
import type { Check } from '../check';
import { asNumber } from '../in-force';
import { valueText, writtenSettings } from '../walk';

export const silentOverflow: Check = {
  id: 'trap/silent-overflow',
  severity: 'warning',
  title: 'A number that no longer fits and is cut off silently',
  doc: `Most numbers of amanda.conf have 32 bits. Amanda checks the number in front of the suffix against that, but not the
product (\`common-src/conffile.c\`, \`get_int\`): \`tapecycle 4 tb\` would be cut to 0, other products to something that looks like a
number somebody chose.

Write a number whose value with the suffix is at most 2,147,483,647.`,
  run(snapshot, report) {
    for (const { setting } of writtenSettings(snapshot)) {
      if (setting.parameter.kind !== 'int') continue;
      const value = asNumber(setting.value);
      const [, number, suffix] = /^(-?\d+)\s*([A-Za-z]+)$/.exec(valueText(snapshot, setting)) ?? [];
      const word = suffixByWord.get((suffix ?? '').toLowerCase());
      if (value === undefined || number === undefined || word === undefined) continue;
      const factor = factorOf(setting.parameter, word.factor);
      const product = BigInt(number) * factor;
      if (product === BigInt(value) || factor === 0n) continue;
      report({
        place: setting.place,
        message: `${product.toLocaleString('en-US')} does not fit into the 32 bits of ${setting.parameter.name}: Amanda keeps ${value.toLocaleString('en-US')} without a word. Write at most 2,147,483,647.`,
      });
    }
  },
};
