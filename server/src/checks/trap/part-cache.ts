import type { Block } from '../../model/types';
import type { Check } from '../check';
import { asNumber, asString } from '../in-force';
import { storages } from '../storages';
import { numberText } from '../../text/quantities';

export const partCache: Check = {
  id: 'trap/part-cache',
  severity: 'warning',
  title: 'part-size and the part cache of a tapetype contradict each other',
  doc: `amcheck refuses a tapetype with a part cache but without \`part-size\`, with \`part-cache-type disk\` but without
\`part-cache-dir\`, with a directory but another type, or with a size for a cache that is not in use; and it warns when a part
is below 0.1 % of the tape, because that makes more than 1,000 parts (\`server-src/amcheck.c\`). Amanda reads all of them
without a word.`,
  run(snapshot, report) {
    const all = [...snapshot.config.blocks.tapetype.values()];
    const inUse = new Set(storages(snapshot).map((storage) => storage.string('tapetype').toLowerCase()));
    for (const block of all) {
      // amcheck looks at those in use; a base that others inherit from is judged in them.
      if (!inUse.has(block.name.toLowerCase()) && all.some((other) => inheritsFrom(other, block))) continue;
      const get = (name: string) => block.values.get(name);
      const place = (name: string) => get(name)?.place;
      const size = asNumber(get('part-size')?.value);
      const type = asString(get('part-cache-type')?.value) ?? 'none';
      const max = asNumber(get('part-cache-max-size')?.value);
      const say = (name: string, text: string, help: string, does = 'refuses this tapetype') => {
        const at = place(name);
        if (at !== undefined) report({ place: at, message: `amcheck ${does}: "${text}". ${help}` });
      };
      if (get('part-size') === undefined) {
        for (const name of ['part-cache-type', 'part-cache-dir', 'part-cache-max-size']) {
          say(name, `${name} specified, but no part-size`, 'Add a `part-size`, or take this line out.');
          if (place(name) !== undefined) break;
        }
        continue;
      }
      if (type === 'disk' && (asString(get('part-cache-dir')?.value) ?? '') === '') {
        say(
          'part-cache-type',
          'part-cache-type is DISK, but no part-cache-dir specified',
          'Add a `part-cache-dir`.',
        );
      }
      if (type !== 'disk') {
        say(
          'part-cache-dir',
          'part-cache-dir specified, but part-cache-type is not DISK',
          'Set `part-cache-type disk`.',
        );
      }
      if (size === 0 && type !== 'none') {
        say('part-size', "part_size is zero, but part-cache-type is not 'none'", 'Give part-size a value.');
      }
      if (max !== undefined && type === 'none') {
        say(
          'part-cache-max-size',
          'part-cache-max-size is specified but no part cache is in use',
          'Set `part-cache-type`.',
        );
      } else if (max !== undefined && size !== undefined && max > size) {
        say(
          'part-cache-max-size',
          'part-cache-max-size is greater than part-size',
          'Make it at most part-size.',
          'warns',
        );
      }
      const length = asNumber(get('length')?.value) ?? 0;
      const part = place('part-size');
      if (size !== undefined && size > 0 && size * 1000 < length && part !== undefined) {
        report({
          place: part,
          message: `A part of ${numberText(size)} KiB is below 0.1 % of the tape's ${numberText(length)} KiB: amcheck warns of more than 1,000 parts, "severely degrading backup/restore performance". Use ${numberText(Math.ceil(length / 100))} KiB or more.`,
        });
      }
    }
  },
};

function inheritsFrom(block: Block, from: Block): boolean {
  return block.entries.some((entry) => entry.kind === 'inherit' && entry.inherit.target === from);
}
