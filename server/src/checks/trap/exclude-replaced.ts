import type { Snapshot } from '../../model/snapshot';
import type { Block, Setting } from '../../model/types';
import type { ExcludeValue } from '../../model/values';
import type { Place } from '../../text/span';
import type { Check, Severity } from '../check';
import { edit } from '../edit';
import { count, some, valueText, writtenDumptypes } from '../walk';

export const excludeReplaced: Check = {
  id: 'trap/exclude-replaced',
  severity: 'warning',
  title: 'An exclude or include line drops the earlier patterns',
  doc: `Without the word \`append\`, an \`exclude\` or \`include\` line throws away the patterns of the same kind (\`file\` or \`list\`) that
stood above it or were inherited, and keeps only its own (\`common-src/conffile.c\`, \`read_exinclude\`). Nothing is said
about it, and what the first line left out is backed up after all.

The order of the words is fixed: \`exclude [list|file] [optional] [append] "pattern"...\`. To empty a list on purpose, write
\`exclude file ""\` or the line without a pattern first.`,
  run(snapshot, report) {
    for (const block of writtenDumptypes(snapshot)) {
      for (const one of dropped(snapshot, block)) {
        const { setting, patterns, from, inherited } = one;
        const severity: Severity = inherited ? 'info' : 'warning';
        report({
          place: setting.place,
          severity,
          message: `Without \`append\` this line drops ${count(patterns.length, 'earlier pattern')}: ${some(patterns.map((p) => `"${p}"`))}${inherited ? ', inherited,' : ''} no longer ${patterns.length === 1 ? 'counts' : 'count'}. Add \`append\` to keep ${patterns.length === 1 ? 'it' : 'them'}.`,
          related: [{ place: from, text: 'the patterns that are dropped' }],
          fixes: () => [
            {
              title: `Add \`append\` to keep the earlier patterns`,
              preferred: !inherited,
              edits: [edit(setting.place.uri, { start: one.at, end: one.at }, 'append ')],
            },
          ],
        });
      }
    }
  },
};

interface Dropped {
  readonly setting: Setting;
  readonly patterns: readonly string[];
  readonly from: Place;
  readonly inherited: boolean;
  /** Where `append` belongs. */
  readonly at: number;
}

function dropped(snapshot: Snapshot, block: Block): Dropped[] {
  const out: Dropped[] = [];
  // What stands so far, by parameter and kind.
  const state = new Map<string, { patterns: readonly string[]; from: Place; inherited: boolean }>();
  for (const entry of block.entries) {
    if (entry.kind === 'inherit') {
      for (const parameter of ['exclude', 'include']) {
        const resolved = entry.inherit.target?.values.get(parameter);
        if (resolved?.value.t !== 'exclude') continue;
        for (const kind of ['file', 'list'] as const) {
          state.set(`${parameter} ${kind}`, {
            patterns: resolved.value.value[kind],
            from: resolved.place,
            inherited: true,
          });
        }
      }
      continue;
    }
    const { setting } = entry;
    const { name } = setting.parameter;
    if ((name !== 'exclude' && name !== 'include') || setting.value.t !== 'exclude') continue;
    const raw = valueText(snapshot, setting);
    const words = /^((?:list|file)\b\s*)?(optional\b\s*)?(append\b\s*)?/i.exec(raw);
    const kind = /^list/i.test(words?.[1] ?? '') ? 'list' : 'file';
    const append = words?.[3] !== undefined;
    const strings = raw.slice(words?.[0].length ?? 0);
    const key = `${name} ${kind}`;
    const before = state.get(key);
    const own = ownPatterns(strings, setting.value.value, kind);
    const lost = before?.patterns.filter((pattern) => !own.includes(pattern)) ?? [];
    if (!append && before !== undefined && lost.length > 0 && own.some((pattern) => pattern !== '')) {
      const gap = /^\s*/.exec(textAfterKeyword(snapshot, setting))?.[0].length ?? 0;
      const at = setting.keyword.span.end + gap + (words?.[0].length ?? 0);
      out.push({ setting, patterns: lost, from: before.from, inherited: before.inherited, at });
    }
    const kept = append ? [...(before?.patterns ?? []), ...own] : own;
    state.set(key, {
      patterns: kept,
      from: setting.place,
      inherited: append && (before?.inherited ?? false),
    });
  }
  return out;
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
