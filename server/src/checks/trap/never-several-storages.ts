import type { Snapshot } from '../../model/snapshot';
import type { Check } from '../check';
import { causes, relatedDles } from '../causes';
import { asList } from '../in-force';
import { count } from '../../text/quantities';

export const neverSeveralStorages: Check = {
  id: 'trap/never-several-storages',
  severity: 'warning',
  title: 'holdingdisk never, but several storages select the dump',
  doc: `A dump that is selected by more than one storage is written to each of them from the holding disk. With \`holdingdisk never\` it goes
straight to one, and the others get nothing: amcheck warns \`holdingdisk NEVER with tags matching more than one storage, will be
dumped to only one storage\` (\`server-src/amcheck.c\`).

Use \`holdingdisk auto\` for these DLEs, or tags that only one storage selects.`,
  run(snapshot, report) {
    for (const { place, dles } of causes(snapshot, ({ dle, facts }) => {
      if (facts.holding !== 'never') return undefined;
      const { all, full, incr } = selections(snapshot, asList(dle.dumptype.values.get('tag')?.value));
      return all + Math.max(full, incr) > 1 ? { parameter: 'holdingdisk', what: '' } : undefined;
    })) {
      report({
        place,
        message: `With \`holdingdisk never\` ${count(dles.length, 'DLE')} that several storages select ${dles.length === 1 ? 'goes' : 'go'} to one of them only, amcheck warns. Use \`holdingdisk auto\`, or a tag that one storage selects.`,
        related: relatedDles(dles, 'is selected by several storages'),
      });
    }
  },
};

/** How often storages select these tags, by the levels that they take. */
function selections(snapshot: Snapshot, tags: readonly string[]) {
  const found = { all: 0, full: 0, incr: 0 };
  for (const storage of snapshot.config.blocks.storage.values()) {
    const value = storage.values.get('dump-selection')?.value;
    if (value?.t !== 'selection') continue;
    for (const one of value.list) {
      if (one.tagType === 'name' && tags.includes(one.tag)) found[one.level]++;
    }
  }
  return found;
}
