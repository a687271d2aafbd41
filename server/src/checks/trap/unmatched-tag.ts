import type { Check } from '../check';
import type { Snapshot } from '../../model/snapshot';
import type { Block, Dle } from '../../model/types';
import type { Place } from '../../text/span';
import { placeOf, relatedDles } from '../causes';
import { quoted } from '../edit';
import { asList } from '../in-force';
import { valueText } from '../walk';
import { count } from '../../text/quantities';

export const unmatchedTag: Check = {
  id: 'trap/unmatched-tag',
  severity: 'warning',
  title: 'A tag that no storage selects',
  doc: `amcheck warns \`HOST DISK: The tag 'x' match none of the storage dump_selection\`: the DLE's tag is in no \`dump-selection\` of any
storage, so nothing is written anywhere because of it (\`server-src/amcheck.c\`). Correct the tag, or add it to a storage:
\`dump-selection "x" all\`.`,
  run(snapshot, report) {
    const selected = new Set<string>();
    for (const storage of snapshot.config.blocks.storage.values()) {
      const value = storage.values.get('dump-selection')?.value;
      if (value?.t !== 'selection') continue;
      for (const one of value.list) if (one.tagType === 'name') selected.add(one.tag);
    }
    const found = new Map<string, { tag: string; place: Place; dles: Dle[] }>();
    for (const dle of snapshot.disklist.dles) {
      for (const tag of new Set(asList(dle.dumptype.values.get('tag')?.value))) {
        if (selected.has(tag)) continue;
        const place = namedIn(snapshot, dle.dumptype, tag) ?? placeOf(dle, 'tag');
        const key = `${place.uri} ${String(place.span.start)} ${tag}`;
        const known = found.get(key);
        if (known === undefined) found.set(key, { tag, place, dles: [dle] });
        else known.dles.push(dle);
      }
    }
    for (const { tag, place, dles } of found.values()) {
      report({
        place,
        message: `The tag '${tag}' of ${count(dles.length, 'DLE')} matches no storage's dump-selection, so it selects nothing; amcheck warns. Correct it${selected.size === 0 ? '' : ` (there is ${[...selected].slice(0, 3).join(', ')})`} or add it to a storage's dump-selection.`,
        related: relatedDles(dles, 'has this tag'),
      });
    }
  },
};

/** The statement that names a tag, in the dumptype itself or in one that it inherits from; the last one of several. */
function namedIn(snapshot: Snapshot, block: Block, tag: string): Place | undefined {
  for (const entry of [...block.entries].reverse()) {
    if (entry.kind === 'inherit') {
      const place = entry.inherit.target && namedIn(snapshot, entry.inherit.target, tag);
      if (place !== undefined) return place;
    } else if (
      entry.setting.parameter.name === 'tag' &&
      // With `append` the value holds the earlier tags as well.
      valueText(snapshot, entry.setting).includes(quoted(tag))
    ) {
      return entry.setting.place;
    }
  }
  return undefined;
}
