import type { Snapshot } from '../../model/snapshot';
import type { Setting } from '../../model/types';
import type { Unit } from '../../schema/types';
import { suffixByWord } from '../../schema/units';
import type { Check } from '../check';
import { setValue } from '../edit';
import { asNumber } from '../in-force';
import { valueText, writtenSettings } from '../walk';

const bytes = /^(k|m|g|t)/;
/** The suffixes for single bytes, of which parameters that count KiB keep whole KiB only. */
const single = /^(b|bytes?|bps)$/;
/** The suffixes that make sense behind a number of each unit; `bytes` ones are judged by their first letter. */
const fitting: Partial<Record<Unit, RegExp>> = {
  KiB: bytes,
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
counts KiB, a suffix for single bytes divides by 1,024 and drops the rest: \`bumpsize 1500 bytes\` is 1 KiB. A number of bytes
that is a multiple of 1,024 loses nothing and is left alone.

Write the number with a suffix that belongs to the parameter, or without one; the quick fix writes what Amanda reads now.`,
  run(snapshot, report) {
    for (const { setting } of writtenSettings(snapshot)) {
      const found = oddOne(snapshot, setting);
      if (found === undefined) continue;
      const { unit, name } = setting.parameter;
      const now = `${found.value.toLocaleString('en-US')}${unit === undefined || unit === 'count' ? '' : ` ${unit}`}`;
      report({
        place: setting.place,
        message: found.truncated
          ? `Amanda reads \`${name} ${found.number} ${found.suffix}\` as ${now}: it counts ${name} in KiB and drops the rest. Write a number of KiB, or a multiple of 1,024 bytes.`
          : `Amanda reads \`${name} ${found.number} ${found.suffix}\` as ${now}: it never checks that a suffix suits the parameter. Write the number you mean without "${found.suffix}".`,
        fixes: () => [
          {
            title: `Write ${name} ${String(found.value)}, as Amanda reads it now`,
            safe: false,
            edits: [setValue(snapshot, setting, String(found.value))],
          },
          ...(found.truncated || String(found.value) === found.number
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

/** A number with a suffix that does not belong to its parameter, and what Amanda makes of it. */
interface OddNumber {
  readonly number: string;
  readonly suffix: string;
  readonly value: number;
  /** True when the suffix suits the unit, but part of the number is lost. */
  readonly truncated: boolean;
}

function oddOne(snapshot: Snapshot, setting: Setting): OddNumber | undefined {
  const value = asNumber(setting.value);
  const { unit, kind } = setting.parameter;
  if (value === undefined || !['int', 'int64', 'size'].includes(kind)) return undefined;
  const match = /^(-?\d+)\s*([A-Za-z]+)$/.exec(valueText(snapshot, setting));
  const [, number, suffix] = match ?? [];
  if (number === undefined || suffix === undefined) return undefined;
  const word = suffix.toLowerCase();
  if (!suffixByWord.has(word)) return undefined;
  const speed = unit !== undefined && /\/s|bps/i.test(unit);
  const good = speed ? bytes : unit === undefined ? undefined : fitting[unit];
  if (good?.test(word) === true) return undefined;
  const truncated = good === bytes && single.test(word);
  if (truncated && Number(number) % 1024 === 0) return undefined;
  return { number, suffix, value, truncated };
}
