import type { Check } from '../check';
import type { Setting } from '../../model/types';
import type { Snapshot } from '../../model/snapshot';
import type { ValueKind } from '../../schema/types';
import { removeLine } from '../edit';
import { problemsOf } from '../problem';
import { valueText, writtenBlocks } from '../walk';

/** Kinds of parameters whose lines add to what stands above them; trap/exclude-replaced looks at the patterns. */
const adding = new Set<ValueKind>([
  'exinclude',
  'script_list',
  'property_hidden',
  'property_visible',
  'holdingdisk',
  'dump_selection',
  'vault_list',
]);

/** True for a line that keeps something of an earlier line of the same parameter (conffile.c, read_str_list and its like). */
function adds(snapshot: Snapshot, setting: Setting): boolean {
  const { kind } = setting.parameter;
  if (adding.has(kind)) return true;
  const text = valueText(snapshot, setting);
  if (kind === 'str_list') return /^append\b/i.test(text);
  // Without a template of its own the line changes the words only.
  return kind === 'autolabel' && /^[^"]/.test(text);
}

/** A line of the top level that dumptypes have copied before a later line overwrites it does count. */
const copied = new Set(['dumpcycle', 'maxdumps', 'bumpsize', 'bumppercent', 'bumpmult', 'bumpdays']);

export const duplicateParameter: Check = {
  id: 'trap/duplicate-parameter',
  severity: 'warning',
  title: 'A parameter is set twice; the first line does nothing',
  doc: `When a parameter is set twice in the same block, or twice at the top level of a file, Amanda silently keeps the later line
(only the site-wide file is checked for it; \`common-src/conffile.c\`, \`get_conftoken\` callers). The first line looks as if it
counted. Remove one of the two.`,
  run(snapshot, report) {
    const seen = (settings: readonly Setting[], top: boolean) => {
      const last = new Map<string, Setting>();
      for (const setting of settings) {
        const { name } = setting.parameter;
        if (adds(snapshot, setting)) continue;
        const before = last.get(name);
        last.set(name, setting);
        if (before === undefined || before.place.uri !== setting.place.uri) continue;
        // A file that is included twice; and what Amanda refuses, in the site-wide file.
        if (before.place.span.start === setting.place.span.start || refused(snapshot, setting)) continue;
        report(finding(snapshot, before, setting, top && copied.has(name)));
      }
    };
    seen(snapshot.config.statements, true);
    for (const block of writtenBlocks(snapshot)) {
      seen(
        block.entries.flatMap((entry) => (entry.kind === 'setting' ? [entry.setting] : [])),
        false,
      );
    }
  },
};

function refused(snapshot: Snapshot, { keyword }: Setting): boolean {
  const found = problemsOf(snapshot).get('reference/duplicate-parameter') ?? [];
  return found.some(({ place }) => place.uri === keyword.uri && place.span.start === keyword.span.start);
}

function finding(snapshot: Snapshot, before: Setting, after: Setting, shapes: boolean) {
  const { name } = before.parameter;
  const line = (snapshot.lines(after.place.uri)?.lineAt(after.place.span.start) ?? 0) + 1;
  return {
    place: before.place,
    message: `This line does nothing${shapes ? ' except for dumptypes between the two' : ''}: ${name} is set again on line ${String(line)}, and Amanda silently keeps the later value. Remove one of them.`,
    tags: ['unnecessary'] as const,
    related: [{ place: after.place, text: 'the line that counts' }],
    fixes: () => [
      {
        title: `Remove this ${name}`,
        safe: !shapes,
        preferred: true,
        edits: [removeLine(snapshot, before.place)],
      },
      { title: `Remove the later ${name}`, edits: [removeLine(snapshot, after.place)] },
    ],
  };
}
