import type { Block, Setting } from '../../model/types';
import type { Value } from '../../model/values';
import { fold } from '../../schema/keywords';
import type { Check, Fix } from '../check';
import { merged, edit, removeLine, textAt } from '../edit';
import { valueText, writtenBlocks } from '../walk';
import type { Snapshot } from '../../model/snapshot';
import type { Place } from '../../text/span';
import { addAll } from '../../text/lists';

/** These add up, so that a parent does not overwrite them. */
const additive = new Set(['script', 'tag', 'vault']);

export const overwrittenByParent: Check = {
  id: 'trap/overwritten-by-parent',
  severity: 'warning',
  title: 'A value above the name of a parent is overwritten by it',
  doc: `Amanda reads a block from top to bottom, and a line with the name of another block copies every value that block has
set. What the child set further up is overwritten without a word (\`common-src/conffile.c\`, \`copy_dumptype\`).

\`\`\`
define dumptype local-tar {
    compress none        # lost: global sets compress too
    global
}
\`\`\`

Write the parent first and the child's own values below it; the quick fix moves the line.`,
  run(snapshot, report) {
    for (const block of writtenBlocks(snapshot)) {
      for (const { setting, name, parent, parentPlace } of overwritten(snapshot, block)) {
        const { keyword } = parent;
        report({
          place: setting.place,
          message: `Amanda ignores this: the line "${name}" further down brings its own ${setting.parameter.name} and overwrites it. Write your own values below the name of the parent.`,
          related: [
            { place: parentPlace, text: `${name} is inherited here` },
            { place: keyword, text: `and its ${setting.parameter.name} comes from here` },
          ],
          fixes: () => moveBelow(snapshot, setting, parentPlace, name),
        });
      }
    }
  },
};

function overwritten(
  snapshot: Snapshot,
  block: Block,
): { setting: Setting; name: string; parent: Setting; parentPlace: Place }[] {
  const open = new Map<string, Setting>();
  const out: { setting: Setting; name: string; parent: Setting; parentPlace: Place }[] = [];
  const pending = new Map<string, (typeof out)[number]>();
  for (const entry of block.entries) {
    if (entry.kind === 'setting') {
      const name = keyOf(snapshot, entry.setting);
      // A later own line decides anyway: then the parent is not what the earlier one lost to.
      pending.delete(name);
      if (!additive.has(entry.setting.parameter.name)) open.set(name, entry.setting);
      continue;
    }
    const { target, place, name } = entry.inherit;
    for (const [parameter, parent] of target?.values ?? []) {
      if (parent.value.t === 'properties') {
        for (const [key, property] of parent.value.map) {
          const setting = open.get(`${parameter} ${key}`);
          if (setting?.value.t !== 'properties' || property.append) continue;
          if (setting.value.map.get(key)?.values.join('\0') === property.values.join('\0')) continue;
          pending.set(`${parameter} ${key}`, { setting, name, parent, parentPlace: place });
        }
        continue;
      }
      const setting = open.get(parameter);
      if (setting === undefined || same(setting.value, parent.value)) continue;
      pending.set(parameter, { setting, name, parent, parentPlace: place });
    }
  }
  addAll(out, pending.values());
  return out;
}

/** What a line sets: of properties each is a thing of its own. */
function keyOf(snapshot: Snapshot, setting: Setting): string {
  const { name } = setting.parameter;
  if (setting.value.t !== 'properties') return name;
  const property = /"((?:\\[\s\S]|[^"\\])*)"/.exec(valueText(snapshot, setting))?.[1] ?? '';
  return `${name} ${fold(property)}`;
}

function same(a: Value, b: Value): boolean {
  return encode(a) === encode(b);
}

function encode(value: Value): string {
  return JSON.stringify(value, (_, one: unknown) =>
    typeof one === 'bigint' ? String(one) : one instanceof Map ? [...one] : one,
  );
}

function moveBelow(snapshot: Snapshot, setting: Setting, parent: Place, name: string): Fix[] {
  const tree = snapshot.tree(parent.uri);
  if (tree === undefined || setting.place.uri !== parent.uri) return [];
  const line = tree.lines.lineSpan(tree.lines.lineAt(parent.span.end));
  const from = tree.lines.lineSpan(tree.lines.lineAt(setting.place.span.start));
  // Only a line that holds this statement alone can be moved as a whole.
  const prefix = tree.text.slice(from.start, setting.place.span.start);
  if (!/^[ \t]*$/.test(prefix) || tree.text[line.end] === undefined) return [];
  const at = tree.text.indexOf('\n', line.end) + 1;
  const statement = textAt(snapshot, setting.place);
  const removal = removeLine(snapshot, setting.place);
  const removed = removal.edits[0]?.span;
  if (removed === undefined) return [];
  const whole = tree.text.slice(removed.start, removed.end);
  const text = whole.endsWith('\n') ? whole : `${prefix}${statement}\n`;
  return [
    {
      title: `Move ${fold(setting.parameter.name)} below ${name}`,
      preferred: true,
      edits: merged([removal, edit(parent.uri, { start: at, end: at }, text)]),
    },
  ];
}
