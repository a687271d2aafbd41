import type { DlePlan } from '../../estimate/hostplan';
import { planHost } from '../../estimate/hostplan';
import type { Snapshot } from '../../model/snapshot';
import type { Check, Fix } from '../check';
import { directoryOf, literalPattern, passes } from '../directories';
import { addToDle, merged, quoted } from '../edit';

export const nestedDle: Check = {
  id: 'disklist/nested-dle',
  severity: 'warning',
  title: 'A DLE inside another DLE that does not leave it out',
  doc: `When a host has a DLE \`/usr/home\` and another \`/usr/home/foo\`, the files of the inner one are dumped twice, unless the outer one
excludes them, or the inner directory is a file system of its own (tar and dump stay on one file system). For directories
right below \`/\` that is likely, so it is only an info there.

The fix adds \`exclude file append "./foo"\` to the outer DLE. When the outer one uses an exclude *list* on the client, nothing is
reported, because the list cannot be read here.`,
  run(snapshot, report) {
    for (const host of snapshot.disklist.hosts) {
      if (host.dles.length < 2) continue;
      const plans = planHost(snapshot, host).dles.filter((one) => one.absent?.why !== 'skip');
      const byPath = new Map<string, DlePlan>();
      for (const one of plans) {
        const path = directoryOf(one);
        if (path !== undefined && path.length <= LONGEST_PATH) byPath.set(path, one);
      }
      const inside = new Map<DlePlan, string[]>();
      const found: { inner: DlePlan; outer: DlePlan; pattern: string; below: string }[] = [];
      for (const inner of plans) {
        const path = directoryOf(inner);
        if (path !== undefined && path.length > LONGEST_PATH) continue;
        const outer = path === undefined ? undefined : nearest(byPath, path);
        if (path === undefined || outer === undefined) continue;
        const top = directoryOf(outer) ?? '/';
        const below = path.slice(top === '/' ? 1 : top.length + 1);
        // Where the patterns cannot be known, the outer DLE is taken to leave it out.
        if (passes(outer, below) !== true) continue;
        const pattern = `./${literalPattern(below)}`;
        found.push({ inner, outer, pattern, below });
        const known = inside.get(outer);
        if (known === undefined) inside.set(outer, [pattern]);
        else known.push(pattern);
      }
      for (const { inner, outer, pattern, below } of found) {
        const likely = directoryOf(outer) === '/' && !below.includes('/');
        const name = inner.dle.disk;
        report({
          place: inner.dle.diskPlace,
          severity: likely ? 'info' : 'warning',
          message: `${name} is inside ${outer.dle.disk}, another DLE of ${host.name} that does not exclude it: ${likely ? 'unless it is a file system of its own, ' : ''}its files are dumped twice. Add exclude ${quoted(pattern)} to ${outer.dle.disk}${likely ? '' : ' unless it is a file system of its own'}.`,
          related: [{ place: outer.dle.diskPlace, text: 'the DLE around it' }],
          fixes: () => excludeFixes(snapshot, outer, pattern, inside.get(outer) ?? []),
        });
      }
    }
  },
};

/** Paths that are longer are not compared with the directories around them: systems take 4,095 bytes, people a few. */
const LONGEST_PATH = 1000;

function nearest(byPath: ReadonlyMap<string, DlePlan>, path: string): DlePlan | undefined {
  for (let at = path.lastIndexOf('/'); path !== '/' && at >= 0; at = path.lastIndexOf('/', at - 1)) {
    const outer = byPath.get(at === 0 ? '/' : path.slice(0, at));
    if (outer !== undefined) return outer;
    if (at === 0) break;
  }
  return undefined;
}

function excludeFixes(
  snapshot: Snapshot,
  outer: DlePlan,
  pattern: string,
  all: readonly string[],
): readonly Fix[] {
  const { dle } = outer;
  const one = addToDle(snapshot, dle, [`exclude file append ${quoted(pattern)}`]);
  const many = addToDle(snapshot, dle, [`exclude file append ${all.map(quoted).join(' ')}`]);
  return [
    ...(one === undefined
      ? []
      : [{ title: `Exclude ${pattern} from the DLE ${dle.disk}`, preferred: true, edits: merged([one]) }]),
    ...(all.length < 2 || many === undefined
      ? []
      : [
          {
            title: `Exclude all ${String(all.length)} DLEs inside ${dle.disk} from it`,
            edits: merged([many]),
          },
        ]),
  ];
}
