import { effective, type Effective } from '../model/effective';
import { statementsOf } from '../model/format';
import type { Block, Dle } from '../model/types';
import type { Snapshot } from '../model/snapshot';
import { parametersOf } from '../schema/index';
import { shortName } from '../text/uri';
import { addAll } from '../text/lists';

/**
 * A dumptype (or another block) with every value in force and where it comes from, in amanda.conf's syntax: what is
 * set first, then the defaults. The result can be read by Amanda again and means the same.
 */
export function resolvedBlock(snapshot: Snapshot, block: Block, title = ''): string {
  const lines = title === '' ? [] : [title];
  lines.push(`define ${block.kind} ${nameOf(block)} {`, ...body(snapshot, block, '    '), '}', '');
  return lines.join('\n');
}

/** What Amanda does for one DLE: its dumptype in force, inline block included. */
export function resolvedDle(snapshot: Snapshot, dle: Dle): string {
  const where = whereText(snapshot, dle.place);
  const device = dle.device === undefined ? '' : `# diskdevice ${dle.device}\n`;
  const spindle = `# spindle ${dle.spindle}, interface ${dle.interface ?? 'default'}\n`;
  return `# ${dle.host} ${dle.disk}  (${where})\n${device}${spindle}${resolvedBlock(snapshot, dle.dumptype)}`;
}

function nameOf(block: Block): string {
  if (/^[A-Za-z][\w-]*$/.test(block.name)) return block.name;
  return `"${block.name.replace(/[^\w.:/()-]/g, '_')}"`;
}

function body(snapshot: Snapshot, block: Block, indent: string): string[] {
  const set: string[] = [];
  const rest: string[] = [];
  for (const parameter of parametersOf(block.kind, snapshot.settings.version)) {
    const found = effective(snapshot.config, block, parameter.name, snapshot.settings.version);
    if (!found || parameter.deprecated) continue;
    const lines = written(snapshot, found, indent);
    addAll(found.origin === 'default' ? rest : set, lines);
  }
  return [...set, ...(rest.length > 0 ? [`${indent}# Amanda's defaults:`] : []), ...rest];
}

function written(snapshot: Snapshot, found: Effective, indent: string): string[] {
  const { parameter, value } = found;
  const inline = value.t === 'ref' ? inlineBlock(snapshot, found) : undefined;
  const from = originText(snapshot, found);
  if (inline) {
    const inner = body(snapshot, inline, `${indent}    `);
    return [`${indent}${parameter.name} {  # ${from}`, ...inner, `${indent}}`];
  }
  const statements = statementsOf(parameter, value);
  if (statements.length === 0) return [`${indent}# ${parameter.name}: none  # ${from}`];
  // Repeated statements of a list add up only where they are meant to.
  return statements.map((text) => pad(`${indent}${parameter.name} ${text}`, `# ${from}`));
}

function inlineBlock(snapshot: Snapshot, { parameter, value }: Effective): Block | undefined {
  if (value.t !== 'ref' || !parameter.refers) return undefined;
  const blocks = [...snapshot.config.inlineBlocks, ...snapshot.disklist.inlineBlocks];
  return blocks.find((block) => block.kind === parameter.refers && block.name === value.name);
}

function pad(text: string, comment: string): string {
  return `${text.padEnd(44)} ${comment}`;
}

/** Where a value comes from, in words: "amanda.conf:12, dumptype global". */
function originText(snapshot: Snapshot, { origin, place, owner }: Effective): string {
  if (origin === 'default' || !place) return 'default';
  const where = whereText(snapshot, place);
  if (origin === 'global') return `${where}, top level`;
  return origin === 'inherited' && owner ? `${where}, inherited from ${owner.kind} ${owner.name}` : where;
}

function whereText(snapshot: Snapshot, place: { uri: string; span: { start: number } }): string {
  const line = snapshot.lines(place.uri)?.lineAt(place.span.start);
  const file = shortName(snapshot.config.folder, place.uri);
  return line === undefined ? file : `${file}:${line + 1}`;
}
