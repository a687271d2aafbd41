import type { Snapshot } from '../../model/snapshot';
import type { Block, Setting } from '../../model/types';
import type { Check, Fix } from '../check';
import { quoted, setValue } from '../edit';
import { asNumber } from '../in-force';
import { some, valueText, writtenDumptypes } from '../walk';

export const scriptOrder: Check = {
  id: 'trap/script-order',
  severity: 'info',
  title: 'Scripts of equal order run in reverse',
  doc: `Scripts run by their \`order\` (5000 unless set). Among equal orders the one named *last* runs first: \`script "a" "b"\` runs b
and then a (\`common-src/conffile.c\`, \`read_dpp_script\`, which inserts each new one in front; measured with Amanda 3.5.1).

Give the scripts different \`order\` values, or name them the other way round.`,
  run(snapshot, report) {
    for (const block of writtenDumptypes(snapshot)) {
      const lines = block.entries.flatMap((entry) =>
        entry.kind === 'setting' && entry.setting.parameter.name === 'script' ? [entry.setting] : [],
      );
      const written = lines.flatMap((line) => namesOf(snapshot, line));
      const ties = written.filter((name) =>
        written.some((other) => other !== name && competes(snapshot, name, other)),
      );
      const last = lines.at(-1);
      if (last === undefined || new Set(ties).size < 2) continue;
      report({
        place: last.place,
        message: `Scripts of equal order run in reverse: ${some([...ties].reverse(), 5)}, in this order. Set \`order\` in the scripts if it matters.`,
        fixes: () => (lines.length === 1 ? [reversed(snapshot, last, written)] : []),
      });
    }
  },
};

/** The names as written: the value holds the whole list so far, in the order in which the scripts run. */
function namesOf(snapshot: Snapshot, setting: Setting): readonly string[] {
  const words = valueText(snapshot, setting).matchAll(/"((?:\\[\s\S]|[^"\\])*)"|([A-Za-z][\w-]*)/g);
  return [...words].map(([, inQuotes, bare]) => inQuotes ?? bare ?? '');
}

function block(snapshot: Snapshot, name: string): Block | undefined {
  return snapshot.config.blocks.script.get(name.toLowerCase());
}

/** True when both have the same order and some moment in common at which they run. */
function competes(snapshot: Snapshot, a: string, b: string): boolean {
  const [one, two] = [block(snapshot, a), block(snapshot, b)];
  if (one === undefined || two === undefined || one === two) return false;
  const order = (of: Block) => asNumber(of.values.get('order')?.value) ?? 5000;
  const when = (of: Block) => {
    const value = of.values.get('execute-on')?.value;
    return value?.t === 'words' ? value.words : [];
  };
  return order(one) === order(two) && when(one).some((word) => when(two).includes(word));
}

function reversed(snapshot: Snapshot, setting: Setting, names: readonly string[]): Fix {
  return {
    title: 'Name the scripts in the order they should run',
    edits: [setValue(snapshot, setting, [...names].reverse().map(quoted).join(' '))],
    note: 'They now run in the order in which they were written before.',
  };
}
