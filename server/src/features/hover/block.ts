import { effective } from '../../model/effective';
import type { Snapshot } from '../../model/snapshot';
import type { Block, Resolved } from '../../model/types';
import { builtinsOf } from '../../schema/builtins';
import { valueText } from '../value-text';
import { bullets, code, paragraphs, whereText } from './markdown';

const MAX_SETTINGS = 24;

/** A block, resolved: where it is, what it inherits, what is set in the end, and by whom. */
export function blockHover(snapshot: Snapshot, block: Block): string {
  const comment = block.values.get('comment')?.value;
  const title = block.inline ? `**inline ${block.kind}**` : `**${block.kind}** ${code(block.name)}`;
  const parents = block.entries.flatMap((entry) =>
    entry.kind === 'inherit' ? [code(entry.inherit.name)] : [],
  );
  return paragraphs(
    title + (block.place && !block.inline ? ` — ${whereText(snapshot, block.place)}` : ''),
    block.builtin &&
      `Built into Amanda. ${builtinsOf(snapshot.settings.version).find((one) => one.name === block.name)?.doc ?? ''}`.trim(),
    comment?.t === 'string' && comment.s !== '' && `*${escapeMarkdown(comment.s)}*`,
    parents.length > 0 && `Inherits from ${parents.join(', then ')}.`,
    settings(block),
    block.kind === 'dumptype' && !block.inline && usedBy(snapshot, block),
  );
}

function settings(block: Block): string {
  const shown = [...block.values].filter(([name]) => name !== 'comment');
  const lines = shown.slice(0, MAX_SETTINGS).map(([name, value]) => bulletOf(name, value));
  if (shown.length > MAX_SETTINGS) lines.push(`… and ${shown.length - MAX_SETTINGS} more`);
  return lines.length > 0 ? bullets(lines) : 'Sets nothing: every parameter has its default.';
}

function bulletOf(name: string, value: Resolved): string {
  const text = code(`${name} ${valueText(value.value, value.parameter)}`);
  return value.inherited && value.owner ? `${text} (from ${code(value.owner.name)})` : text;
}

function usedBy(snapshot: Snapshot, block: Block): string {
  const dles = snapshot.disklist.dles.filter((dle) => descends(dle.dumptype, block)).length;
  if (dles === 0) return 'No DLE uses it.';
  return `Used by ${dles === 1 ? '1 DLE' : `${dles} DLEs`}, through inheritance too.`;
}

/** True when `block` is `ancestor` or inherits from it. */
export function descends(block: Block, ancestor: Block, seen = new Set<Block>()): boolean {
  if (block === ancestor) return true;
  if (seen.has(block)) return false;
  seen.add(block);
  return block.entries.some(
    (entry) =>
      entry.kind === 'inherit' && entry.inherit.target && descends(entry.inherit.target, ancestor, seen),
  );
}

/** The value in force of a parameter of a block, and where it comes from, as one sentence. */
export function inForce(snapshot: Snapshot, block: Block, name: string): string {
  const found = effective(snapshot.config, block, name, snapshot.settings.version);
  if (!found) return '';
  const text = code(valueText(found.value, found.parameter));
  const place = found.place ? ` (${whereText(snapshot, found.place)})` : '';
  switch (found.origin) {
    case 'own':
      return `In force: ${text}, set here${place}.`;
    case 'inherited':
      return `In force: ${text}, inherited${found.owner ? ` from ${code(found.owner.name)}` : ''}${place}.`;
    case 'global':
      return `In force: ${text}, from the top level of amanda.conf${place}.`;
    case 'default':
      return `In force: ${text}, the default.`;
  }
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\u0000-\u001f\ud800-\udfff]/g, ' ').replace(/[\\`*_{}[\]<>#|]/g, '\\$&');
}
