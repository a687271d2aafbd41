import type { Snapshot } from '../../model/snapshot';
import type { Block, Inheritance, Setting } from '../../model/types';
import type { ExcludeValue } from '../../model/values';
import type { FileEdit, Place } from '../../text/span';
import type { Check, Finding } from '../check';
import { addLineToBlock, edit, merged, quoted } from '../edit';
import { some, valueText, writtenDumptypes } from '../walk';
import { addAll } from '../../text/lists';
import { count } from '../../text/quantities';

export const excludeReplaced: Check = {
  id: 'trap/exclude-replaced',
  severity: 'warning',
  title: 'An exclude or include line drops what stood before it',
  doc: `Without the word \`append\`, an \`exclude\` or \`include\` line throws away the patterns of the same kind (\`file\` or \`list\`) that
stood above it or were inherited, and keeps only its own (\`common-src/conffile.c\`, \`read_exinclude\`). Nothing is said
about it, and what the first line left out is backed up after all.

Two more things of earlier lines get lost as silently. A dumptype that inherits from two others has the whole \`exclude\` of the
second one. And \`optional\` is one mark for all the lines of an \`exclude\` (or \`include\`): each later line without the word takes
it away, and then a list file that is missing on the client is an error there.

The order of the words is fixed: \`exclude [list|file] [optional] [append] "pattern"...\`. To empty a list on purpose, write
\`exclude file ""\` or the line without a pattern first.`,
  run(snapshot, report) {
    for (const block of writtenDumptypes(snapshot)) {
      for (const finding of dropped(snapshot, block)) report(finding);
    }
  },
};

interface Kept {
  readonly patterns: readonly string[];
  /** The same list where it belongs to nobody else and may grow. */
  readonly own?: string[];
  readonly from: Place;
  /** The parent from which they come; undefined where the block's own lines have a part in them. */
  readonly parent?: Inheritance;
}

const kinds = ['file', 'list'] as const;

function dropped(snapshot: Snapshot, block: Block): Finding[] {
  const out: Finding[] = [];
  // What stands so far, by parameter and kind, and the line that made a parameter optional.
  const state = new Map<string, Kept>();
  const optional = new Map<string, Place>();
  for (const entry of block.entries) {
    if (entry.kind === 'inherit') {
      for (const name of ['exclude', 'include'] as const) {
        const resolved = entry.inherit.target?.values.get(name);
        if (resolved?.value.t !== 'exclude') continue;
        const { value } = resolved.value;
        const lost = kinds.flatMap((kind) => {
          const before = state.get(`${name} ${kind}`);
          const patterns = missing(before?.patterns, value[kind]);
          return before?.parent === undefined || patterns.length === 0 ? [] : [{ kind, before, patterns }];
        });
        // What a line further down brings back is not lost.
        const final = block.values.get(name)?.value;
        const gone = lost.flatMap((one) => {
          const patterns = missing(one.patterns, final?.t === 'exclude' ? final.value[one.kind] : []);
          return patterns.length === 0 ? [] : [{ ...one, patterns }];
        });
        if (gone.length > 0) out.push(byParent(snapshot, block, name, entry.inherit, gone));
        for (const kind of kinds) {
          state.set(`${name} ${kind}`, {
            patterns: value[kind],
            from: resolved.place,
            parent: entry.inherit,
          });
        }
        if (value.optional) optional.set(name, resolved.place);
        else optional.delete(name);
      }
      continue;
    }
    const { setting } = entry;
    const { name } = setting.parameter;
    if ((name !== 'exclude' && name !== 'include') || setting.value.t !== 'exclude') continue;
    const line = words(snapshot, setting);
    const { kind, append } = line;
    const own = ownPatterns(line.strings, setting.value.value, kind);
    const before = state.get(`${name} ${kind}`);
    const lost = append ? [] : missing(before?.patterns, own);
    if (before !== undefined && lost.length > 0 && own.some((pattern) => pattern !== ''))
      out.push(byLine(setting, lost, before, line.insert('append')));
    const marked = optional.get(name);
    const { value } = setting.value;
    // What the mark is for: list files, and for include also patterns that match nothing.
    const concerned = value.list.length > 0 || (name === 'include' && value.file.length > 0);
    if (marked !== undefined && !line.optional && concerned)
      out.push(notOptional(setting, marked, line.insert('optional')));
    if (line.optional) optional.set(name, setting.place);
    else optional.delete(name);
    // A list of this block's own grows in place: there may be a hundred thousand lines.
    const grown = append && before !== undefined ? (before.own ?? [...before.patterns]) : [...own];
    if (append && before !== undefined) addAll(grown, own);
    state.set(`${name} ${kind}`, {
      patterns: grown,
      own: grown,
      from: setting.place,
      ...(append && own.length === 0 && before?.parent !== undefined ? { parent: before.parent } : {}),
    });
  }
  return out;
}

function missing(before: readonly string[] | undefined, now: readonly string[]): readonly string[] {
  if (before === undefined || before.length === 0) return [];
  const there = new Set(now);
  return before.filter((pattern) => pattern !== '' && !there.has(pattern));
}

const listed = (patterns: readonly string[]) => some(patterns.map((pattern) => `"${pattern}"`));

function byLine(setting: Setting, lost: readonly string[], before: Kept, append: FileEdit): Finding {
  const inherited = before.parent !== undefined;
  const [counts, them] = lost.length === 1 ? ['counts', 'it'] : ['count', 'them'];
  return {
    place: setting.place,
    severity: inherited ? 'info' : 'warning',
    message: `Without \`append\` this line drops ${count(lost.length, 'earlier pattern')}: ${listed(lost)}${inherited ? ', inherited,' : ''} no longer ${counts}. Add \`append\` to keep ${them}.`,
    related: [{ place: before.from, text: 'the patterns that are dropped' }],
    fixes: () => [
      {
        title: `Add \`append\` to keep the earlier patterns`,
        preferred: !inherited,
        edits: [append],
      },
    ],
  };
}

function byParent(
  snapshot: Snapshot,
  block: Block,
  name: string,
  inherit: Inheritance,
  lost: readonly { readonly kind: string; readonly before: Kept; readonly patterns: readonly string[] }[],
): Finding {
  const patterns = lost.flatMap((one) => one.patterns);
  const line = ({ kind, patterns: list }: (typeof lost)[number]) =>
    `${name} ${kind} append ${list.map(quoted).join(' ')}`;
  return {
    place: inherit.place,
    severity: 'info',
    message: `${inherit.name} brings its own ${name}, which replaces the one of ${lost[0]?.before.parent?.name ?? ''}: ${listed(patterns)} no longer ${patterns.length === 1 ? 'counts' : 'count'}. If ${patterns.length === 1 ? 'it' : 'they'} should, add \`${name} append\` below.`,
    related: lost.map((one) => ({ place: one.before.from, text: 'the patterns that are dropped' })),
    fixes: () => {
      const edits = lost.map((one) => addLineToBlock(snapshot, block, line(one)));
      return edits.includes(undefined)
        ? []
        : [{ title: `Add ${listed(patterns)} to this block`, edits: merged(edits) }];
    },
  };
}

function notOptional(setting: Setting, marked: Place, optional: FileEdit): Finding {
  const { name } = setting.parameter;
  return {
    place: setting.place,
    message: `Without \`optional\` this line takes that mark from the earlier ${name} lines too: Amanda has one for all of them, and the client then reports what is missing there as an error. Write \`optional\` here as well.`,
    related: [{ place: marked, text: 'optional was said here' }],
    fixes: () => [
      {
        title: 'Add `optional` to this line, too',
        preferred: true,
        edits: [optional],
      },
    ],
  };
}

/** The words of an exclude or include line, and where those that are missing belong. */
function words(snapshot: Snapshot, setting: Setting) {
  const raw = valueText(snapshot, setting);
  const [all = '', kind = '', optional, append] =
    /^((?:list|file)\b\s*)?(optional\b\s*)?(append\b\s*)?/i.exec(raw) ?? [];
  const gap = /^\s*/.exec(textAfterKeyword(snapshot, setting))?.[0].length ?? 0;
  const start = setting.keyword.span.end + gap;
  return {
    kind: /^list/i.test(kind) ? ('list' as const) : ('file' as const),
    optional: optional !== undefined,
    append: append !== undefined,
    strings: raw.slice(all.length),
    // A line that ends with a word, or has a quote right behind it, has no blank to put another word behind.
    insert: (word: string) => {
      const at = start + (word === 'append' ? all.length : kind.length);
      const written = textAfterKeyword(snapshot, setting);
      const index = at - setting.keyword.span.end;
      const [before, behind] = [written.charAt(index - 1), written.charAt(index)];
      const text = `${/\s/.test(before) ? '' : ' '}${word}${/\S/.test(behind) ? ' ' : ''}`;
      return edit(setting.place.uri, { start: at, end: at }, text);
    },
  };
}

function textAfterKeyword(snapshot: Snapshot, setting: Setting): string {
  const text = snapshot.tree(setting.place.uri)?.text ?? '';
  return text.slice(setting.keyword.span.end, setting.place.span.end);
}

/** The patterns of this line alone: the value may already hold the earlier ones when the line appends. */
function ownPatterns(strings: string, value: ExcludeValue, kind: 'file' | 'list'): readonly string[] {
  const n = [...strings.matchAll(/"(?:\\[\s\S]|[^"\\])*"/g)].length;
  return n === 0 ? [] : value[kind].slice(-n);
}
