import type { Check } from '../check';
import { causes, relatedDles } from '../causes';
import { asList } from '../in-force';
import { count } from '../walk';

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
    for (const { place, what, dles } of causes(snapshot, ({ dle }) => {
      const tags = asList(dle.dumptype.values.get('tag')?.value);
      const lost = tags.find((tag) => !selected.has(tag));
      return lost === undefined ? undefined : { parameter: 'tag', what: lost };
    })) {
      report({
        place,
        message: `The tag '${what}' of ${count(dles.length, 'DLE')} matches no storage's dump-selection, so it selects nothing; amcheck warns. Correct it${selected.size === 0 ? '' : ` (there is ${[...selected].slice(0, 3).join(', ')})`} or add it to a storage's dump-selection.`,
        related: relatedDles(dles, 'has this tag'),
      });
    }
  },
};
