import type { Check } from '../check';
import { writtenSettings } from '../walk';
import { numberText } from '../../text/quantities';

export const negativeSize: Check = {
  id: 'trap/negative-size',
  severity: 'warning',
  title: 'A negative size that becomes an enormous one',
  doc: `Amanda stores sizes such as \`blocksize\` without a sign (\`common-src/conffile.c\`, \`read_size\`), so that a negative number passes
every check and turns into one near 18,446,744,073,709,551,615. Write the size without the minus sign.`,
  run(snapshot, report) {
    for (const { setting } of writtenSettings(snapshot)) {
      const { parameter, value, place } = setting;
      if (parameter.kind !== 'size' || value.t !== 'int64' || value.n >= 0n) continue;
      const stored = numberText(BigInt.asUintN(64, value.n));
      report({
        place,
        message: `Amanda has no negative sizes: it accepts this ${parameter.name} and keeps ${stored}. Write it without the minus sign.`,
      });
    }
  },
};
