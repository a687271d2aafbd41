import type { Snapshot } from '../../model/snapshot';
import type { Block, Inheritance, Setting } from '../../model/types';
import type { Check } from '../check';
import { edit } from '../edit';
import { asList } from '../in-force';
import { some, valueText, writtenDumptypes } from '../walk';
import { addAll } from '../../text/lists';

export const tagReplaced: Check = {
  id: 'trap/tag-replaced',
  severity: 'info',
  title: 'A tag line drops the inherited tags',
  doc: `Inheriting adds the parent's tags to those a dumptype has, but a \`tag\` line of its own replaces everything so far, what it
has inherited included (\`common-src/conffile.c\`, \`read_dump_selection\` and \`copy_dumptype\`; measured with Amanda 3.5.1). A storage
whose \`dump-selection\` names the inherited tag then no longer gets the dumps.

Write \`tag append "NAME"\` to keep the inherited ones. A \`tag\` line without a name is taken to drop them on purpose.`,
  run(snapshot, report) {
    for (const block of writtenDumptypes(snapshot)) {
      for (const { setting, tags, from } of dropped(snapshot, block)) {
        const quotedTags = tags.map((tag) => `"${tag}"`);
        const { end } = setting.keyword.span;
        report({
          place: setting.place,
          message: `This line drops the inherited ${tags.length === 1 ? 'tag' : 'tags'} ${some(quotedTags)}, and storages that select ${tags.length === 1 ? 'it' : 'them'} do not get these dumps. Write \`tag append\` to keep ${tags.length === 1 ? 'it' : 'them'}.`,
          related: from.map((one) => ({ place: one.place, text: `${one.name} brings tags` })),
          fixes: () => [
            {
              title: 'Add `append` to keep the inherited tags',
              edits: [edit(setting.place.uri, { start: end, end }, ' append')],
            },
          ],
        });
      }
    }
  },
};

interface Dropped {
  readonly setting: Setting;
  readonly tags: readonly string[];
  readonly from: readonly Inheritance[];
}

function dropped(snapshot: Snapshot, block: Block): Dropped[] {
  const out: Dropped[] = [];
  let inherited: string[] = [];
  let from: Inheritance[] = [];
  for (const entry of block.entries) {
    if (entry.kind === 'inherit') {
      const tags = handedDown(entry.inherit.target);
      if (tags.length === 0) continue;
      addAll(inherited, tags);
      from.push(entry.inherit);
      continue;
    }
    const { setting } = entry;
    if (setting.parameter.name !== 'tag' || /^append\b/i.test(valueText(snapshot, setting))) continue;
    const own = asList(setting.value);
    const tags = [...new Set(inherited)].filter((tag) => !own.includes(tag));
    if (own.length > 0 && tags.length > 0) out.push({ setting, tags, from });
    inherited = [];
    from = [];
  }
  return out;
}

/** What a parent hands down: all its tags where it has a line of its own, else nothing (see trap/lost-scripts). */
function handedDown(parent: Block | undefined): readonly string[] {
  const own = parent?.entries.some(
    (entry) => entry.kind === 'setting' && entry.setting.parameter.name === 'tag',
  );
  return own === true ? asList(parent?.values.get('tag')?.value) : [];
}
