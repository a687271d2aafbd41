import { keywordClass, spelling } from '../schema/keywords';
import type { Snapshot } from '../model/snapshot';
import type { Block, Dle, Setting } from '../model/types';
import type { FileEdit, Place, Span } from '../text/span';
import { hasValue } from './same-value';
import { eolOf } from './suppress';

/**
 * The edits that fixes are made of. They keep the file's line ends, its indentation and the spelling of keywords that
 * are there already, and they write into whichever file holds the thing they change.
 */

/** One edit of one file. */
export function edit(uri: string, span: Span, text: string): FileEdit {
  return { uri, edits: [{ span, text }] };
}

/** The text at a place; empty for a file that the configuration does not use. */
export function textAt(snapshot: Snapshot, place: Place): string {
  return snapshot.tree(place.uri)?.text.slice(place.span.start, place.span.end) ?? '';
}

/** Replaces what follows the keyword of a statement. */
export function setValue(snapshot: Snapshot, setting: Setting, value: string): FileEdit {
  const { uri, span } = setting.keyword;
  const gap = textAt(snapshot, { uri, span: { start: span.end, end: setting.place.span.end } });
  const blanks = /^[ \t]+/.exec(gap)?.[0] ?? ' ';
  return edit(uri, { start: span.end, end: setting.place.span.end }, blanks + value);
}

/** Takes a place out; a line that holds nothing else goes with it, its comment too. */
export function removeLine(snapshot: Snapshot, place: Place): FileEdit {
  const text = snapshot.tree(place.uri)?.text ?? '';
  let { start, end } = place.span;
  while (start > 0 && /[ \t]/.test(text[start - 1] ?? '')) start--;
  const tail = /^[ \t]*(#[^\n]*)?\r?(\n|$)/.exec(text.slice(end, end + 2000))?.[0];
  if (tail !== undefined && (start === 0 || text[start - 1] === '\n')) end += tail.length;
  else start = place.span.start;
  return edit(place.uri, { start, end }, '');
}

/** Puts a statement on a line of its own at the end of a block, just before its `}`; undefined for a block without an end. */
export function addLineToBlock(snapshot: Snapshot, block: Block, line: string): FileEdit | undefined {
  return addLinesToBlock(snapshot, block, [line]);
}

/** As addLineToBlock, for several statements. */
function addLinesToBlock(snapshot: Snapshot, block: Block, lines: readonly string[]): FileEdit | undefined {
  const text = block.extent === undefined ? undefined : snapshot.tree(block.extent.uri)?.text;
  if (block.extent === undefined || text === undefined) return undefined;
  const { uri, span } = block.extent;
  const close = span.end - 1;
  if (text[close] !== '}') return undefined;
  const eol = eolOf(text);
  let lineStart = close;
  while (lineStart > 0 && text[lineStart - 1] !== '\n') lineStart--;
  const closeIndent = text.slice(lineStart, close);
  // A `}` behind something else on its line is refused by Amanda anyway.
  if (!/^[ \t]*$/.test(closeIndent)) return undefined;
  const indent = bodyIndent(text, span, block) ?? closeIndent + (/\t/.test(closeIndent) ? '\t' : '    ');
  const at = lineStart;
  return edit(uri, { start: at, end: at }, lines.map((line) => `${indent}${line}${eol}`).join(''));
}

/** The blanks before the first thing on the line of a place. */
export function indentOf(snapshot: Snapshot, place: Place): string {
  const text = snapshot.tree(place.uri)?.text ?? '';
  const start = text.lastIndexOf('\n', place.span.start - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, place.span.start))?.[0] ?? '';
}

/** Puts a line behind the one that a statement ends on, as deep as the statement. */
export function addLineBehind(snapshot: Snapshot, place: Place, line: string): FileEdit {
  const text = snapshot.tree(place.uri)?.text ?? '';
  const eol = eolOf(text);
  const end = text.indexOf('\n', place.span.end);
  const at = end < 0 ? text.length : end + 1;
  const made = `${indentOf(snapshot, place)}${line}`;
  return edit(place.uri, { start: at, end: at }, end < 0 ? `${eol}${made}` : `${made}${eol}`);
}

function bodyIndent(text: string, span: Span, block: Block): string | undefined {
  for (const entry of block.entries) {
    const at = entry.kind === 'setting' ? entry.setting.place : entry.inherit.place;
    if (at.uri !== block.extent?.uri || at.span.start < span.start) continue;
    let start = at.span.start;
    while (start > 0 && text[start - 1] !== '\n') start--;
    const indent = text.slice(start, at.span.start);
    if (/^[ \t]*$/.test(indent)) return indent;
  }
  return undefined;
}

/**
 * Gives a parameter a value in a block: in place where the block sets it itself, else on a new last line. Undefined where
 * the block has no end, and where that value is in force already, so that the edit would change nothing.
 */
export function setInBlock(
  snapshot: Snapshot,
  block: Block,
  name: string,
  value: string,
): FileEdit | undefined {
  if (hasValue(snapshot, block, name, value)) return undefined;
  const own = block.values.get(name);
  if (own !== undefined && !own.inherited && own.owner === block) return setValue(snapshot, own, value);
  return addLineToBlock(snapshot, block, `${spelling(name, snapshot.settings.version)} ${value}`);
}

/**
 * Gives a parameter a value at the top level: in place, else as a new line above the first block of amanda.conf. Undefined
 * where it has that value already.
 */
export function setGlobal(snapshot: Snapshot, name: string, value: string): FileEdit | undefined {
  if (hasValue(snapshot, undefined, name, value)) return undefined;
  const own = snapshot.config.global.get(name);
  if (own !== undefined && snapshot.config.files.includes(own.place.uri))
    return setValue(snapshot, own, value);
  return addGlobalLine(snapshot, `${spelling(name, snapshot.settings.version)} ${value}`);
}

/** Adds a statement to amanda.conf's top level, above its first block (a value must stand above the blocks it shapes). */
export function addGlobalLine(snapshot: Snapshot, line: string): FileEdit | undefined {
  const uri = snapshot.config.root;
  const tree = snapshot.tree(uri);
  if (tree?.kind !== 'conf') return undefined;
  const eol = eolOf(tree.text);
  let after: number | undefined;
  let first: number | undefined;
  for (const item of tree.items) {
    if (item.node.kind === 'block') {
      first = item.at + item.node.start;
      break;
    }
    if (item.node.tokens.length > 0) after = item.at + item.node.end;
  }
  if (after !== undefined) {
    const lineEnd = tree.text.indexOf('\n', after);
    if (lineEnd < 0)
      return edit(uri, { start: tree.text.length, end: tree.text.length }, `${eol}${line}${eol}`);
    return edit(uri, { start: lineEnd + 1, end: lineEnd + 1 }, `${line}${eol}`);
  }
  if (first === undefined) {
    const glue = tree.text === '' || tree.text.endsWith('\n') ? '' : eol;
    return edit(uri, { start: tree.text.length, end: tree.text.length }, `${glue}${line}${eol}`);
  }
  let at = first;
  while (at > 0 && tree.text[at - 1] !== '\n') at--;
  return edit(uri, { start: at, end: at }, `${line}${eol}${eol}`);
}

/** A name as it must be written in a block to inherit it: bare where Amanda reads it as a name, else in quotes. */
export function inheritWord(name: string): string {
  return /^[A-Za-z][A-Za-z0-9_-]*$/.test(name) && keywordClass(name) === undefined ? name : quoted(name);
}

/** A value in double quotes, with the escapes that Amanda reads back. */
export function quoted(value: string): string {
  return `"${value.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n').replace(/\t/g, '\\t').replace(/\r/g, '\\r')}"`;
}

/**
 * Adds statements to one DLE alone: to its inline block, or to a block that is made from its plain line
 * (`host disk {` dumptype, the lines, `}` and the spindle and interface that were there).
 */
export function addToDle(snapshot: Snapshot, dle: Dle, lines: readonly string[]): FileEdit | undefined {
  if (dle.dumptype.inline) return addLinesToBlock(snapshot, dle.dumptype, lines);
  const { dumptypePlace } = dle;
  const tree = dumptypePlace === undefined ? undefined : snapshot.tree(dumptypePlace.uri);
  if (dumptypePlace === undefined || tree === undefined) return undefined;
  const eol = eolOf(tree.text);
  const start = dle.place.span.start;
  let lineStart = start;
  while (lineStart > 0 && tree.text[lineStart - 1] !== '\n') lineStart--;
  const indent = /^[ \t]*/.exec(tree.text.slice(lineStart, start))?.[0] ?? '';
  const body = [inheritWord(dle.dumptype.name), ...lines];
  const text = ['{', ...body.map((line) => `${indent}    ${line}`), `${indent}}`].join(eol);
  return edit(dumptypePlace.uri, dumptypePlace.span, text);
}

/** Gives a parameter a value for one DLE alone; undefined where the DLE has it already. */
export function setForDle(snapshot: Snapshot, dle: Dle, name: string, value: string): FileEdit | undefined {
  if (dle.dumptype.inline) return setInBlock(snapshot, dle.dumptype, name, value);
  if (hasValue(snapshot, dle.dumptype, name, value)) return undefined;
  return addToDle(snapshot, dle, [`${spelling(name, snapshot.settings.version)} ${value}`]);
}

/** Edits of the same file brought together, so that each file appears once. */
export function merged(edits: readonly (FileEdit | undefined)[]): readonly FileEdit[] {
  const byFile = new Map<string, FileEdit['edits'][number][]>();
  for (const one of edits) {
    if (one === undefined) continue;
    const known = byFile.get(one.uri);
    if (known === undefined) byFile.set(one.uri, [...one.edits]);
    else for (const edit of one.edits) known.push(edit);
  }
  return [...byFile].map(([uri, all]) => ({ uri, edits: all }));
}
