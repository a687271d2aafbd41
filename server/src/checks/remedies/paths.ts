import type { DlePlan } from '../../estimate/hostplan';
import { inheritWord, edit, merged, removeLine } from '../edit';
import type { Snapshot } from '../../model/snapshot';
import type { FileEdit } from '../../text/span';
import { quoteString } from '../../model/quote';
import type { Fix } from '../check';
import { eolOf } from '../suppress';
import type { Scales } from './bytes';
import { effect } from './bytes';

/** A word for the shell. */
export function shellWord(text: string): string {
  return /^[\w./:=@%+,-]+$/.test(text) ? text : `'${text.replace(/'/g, "'\\''")}'`;
}

function parentOf(path: string): string {
  const at = path.lastIndexOf('/');
  return at <= 0 ? '/' : path.slice(0, at);
}

function lastName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** DLEs that are in the day's request and name a plain Unix path. */
function pathDles(scales: Scales): DlePlan[] {
  return scales.plan.dles.filter(
    (one) => scales.of(one) > 0 && /^\/[^\s]+$/.test(one.dle.disk) && one.dle.device === undefined,
  );
}

/** Short names by links close to the root: `/.foo -> /usr/home/foo`. */
export function linkFix(scales: Scales): Fix | undefined {
  const taken = new Set(scales.plan.dles.map((one) => one.dle.disk));
  const edits: (FileEdit | undefined)[] = [];
  const commands: string[] = [];
  let saved = 0;
  let example: DlePlan | undefined;
  for (const one of pathDles(scales)) {
    const { disk, diskPlace } = one.dle;
    if (disk.split('/').length < 4) continue;
    let short = `/.${lastName(disk).replace(/^\.+/, '')}`;
    for (let n = 2; taken.has(short); n++) short = `/.${lastName(disk)}${String(n)}`;
    const gain = scales.of(one) - scales.changed(one, { disk: short });
    if (gain <= 0 || lastName(disk) === '') continue;
    taken.add(short);
    example ??= one;
    saved += gain;
    commands.push(`ln -s ${shellWord(disk)} ${shellWord(short)}`);
    edits.push(edit(diskPlace.uri, diskPlace.span, short));
  }
  if (example === undefined) return undefined;
  const { host, disk, dumptype } = example.dle;
  return {
    title: `Shorten ${String(commands.length)} paths by links on the client (${effect(scales.total, scales.total - saved, scales.limit)})`,
    edits: merged(edits),
    copy: `# on ${host}, as root\n${commands.join('\n')}\n`,
    note: `Run the copied ln commands on ${host} first. A DLE's name is the key of its history, so these start over with a full dump; \`${host} ${disk} ${commands[0]?.split(' ').at(-1) ?? ''} ${dumptype.inline ? '{…}' : dumptype.name}\` (name and device) would keep it, but makes the request longer.`,
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
  const set = siblings(scales)[0];
  const [first] = set?.dles ?? [];
  if (set === undefined || first === undefined) return undefined;
  const taken = new Set(scales.plan.dles.map((one) => one.dle.disk));
  const at = set.parent === '/' ? '' : set.parent;
  let n = 1;
  while (taken.has(`${at}/.bkp${String(n)}`)) n++;
  const group = `${at}/.bkp${String(n)}`;
  const one = scales.changed(first, { disk: group });
  const gone = enough(scales, set, one);
  const after = scales.total + one - gone.reduce((sum, dle) => sum + scales.of(dle), 0);
  const { host } = first.dle;
  const [keep, ...rest] = gone;
  if (keep === undefined || rest.length === 0) return undefined;
  const names = gone.map((dle) => lastName(dle.dle.disk));
  const inside = names.map(
    (name) =>
      `mv ${shellWord(name)} ${shellWord(lastName(group))}/ && ln -s ${shellWord(`${lastName(group)}/${name}`)} ${shellWord(name)}`,
  );
  const edits = merged([
    edit(keep.dle.diskPlace.uri, keep.dle.diskPlace.span, quoteString(group)),
    ...rest.map((dle) => removeLine(snapshot, dle.dle.place)),
  ]);
  return {
    title: `Group ${String(gone.length)} DLEs of ${set.parent} into ${group} (${effect(scales.total, after, scales.limit)})`,
    edits,
    copy: `# on ${host}, as root\ncd ${shellWord(set.parent)} && mkdir ${shellWord(lastName(group))}\n${inside.join('\n')}\n`,
    note: `Run the copied commands on ${host} first: they move the directories into ${lastName(group)} and leave links behind. The set is one new DLE, so it starts with a full dump.`,
  };
}

/** Rarely used subdirectories given back to a DLE of their parent, which leaves out the ones that stay by a list file. */
export function mergeFix(snapshot: Snapshot, scales: Scales): Fix | undefined {
  const set = siblings(scales).find((one) => one.parent !== '/');
  const [first] = set?.dles ?? [];
  if (set === undefined || first === undefined) return undefined;
  const { plan } = scales;
  const parent = plan.dles.find((one) => one.dle.disk === set.parent);
  const listName = '.amanda-exclude';
  const extra =
    parent === undefined
      ? scales.changed(
          first,
          { disk: set.parent },
          { exclude: { file: [], list: [listName], optional: true } },
        )
      : 0;
  const gone = enough(scales, set, extra);
  const leaving = new Set(gone);
  const stay = plan.dles.filter((one) => one.dle.disk.startsWith(`${set.parent}/`) && !leaving.has(one));
  const after = scales.total + extra - gone.reduce((sum, one) => sum + scales.of(one), 0);
  const [keep, ...rest] = gone;
  if (keep === undefined || rest.length === 0 || after >= scales.total) return undefined;
  const { host, dumptype, dumptypePlace } = first.dle;
  const text = snapshot.tree(keep.dle.place.uri)?.text ?? '';
  const eol = eolOf(text);
  const edits: (FileEdit | undefined)[] = [];
  if (parent === undefined && dumptypePlace !== undefined) {
    const lines = ['{', `    ${inheritWord(dumptype.name)}`];
    if (stay.length > 0) lines.push(`    exclude list optional append "${listName}"`);
    lines.push('}');
    const span = {
      start: keep.dle.diskPlace.span.start,
      end: keep.dle.dumptypePlace?.span.end ?? keep.dle.diskPlace.span.end,
    };
    edits.push(edit(keep.dle.place.uri, span, `${quoteString(set.parent)} ${lines.join(eol)}`));
    edits.push(...rest.map((one) => removeLine(snapshot, one.dle.place)));
  } else edits.push(...gone.map((one) => removeLine(snapshot, one.dle.place)));
  const excluded = stay.map((one) => `.${one.dle.disk.slice(set.parent.length)}`);
  return {
    title: `Merge ${String(gone.length)} DLEs back into ${set.parent} (${effect(scales.total, after, scales.limit)})`,
    edits: merged(edits),
    ...(excluded.length === 0 || parent !== undefined
      ? {}
      : {
          copy: `# on ${host}, as root: what is still backed up on its own\nprintf '%s\\n' ${excluded.map(shellWord).join(' ')} > ${shellWord(`${set.parent}/${listName}`)}\n`,
        }),
    note:
      parent === undefined
        ? `The DLE ${set.parent} now takes everything below it${excluded.length === 0 ? '' : ` but what ${set.parent}/${listName} on ${host} names: run the copied command there`}. It starts with a full dump.`
        : `The DLE ${set.parent} takes them again; remove them from its exclude list if they are there.`,
  };
}
