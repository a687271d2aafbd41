import type { Snapshot } from '../../model/snapshot';
import type { Block, Setting } from '../../model/types';
import type { Check, Fix } from '../check';
import { merged, setInBlock } from '../edit';
import { asNumber } from '../in-force';
import { some, valueText, writtenDumptypes } from '../walk';
import { addAll } from '../../text/lists';

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
      const last = lines.at(-1);
      const written = lines.flatMap((line) => namesOf(snapshot, line));
      const swapped = inReverse(snapshot, block, written);
      if (last === undefined || swapped.length < 2) continue;
      report({
        place: last.place,
        message: `Scripts of equal order run in reverse: ${some(swapped, 5)}, in this order. Set \`order\` in the scripts if it matters.`,
        fixes: () => byOrder(snapshot, [...swapped].reverse()),
      });
    }
  },
};

const MOST_SCRIPTS = 100;

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

/**
 * Scripts that run in another order than they are inherited and named in, in the order in which they run. Own lines put
 * theirs in front of what was there, inherited lists go behind.
 */
function inReverse(snapshot: Snapshot, block: Block, own: readonly string[]): readonly string[] {
  const value = block.values.get('script')?.value;
  const running = [...new Set((value?.t === 'refs' ? value.names : []).map((name) => name.toLowerCase()))];
  // Each is compared with each; nobody orders hundreds of scripts by hand.
  if (running.length > MOST_SCRIPTS) return [];
  const read: string[] = [];
  for (const entry of block.entries) {
    if (entry.kind === 'setting') {
      if (entry.setting.parameter.name === 'script') addAll(read, namesOf(snapshot, entry.setting));
      continue;
    }
    const list = entry.inherit.target?.values.get('script')?.value;
    if (list?.t === 'refs') addAll(read, list.names);
  }
  const place = new Map([...read].reverse().map((name, n) => [name.toLowerCase(), read.length - n]));
  const isOwn = (name: string) => own.some((other) => same(other, name));
  return running.filter((name, n) =>
    running.some(
      (other, m) =>
        m !== n &&
        m < n === (place.get(other) ?? 0) > (place.get(name) ?? 0) &&
        (isOwn(name) || isOwn(other)) &&
        competes(snapshot, name, other),
    ),
  );
}

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

/** Makes the scripts run in the order of the names: the first keeps its `order`, the others get larger ones. */
function byOrder(snapshot: Snapshot, names: readonly string[]): readonly Fix[] {
  const [first, ...rest] = names.flatMap((name) => block(snapshot, name) ?? []);
  const from = asNumber(first?.values.get('order')?.value) ?? 5000;
  const edits = rest.map((one, n) => setInBlock(snapshot, one, 'order', String(from + n + 1)));
  if (first === undefined || rest.length === 0 || edits.includes(undefined)) return [];
  return [
    {
      title: `Set \`order\` so that ${some([first, ...rest].map((one) => one.name))} run in this order`,
      edits: merged(edits),
      note: 'The order counts in every dumptype that uses these scripts.',
    },
  ];
}
