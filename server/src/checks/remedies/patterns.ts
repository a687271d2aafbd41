import type { DlePlan } from '../../estimate/hostplan';
import type { Snapshot } from '../../model/snapshot';
import type { Block } from '../../model/types';
import type { ExcludeValue, Value } from '../../model/values';
import type { FileEdit } from '../../text/span';
import type { Fix } from '../check';
import { addLineBehind, indentOf, merged, removeLine, setValue } from '../edit';
import { eolOf } from '../suppress';
import type { Scales } from './bytes';
import { shellWord } from './paths';
import { bytesText } from '../../text/quantities';

/** The list file that stands in for patterns; relative names are looked for in the directory of the DLE. */
const listName = '.amanda';

interface PatternCost {
  readonly which: 'exclude' | 'include';
  readonly owner: Block;
  readonly dles: readonly DlePlan[];
  /** Bytes of the request now, and with one list file in place of the patterns. */
  readonly now: number;
  readonly asList: number;
  readonly patterns: readonly string[];
}

/** What the patterns of each dumptype cost in a host's request, and what one list file would. */
export function patternCosts(scales: Scales): PatternCost[] {
  const out: PatternCost[] = [];
  for (const which of ['exclude', 'include'] as const) {
    const groups = new Map<Block, DlePlan[]>();
    for (const one of scales.plan.dles) {
      const resolved = one.dle.dumptype.values.get(which);
      if (scales.of(one) === 0 || resolved?.owner === undefined || one.facts[which].file.length === 0)
        continue;
      const list = groups.get(resolved.owner);
      if (list === undefined) groups.set(resolved.owner, [one]);
      else list.push(one);
    }
    for (const [owner, dles] of groups) {
      const first = dles[0];
      if (first === undefined) continue;
      const value = first.facts[which];
      const listed: ExcludeValue = {
        optional: true,
        file: [],
        list: [...value.list, `${listName}.${which}`],
      };
      const plain: ExcludeValue = { ...value, file: [], list: value.list };
      const base = scales.changed(first, {}, { [which]: plain });
      const cost = scales.changed(first, {}, { [which]: listed });
      const times = scales.times(dles, first);
      out.push({
        which,
        owner,
        dles,
        now: (scales.of(first) - base) * times,
        asList: (cost - base) * times,
        patterns: value.file,
      });
    }
  }
  return out;
}

interface ListCost {
  readonly which: 'exclude' | 'include';
  readonly owner: Block;
  readonly dles: readonly DlePlan[];
  readonly list: string;
  /** Bytes of the request that the list's name takes now, and one short pattern in its place. */
  readonly now: number;
  readonly entry: number;
}

/** What a list's name costs in a host's request, and what one short entry would; what is in the list is not known. */
export function listCosts(scales: Scales): ListCost[] {
  const out: ListCost[] = [];
  for (const which of ['exclude', 'include'] as const) {
    const groups = new Map<Block, DlePlan[]>();
    for (const one of scales.plan.dles) {
      const { file, list } = one.facts[which];
      const owner = one.dle.dumptype.values.get(which)?.owner;
      if (scales.of(one) === 0 || owner === undefined || file.length > 0 || list.length !== 1) continue;
      const known = groups.get(owner);
      if (known === undefined) groups.set(owner, [one]);
      else known.push(one);
    }
    for (const [owner, dles] of groups) {
      const [first] = dles;
      const name = first?.facts[which].list[0];
      if (first === undefined || name === undefined) continue;
      const { optional } = first.facts[which];
      const none = scales.changed(first, {}, { [which]: { file: [], list: [], optional } });
      const short = scales.changed(first, {}, { [which]: { file: ['./tmp'], list: [], optional } });
      const times = scales.times(dles, first);
      out.push({
        which,
        owner,
        dles,
        list: name,
        now: (scales.of(first) - none) * times,
        entry: (short - none) * times,
      });
    }
  }
  return out;
}

/** Fixes that write patterns as a list file on the client, where that costs fewer bytes; both figures in the title. */
export function listFixes(snapshot: Snapshot, scales: Scales): readonly Fix[] {
  return patternCosts(scales).flatMap((cost) => {
    const { which, owner, dles, now, asList, patterns } = cost;
    if (asList >= now || owner.builtin) return [];
    const own = owner.entries.flatMap((entry) =>
      entry.kind === 'setting' &&
      entry.setting.parameter.name === which &&
      entry.setting.value.t === 'exclude'
        ? [entry.setting]
        : [],
    );
    // Lines about list files stay as they are; only what lists patterns is replaced.
    const lines = own.filter((setting) => !/^\S+\s+list\b/i.test(textOf(snapshot, setting.place)));
    const last = own.at(-1);
    if (lines.length === 0 || last === undefined) return [];
    const file = `${listName}.${which}`;
    // Patterns that come from a parent stay unless an empty line takes them away.
    const before = owner.entries.some(
      (entry) => entry.kind === 'inherit' && hasPatterns(entry.inherit.target?.values.get(which)?.value),
    );
    const eol = eolOf(snapshot.tree(last.place.uri)?.text ?? '');
    const clear = before ? `file${eol}${indentOf(snapshot, last.place)}${which} ` : '';
    const value = `${clear}list optional append "${file}"`;
    // Behind all other lines: a later line without `append` would drop the list, and one without `optional` that mark.
    const edits: FileEdit[] = lines.includes(last)
      ? [setValue(snapshot, last, value)]
      : [addLineBehind(snapshot, last.place, `${which} ${value}`)];
    for (const setting of lines) if (setting !== last) edits.push(removeLine(snapshot, setting.place));
    const saved = now - asList;
    const host = scales.plan.host.name;
    const content = patterns.map((pattern) => shellWord(pattern)).join(' ');
    return [
      {
        title: `Write the ${which} patterns of ${owner.inline ? 'this DLE' : `dumptype ${owner.name}`} as a list file on the client (${bytesText(asList)} instead of ${bytesText(now)}: saves ${bytesText(saved)})`,
        edits: merged(edits),
        copy: `# on ${host}, as root\n${dles.map(({ dle }) => `printf '%s\\n' ${content} > ${shellWord(`${(dle.device ?? dle.disk).replace(/\/$/, '')}/${file}`)}`).join('\n')}\n`,
        note: `Run the copied commands on every client that uses ${owner.inline ? 'it' : `dumptype ${owner.name}`}: the list is read there, in the directory of each DLE. Until then nothing is left out (\`optional\` keeps a missing list from being an error).`,
      },
    ];
  });
}

function hasPatterns(value: Value | undefined): boolean {
  return value?.t === 'exclude' && value.value.file.length > 0;
}

function textOf(snapshot: Snapshot, place: { uri: string; span: { start: number; end: number } }): string {
  return snapshot.tree(place.uri)?.text.slice(place.span.start, place.span.end) ?? '';
}
