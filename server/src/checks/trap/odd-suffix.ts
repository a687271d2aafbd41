import type { Snapshot } from '../../model/snapshot';
import type { Setting } from '../../model/types';
import type { Unit } from '../../schema/types';
import { isKilo, suffixByWord } from '../../schema/units';
import { grammarOf } from '../../schema/versions';
import type { Check } from '../check';
import { setValue } from '../edit';
import { asNumber } from '../in-force';
import { valueText, writtenSettings } from '../walk';
import { overflow } from './silent-overflow';
import { numberText } from '../../text/quantities';

const single = /^b(yte|ps|$)/;
const larger = /^(k|m|g|t(?!ape))/;
/** The suffixes that make sense behind a number of each unit; `bytes` ones are judged by their first letters. */
const fitting: Partial<Record<Unit, RegExp>> = {
  KiB: larger,
  'KiB/s': larger,
  'bytes/s': /^(b|k|m|g|t(?!ape))/,
  bytes: /^(b$|byte|k|m|g|t(?!ape))/,
  days: /^(day|week)/,
  tapes: /^tape/,
};

export const oddSuffix: Check = {
  id: 'trap/odd-suffix',
  severity: 'warning',
  title: 'A suffix that does not belong to the parameter',
  doc: `Amanda multiplies a number by whatever suffix stands behind it and never asks whether it suits the parameter
(\`common-src/conffile.c\`, \`get_multiplier\`): \`dumpcycle 2 kb\` is 2,048 days, \`tapecycle 2 weeks\` is 14 tapes. Where a parameter
counts KiB, a suffix for single bytes divides by 1,024 and drops the rest: \`bumpsize 1500 bytes\` is 1 KiB (nothing is said here
when there is no rest). Up to 3.2 \`bytes\` and \`kb\` are the same: \`bumpsize 1500 bytes\` is 1,500 KiB there.

Write the number with a suffix that belongs to the parameter, or without one; the quick fix writes what Amanda reads now.`,
  run(snapshot, report) {
    for (const { setting } of writtenSettings(snapshot)) {
      const found = oddOne(snapshot, setting);
      if (found === undefined) continue;
      const { unit, name } = setting.parameter;
      const now = `${numberText(found.value)}${unit === undefined || unit === 'count' ? '' : ` ${unit}`}`;
      const why = found.rest
        ? `it counts in ${unit ?? 'KiB'} here and drops the rest. Write the size you mean in kb, mb or gb.`
        : `it never checks that a suffix suits the parameter. Write the number you mean without "${found.suffix}".`;
      const minutes =
        unit === 'seconds' && /^m$/i.test(found.suffix) ? String(Number(found.number) * 60) : '';
      report({
        place: setting.place,
        message: `Amanda reads \`${name} ${found.number} ${found.suffix}\` as ${now}: ${why}`,
        fixes: () => [
          ...(minutes === ''
            ? []
            : [
                {
                  title: `Write ${name} ${minutes}, which is ${found.number} minutes`,
                  edits: [setValue(snapshot, setting, minutes)],
                },
              ]),
          ...(found.rest && found.value === 0
            ? []
            : [
                {
                  title: `Write ${name} ${String(found.value)}, as Amanda reads it now`,
                  edits: [setValue(snapshot, setting, String(found.value))],
                },
              ]),
          ...(String(found.value) === found.number || found.rest
            ? []
            : [
                {
                  title: `Write ${name} ${found.number}`,
                  edits: [setValue(snapshot, setting, found.number)],
                },
              ]),
        ],
      });
    }
  },
};

function oddOne(
  snapshot: Snapshot,
  setting: Setting,
): { number: string; suffix: string; value: number; rest: boolean } | undefined {
  const value = asNumber(setting.value);
  const { unit, kind } = setting.parameter;
  if (value === undefined || !['int', 'int64', 'size'].includes(kind)) return undefined;
  const match = /^(-?\d+)\s*([A-Za-z]+)$/.exec(valueText(snapshot, setting));
  const [, number, suffix] = match ?? [];
  if (number === undefined || suffix === undefined) return undefined;
  const word = suffix.toLowerCase();
  // What no longer fits into the number is said by trap/silent-overflow.
  if (!suffixByWord.has(word) || overflow(snapshot, setting) !== undefined) return undefined;
  const { byUnit } = grammarOf(snapshot.settings.version).numbers;
  // Up to 3.2 a suffix for single bytes counts like one for KiB.
  const inKilo = isKilo(unit) && single.test(word) && byUnit;
  if (inKilo && BigInt(number) % 1024n === 0n) return undefined;
  const good = unit === undefined ? undefined : fitting[unit];
  return good?.test(word) === true ? undefined : { number, suffix, value, rest: inKilo };
}
