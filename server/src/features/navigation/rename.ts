import type { Snapshot } from '../../model/snapshot';
import { quoteAlways } from '../../model/quote';
import type { Block, Use } from '../../model/types';
import { fold, keywordClass } from '../../schema/keywords';
import type { FileEdit, Place, TextEdit } from '../../text/span';
import { occurrenceAt, occurrencesOf, type Occurrence, type Target } from './symbols-at';

/** Why a name cannot be changed, or cannot become the one wanted, for the user. */
export class RenameRefused extends Error {}

/** What would be renamed at an offset. */
export interface Renamable {
  readonly target: Target;
  readonly place: Place;
  /** The name without quotes. */
  readonly name: string;
}

/** References that Amanda 3.5.1 reads from quoted strings only (common-src/conffile.c, read_application and others). */
const ALWAYS_QUOTED = new Set([
  'application',
  'interactivity',
  'taperscan',
  'policy',
  'storage',
  'changer',
  'device',
]);
const BARE = /^[A-Za-z][A-Za-z0-9_-]*$/;

/** Looks whether there is a name at the offset that can be changed. Throws RenameRefused with a reason where it cannot. */
export function prepareRename(snapshot: Snapshot, uri: string, offset: number): Renamable | undefined {
  const found = occurrenceAt(snapshot, uri, offset);
  if (!found || found.target.kind === 'include') return undefined;
  if (found.target.kind === 'dle') {
    throw new RenameRefused(
      'The disk name is the key under which Amanda keeps the history of a DLE: a new name begins a new history. Edit it by hand if that is what you want.',
    );
  }
  if (found.target.kind === 'block' && found.target.block.builtin) {
    throw new RenameRefused(`${found.target.block.name} is built into Amanda and cannot be renamed.`);
  }
  const name = found.target.kind === 'block' ? found.target.block.name : found.target.host;
  return { target: found.target, place: found.place, name };
}

/** The edits that give a block or host another name everywhere. Throws RenameRefused with a reason. */
export function rename(
  snapshot: Snapshot,
  uri: string,
  offset: number,
  newName: string,
): readonly FileEdit[] {
  const renamable = prepareRename(snapshot, uri, offset);
  if (!renamable) throw new RenameRefused('There is no name here that can be changed.');
  const { target } = renamable;
  if (target.kind === 'block') refuseBlockName(snapshot, target.block, newName);
  else if (target.kind === 'host') refuseHostName(snapshot, target.host, newName);
  // A file that is included twice is read twice and edited once.
  const byFile = new Map<string, Map<number, TextEdit>>();
  for (const one of occurrencesOf(snapshot, target)) {
    const { uri: file, span } = one.place;
    const before = snapshot.tree(file)?.text.slice(span.start, span.end) ?? '';
    const text = target.kind === 'block' ? written(snapshot, one, before, newName) : newName;
    const edits = byFile.get(file) ?? new Map<number, TextEdit>();
    byFile.set(file, edits.set(span.start, edits.get(span.start) ?? { span, text }));
  }
  return [...byFile].map(([file, edits]) => ({ uri: file, edits: apart([...edits.values()]) }));
}

/** The edits without those that reach into another one, which no editor takes. */
function apart(edits: readonly TextEdit[]): readonly TextEdit[] {
  const kept: TextEdit[] = [];
  for (const edit of [...edits].sort((a, b) => a.span.start - b.span.start))
    if (edit.span.start >= (kept.at(-1)?.span.end ?? 0)) kept.push(edit);
  return kept;
}

function refuseBlockName(snapshot: Snapshot, block: Block, name: string): void {
  if (name === '') throw new RenameRefused('A name must not be empty.');
  // conffile.c, validate_no_space_dquote.
  if (/[\s"]/.test(name)) throw new RenameRefused('Amanda refuses names with blanks or double quotes.');
  if (/[#\\]/.test(name) && snapshot.disklist.uses.some((use) => use.target === block && isInterface(use))) {
    throw new RenameRefused(
      `The disklist names this interface, and Amanda takes no quotes there: ${name} would be read otherwise.`,
    );
  }
  const same = name.toLowerCase();
  const device = snapshot.disklist.dles.find((dle) => dle.device?.toLowerCase() === same);
  if (device && block.kind === 'dumptype') {
    throw new RenameRefused(
      `${device.host} ${device.disk} has the device ${name}: Amanda would take it for the dumptype of that name.`,
    );
  }
  const other = snapshot.config.blocks[block.kind].get(same);
  if (!other || other === block) {
    if (!BARE.test(name) && isFirstDefine(snapshot, block)) {
      throw new RenameRefused(
        `"${name}" would have to be quoted, and Amanda 3.5.1 refuses quotes around the first name that a configuration defines.`,
      );
    }
    return;
  }
  throw new RenameRefused(
    other.builtin
      ? `${other.name} is a dumptype built into Amanda and cannot be redefined.`
      : `There is ${/^[aeiou]/.test(block.kind) ? 'an' : 'a'} ${block.kind} ${other.name} already; Amanda does not tell upper from lower case in these names.`,
  );
}

/** True when Amanda reads this definition before any other. */
function isFirstDefine(snapshot: Snapshot, block: Block): boolean {
  const { blocks } = snapshot.config;
  const own = readingOrder(snapshot, block);
  return Object.values(blocks).every((map) =>
    [...map.values()].every(
      (one) => !one.place || one === block || isBefore(own, readingOrder(snapshot, one)),
    ),
  );
}

/** Where a block comes when includes are read in their place: offsets of the include statements, then its own. */
function readingOrder({ config }: Snapshot, { place }: Block): readonly number[] {
  const path: number[] = [];
  for (let at = place; at && path.length < 100;) {
    path.unshift(at.span.start);
    const { uri } = at;
    at = uri === config.root ? undefined : config.includes.find((include) => include.target === uri)?.place;
  }
  return path;
}

function isBefore(a: readonly number[], b: readonly number[]): boolean {
  const at = a.findIndex((offset, i) => offset !== b[i]);
  return at >= 0 && (a[at] ?? 0) < (b[at] ?? -1);
}

function refuseHostName(snapshot: Snapshot, host: string, name: string): void {
  if (!/^[^\s#"'{}]+$/.test(name)) {
    throw new RenameRefused('A host name in a disklist has no blanks, quotes, braces or #.');
  }
  const other = snapshot.disklist.hosts.find(
    (one) => one.name !== host && one.name.toLowerCase() === name.toLowerCase(),
  );
  if (other) {
    throw new RenameRefused(`There are DLEs of ${other.name} already: renaming would mix the two hosts.`);
  }
}

/** True for the interface of a DLE: Amanda reads that column without a thought for quotes (diskfile.c, parse_diskline). */
function isInterface(use: Use): boolean {
  return use.kind === 'interface' && use.from === 'dle';
}

/** The name as it must be written at a place: quoted where it was, and where the new name or the place needs it. */
function written(snapshot: Snapshot, one: Occurrence, before: string, name: string): string {
  const use = one.use;
  if (use && isInterface(use)) return name;
  const quoted = before.startsWith('"');
  // An inline block in the disklist is read as amanda.conf is, so only the columns have rules of their own.
  if (use?.from === 'dle') {
    return quoted || /[^\w.:/@+=,%-]/.test(name) ? quoteAlways(name) : name;
  }
  const keyword = use?.from === 'inherit' && keywordClass(fold(name), snapshot.config.client) !== undefined;
  const strict = use?.from === 'parameter' && ALWAYS_QUOTED.has(use.kind);
  return quoted || keyword || strict || !BARE.test(name) ? quoteAlways(name) : name;
}
