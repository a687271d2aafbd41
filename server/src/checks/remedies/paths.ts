import type { DlePlan } from '../../estimate/hostplan';
import { directoryOf, literalPattern, passes } from '../directories';
import { edit, inheritWord, merged, quoted, removeLine } from '../edit';
import type { Snapshot } from '../../model/snapshot';
import type { FileEdit } from '../../text/span';
import { sanitiseFilename } from '../../model/quote';
import type { Fix } from '../check';
import { eolOf } from '../suppress';
import type { Scales } from './bytes';
import { effect } from './bytes';
import { largest } from '../../text/lists';

const PLAIN = /^[\w./:=@%+,-]+$/;

/** A word for the shell. */
export function shellWord(text: string): string {
  return PLAIN.test(text) ? text : `'${text.replace(/'/g, "'\\''")}'`;
}

/** The name of a file in the shell's current directory, which must not look like an option. */
function shellFile(name: string): string {
  return shellWord(name.startsWith('-') ? `./${name}` : name);
}

/** A name as a word of the disklist, where `#` outside quotes begins a comment. */
function diskWord(name: string): string {
  return PLAIN.test(name) ? name : quoted(name);
}

/** Names that are in use, as Amanda compares them: it refuses two that map to the same name of a file. */
function namesInUse(scales: Scales): Set<string> {
  return new Set(scales.plan.dles.map((one) => sanitiseFilename(one.dle.disk)));
}

function parentOf(path: string): string {
  const at = path.lastIndexOf('/');
  return at <= 0 ? '/' : path.slice(0, at);
}

function lastName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** DLEs that are in the day's request and name a directory. */
function pathDles(scales: Scales): DlePlan[] {
  return scales.plan.dles.filter(
    (one) =>
      scales.of(one) > 0 &&
      one.dle.device === undefined &&
      /^\/[^\s]+$/.test(one.dle.disk) &&
      directoryOf(one) === one.dle.disk,
  );
}

/** Short names by links close to the root: `/.foo -> /usr/home/foo`. */
export function linkFix(scales: Scales): Fix | undefined {
  const taken = namesInUse(scales);
  const edits: (FileEdit | undefined)[] = [];
  const commands: string[] = [];
  let saved = 0;
  let example: DlePlan | undefined;
  let shortened = '';
  for (const one of pathDles(scales)) {
    const { disk, diskPlace } = one.dle;
    if (disk.split('/').length < 4) continue;
    const plain = `/.${lastName(disk).replace(/^\.+/, '')}`;
    let short = plain;
    for (let n = 2; taken.has(sanitiseFilename(short)); n++) short = `${plain}${String(n)}`;
    const gain = scales.of(one) - scales.changed(one, { disk: short });
    if (gain <= 0 || lastName(disk) === '') continue;
    taken.add(sanitiseFilename(short));
    if (example === undefined) [example, shortened] = [one, short];
    saved += gain;
    commands.push(`ln -s ${shellWord(disk)} ${shellWord(short)}`);
    edits.push(edit(diskPlace.uri, diskPlace.span, diskWord(short)));
  }
  if (example === undefined) return undefined;
  const { host, disk, dumptype } = example.dle;
  const line = `${host} ${diskWord(disk)} ${diskWord(shortened)} ${dumptype.inline ? '{…}' : inheritWord(dumptype.name)}`;
  return {
    title: `Shorten ${String(commands.length)} paths by links on the client (${effect(scales.total, scales.total - saved, scales.limit)})`,
    edits: merged(edits),
    copy: `# on ${host}, as root\n${commands.join('\n')}\n`,
    note: `Run the copied ln commands on ${host} first. A DLE's name is the key of its history, so these start over with a full dump; \`${line}\` (name and device) would keep it, but makes the request longer.`,
  };
}

interface Siblings {
  readonly parent: string;
  readonly dles: readonly DlePlan[];
}

/** DLEs of one parent directory with the same dumptype, the largest set first. */
function siblings(scales: Scales): Siblings[] {
  const sets = new Map<string, DlePlan[]>();
  for (const one of pathDles(scales)) {
    const { disk, dumptype } = one.dle;
    if (dumptype.inline || one.dle.dumptypePlace === undefined) continue;
    const key = `${parentOf(disk)} ${dumptype.name}`;
    const list = sets.get(key);
    if (list === undefined) sets.set(key, [one]);
    else list.push(one);
  }
  return [...sets.values()]
    .map((dles) => ({ parent: parentOf(dles[0]?.dle.disk ?? '/'), dles }))
    .filter((set) => set.dles.length > 1)
    .sort((a, b) => b.dles.length - a.dles.length);
}

/** As many DLEs of the set as must go for the request to fit beside one new DLE; all of them where that is not enough. */
function enough(scales: Scales, set: Siblings, extra: number): readonly DlePlan[] {
  let left = scales.total + extra;
  const gone: DlePlan[] = [];
  for (const one of [...set.dles].reverse()) {
    if (left <= scales.limit && gone.length >= 2) break;
    left -= scales.of(one);
    gone.push(one);
  }
  return gone.reverse();
}

/** Several DLEs of one parent moved into one directory `.bkpN`, which is one DLE. */
export function groupFix(snapshot: Snapshot, scales: Scales): Fix | undefined {
  const [set] = siblings(scales);
  if (set === undefined) return undefined;
  const taken = namesInUse(scales);
  const at = set.parent === '/' ? '' : set.parent;
  let n = 1;
  while (taken.has(sanitiseFilename(`${at}/.bkp${String(n)}`))) n++;
  const group = `${at}/.bkp${String(n)}`;
  const weigh = (one: DlePlan) => scales.changed(one, { disk: group });
  const gone = enough(scales, set, largest(set.dles.map(weigh)));
  const [keep, ...rest] = gone;
  if (keep === undefined || rest.length === 0) return undefined;
  const after = scales.total + weigh(keep) - gone.reduce((sum, dle) => sum + scales.of(dle), 0);
  const { host } = keep.dle;
  const names = gone.map((dle) => lastName(dle.dle.disk));
  const inside = names.map(
    (name) =>
      `mv ${shellFile(name)} ${shellFile(lastName(group))}/ && ln -s ${shellFile(`${lastName(group)}/${name}`)} ${shellFile(name)}`,
  );
  const edits = merged([
    edit(keep.dle.diskPlace.uri, keep.dle.diskPlace.span, diskWord(group)),
    ...rest.map((dle) => removeLine(snapshot, dle.dle.place)),
  ]);
  return {
    title: `Group ${String(gone.length)} DLEs of ${set.parent} into ${group} (${effect(scales.total, after, scales.limit)})`,
    edits,
    copy: `# on ${host}, as root\ncd ${shellWord(set.parent)} && mkdir ${shellWord(lastName(group))}\n${inside.join('\n')}\n`,
    note: `Run the copied commands on ${host} first: they move the directories into ${lastName(group)} and leave links behind. The set is one new DLE, so it starts with a full dump.`,
  };
}

/** The list file on the client that a merged DLE reads, in its directory. */
const MERGED_LIST = '.amanda-exclude';

/** Rarely used subdirectories given back to a DLE of their parent, which leaves out the ones that stay by a list file. */
export function mergeFix(snapshot: Snapshot, scales: Scales): Fix | undefined {
  const set = siblings(scales).find((one) => one.parent !== '/');
  if (set === undefined) return undefined;
  const parent = scales.plan.dles.find((one) => one.dle.disk === set.parent);
  return parent === undefined ? newParent(snapshot, scales, set) : oldParent(snapshot, scales, set, parent);
}

/** The parent is a DLE already: the others' lines go, but for those that its patterns leave out. */
function oldParent(snapshot: Snapshot, scales: Scales, set: Siblings, parent: DlePlan): Fix | undefined {
  if (parent.absent !== undefined) return undefined;
  const reached = set.dles.filter((one) => passes(parent, lastName(one.dle.disk)) !== false);
  const gone = enough(scales, { ...set, dles: reached }, 0);
  if (gone.length < 2) return undefined;
  const after = scales.total - gone.reduce((sum, one) => sum + scales.of(one), 0);
  return {
    title: mergeTitle(gone, set, effect(scales.total, after, scales.limit)),
    edits: merged(gone.map((one) => removeLine(snapshot, one.dle.place))),
    note: `The DLE ${set.parent} takes them again; remove them from its exclude list if they are there.`,
  };
}

/** The parent becomes a DLE in place of the first of the others. */
function newParent(snapshot: Snapshot, scales: Scales, set: Siblings): Fix | undefined {
  const { plan } = scales;
  const weigh = (one: DlePlan, listed: boolean) => {
    const { exclude } = one.facts;
    const list = { exclude: { file: exclude.file, list: [...exclude.list, MERGED_LIST], optional: true } };
    return scales.changed(one, { disk: set.parent }, listed ? list : {});
  };
  const gone = enough(scales, set, largest(set.dles.map((one) => weigh(one, true))));
  const [keep, ...rest] = gone;
  if (keep === undefined || rest.length === 0) return undefined;
  const leaving = new Set(gone);
  const stay = plan.dles.filter((one) => one.dle.disk.startsWith(`${set.parent}/`) && !leaving.has(one));
  const after =
    scales.total + weigh(keep, stay.length > 0) - gone.reduce((sum, one) => sum + scales.of(one), 0);
  const { host, dumptype, diskPlace, dumptypePlace, place } = keep.dle;
  if (after >= scales.total || dumptypePlace === undefined) return undefined;
  const eol = eolOf(snapshot.tree(place.uri)?.text ?? '');
  const block = [
    '{',
    `    ${inheritWord(dumptype.name)}`,
    `    exclude list optional append "${MERGED_LIST}"`,
    '}',
  ];
  const edits =
    stay.length > 0
      ? [
          edit(diskPlace.uri, diskPlace.span, diskWord(set.parent)),
          edit(dumptypePlace.uri, dumptypePlace.span, block.join(eol)),
        ]
      : [edit(diskPlace.uri, diskPlace.span, diskWord(set.parent))];
  const excluded = stay.map((one) => `.${literalPattern(one.dle.disk.slice(set.parent.length))}`);
  const list = `${set.parent}/${MERGED_LIST}`;
  const but = stay.length === 0 ? '' : ` but what ${list} on ${host} names: run the copied command there`;
  return {
    title: mergeTitle(gone, set, effect(scales.total, after, scales.limit)),
    edits: merged([...edits, ...rest.map((one) => removeLine(snapshot, one.dle.place))]),
    ...(stay.length > 0 && {
      copy: `# on ${host}, as root: what is still backed up on its own\nprintf '%s\\n' ${excluded.map(shellWord).join(' ')} > ${shellWord(list)}\n`,
    }),
    note: `The DLE ${set.parent} now takes everything below it${but}. It starts with a full dump.`,
  };
}

function mergeTitle(gone: readonly DlePlan[], set: Siblings, saves: string): string {
  return `Merge ${String(gone.length)} DLEs back into ${set.parent} (${saves})`;
}
