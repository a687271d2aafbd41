import type { Snapshot } from '../../model/snapshot';
import type { Block } from '../../model/types';
import { addAll } from '../../text/lists';
import { isWithin } from '../../text/uri';
import type { Check, Fix } from '../check';
import { removeLine } from '../edit';
import { asString } from '../in-force';
import { holdingDisks } from '../policy/holding-disks';
import { storages } from '../storages';
import { writtenSettings } from '../walk';

export const unusedDefinition: Check = {
  id: 'style/unused-definition',
  severity: 'hint',
  title: 'A definition that nothing uses',
  doc: `No DLE, no other block and no parameter names this block (directly or by way of others). It does no harm, but whoever changes it
will wonder why nothing happens. Files outside the configuration's folder, such as Amanda's \`template.d\`, are there for several
configurations to choose from; what they define is not judged.`,
  run(snapshot, report) {
    const { config } = snapshot;
    if (config.client) return;
    const used = usedBlocks(snapshot);
    for (const byName of Object.values(config.blocks)) {
      for (const block of byName.values()) {
        if (block.builtin || block.inline || block.place === undefined || used.has(block)) continue;
        if (!isWithin(config.folder, block.place.uri)) continue;
        report({
          place: block.place,
          message: `Nothing uses ${block.kind} ${block.name}.`,
          tags: ['unnecessary'],
          fixes: () => removeBlock(snapshot, block),
        });
      }
    }
  },
};

function usedBlocks(snapshot: Snapshot): ReadonlySet<Block> {
  const { config, disklist } = snapshot;
  const used = new Set<Block>();
  const all = Object.values(config.blocks).flatMap((byName) => [...byName.values()]);
  const uses = [...config.uses, ...disklist.uses];
  const within = new Map<Block, Block[]>();
  for (const { within: user, target } of config.uses) {
    if (user === undefined || target === undefined) continue;
    const list = within.get(user);
    if (list === undefined) within.set(user, [target]);
    else list.push(target);
  }
  const mark = (first: Block | undefined): void => {
    const open = [first];
    // No recursion: a hundred thousand blocks may inherit from each other in a row.
    for (let block = open.pop(); block !== undefined; block = open.pop()) {
      if (used.has(block)) continue;
      used.add(block);
      addAll(open, within.get(block) ?? []);
      for (const entry of block.entries)
        if (entry.kind === 'inherit' && entry.inherit.target !== undefined) open.push(entry.inherit.target);
    }
  };
  for (const dle of disklist.dles) mark(dle.dumptype);
  // With no DLE to start from, whatever is named anywhere counts as used.
  for (const use of uses)
    if (use.within === undefined || use.within.inline || disklist.dles.length === 0) mark(use.target);
  for (const storage of storages(snapshot)) {
    mark(storage.block);
    mark(storage.policy);
    mark(config.blocks.tapetype.get(storage.string('tapetype').toLowerCase()));
  }
  for (const name of ['vault-storage', 'tapetype', 'interactivity', 'taperscan']) {
    const value = config.global.get(name)?.value;
    const kind = name === 'vault-storage' ? 'storage' : (name as 'tapetype' | 'interactivity' | 'taperscan');
    mark(config.blocks[kind].get((asString(value) ?? '').toLowerCase()));
  }
  for (const block of holdingDisks(snapshot)) mark(block);
  for (const dle of disklist.dles)
    if (dle.interface !== undefined) mark(config.blocks.interface.get(dle.interface.toLowerCase()));
  mark(config.blocks.interface.get('default'));
  const named = namedInStrings(snapshot);
  for (const block of all) {
    if ((block.kind === 'device' || block.kind === 'changer') && named(block)) mark(block);
  }
  return used;
}

/** Names with other characters than those of words that are looked for one by one. */
const MOST_ODD_NAMES = 200;

/** Devices and changers are named inside strings of other blocks: tpchanger "my_robot", tapedev "rait:{a,b}". */
function namedInStrings(snapshot: Snapshot): (block: Block) => boolean {
  const words = new Map<string, Set<Block | undefined>>();
  const strings: { readonly text: string; readonly block: Block | undefined }[] = [];
  for (const { setting, block } of writtenSettings(snapshot)) {
    if (!['tapedev', 'tpchanger', 'changerdev', 'amrecover-changer'].includes(setting.parameter.name))
      continue;
    const text = (asString(setting.value) ?? '').toLowerCase();
    strings.push({ text, block });
    for (const [word] of text.matchAll(/[\w-]+/g)) {
      const users = words.get(word) ?? new Set();
      // Two are enough to know of any block that another one names it.
      if (users.size < 2) users.add(block);
      words.set(word, users);
    }
  }
  let odd = 0;
  return (block) => {
    const name = block.name.toLowerCase();
    if (/^[\w-]+$/.test(name)) return [...(words.get(name) ?? [])].some((user) => user !== block);
    // Nobody looks for thousands of them: they count as used.
    if (++odd > MOST_ODD_NAMES) return true;
    const word = new RegExp(`(^|[^\\w-])${name.replace(/[^\w]/g, '\\$&')}($|[^\\w-])`);
    return strings.some((one) => one.block !== block && word.test(one.text));
  };
}

function removeBlock(snapshot: Snapshot, block: Block): Fix[] {
  const { extent } = block;
  if (extent === undefined) return [];
  return [{ title: `Remove ${block.kind} ${block.name}`, edits: [removeLine(snapshot, extent)] }];
}
