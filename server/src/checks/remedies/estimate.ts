import { etimeoutOf } from '../../estimate/measured';
import type { Snapshot } from '../../model/snapshot';
import type { Block, Dle } from '../../model/types';
import type { Fix } from '../check';
import { setForDle, setGlobal, setInBlock } from '../edit';
import { dlesByDumptype, inherits } from '../walk';
import { versionRow } from '../../schema/versions';
import { numberText } from '../../text/quantities';

/** "Use estimate calcsize for this DLE", "… server", "… in dumptype X". */
export function estimateFixes(snapshot: Snapshot, dle: Dle): readonly Fix[] {
  const { estimates } = versionRow(snapshot.settings.version);
  const fixes: Fix[] = [];
  const notes: Readonly<Record<string, string>> = {
    calcsize:
      'Sizes become a little less exact; the time is that of one walk over the directory for all levels.',
    server:
      'The server then plans with the sizes of earlier runs: seconds instead of minutes, but wrong when much changes from day to day.',
  };
  for (const method of ['calcsize', 'server']) {
    if (!estimates.includes(method)) continue;
    const made = setForDle(snapshot, dle, 'estimate', method);
    const note = notes[method] ?? '';
    if (made !== undefined) {
      fixes.push({
        title: `Use \`estimate ${method}\` for this DLE (${dle.host} ${dle.disk})`,
        preferred: method === 'calcsize',
        edits: [made],
        note,
      });
    }
  }
  const owner = dle.dumptype.values.get('estimate')?.owner ?? dle.dumptype;
  if (!owner.builtin && !owner.inline) {
    const users = usersOf(snapshot, owner);
    for (const method of ['calcsize', 'server']) {
      const made = estimates.includes(method) ? setInBlock(snapshot, owner, 'estimate', method) : undefined;
      if (made !== undefined) {
        fixes.push({
          title: `Use \`estimate ${method}\` in dumptype ${owner.name} (${String(users)} ${users === 1 ? 'DLE' : 'DLEs'})`,
          edits: [made],
          note: notes[method] ?? '',
        });
      }
    }
  }
  return fixes;
}

/** How many DLEs get their estimate from this dumptype, or would when it set one. */
function usersOf(snapshot: Snapshot, owner: Block): number {
  let users = 0;
  for (const [dumptype, dles] of dlesByDumptype(snapshot)) {
    const set = dumptype.values.get('estimate')?.owner;
    if (set === undefined ? inherits(dumptype, owner) : set === owner) users += dles.length;
  }
  return users;
}

/**
 * "Set etimeout N", in place or as a new line of amanda.conf; N is in seconds. Nothing where Amanda waits as long already:
 * a remedy never shortens the wait.
 */
export function etimeoutFix(snapshot: Snapshot, seconds: number): readonly Fix[] {
  const now = etimeoutOf(snapshot);
  if (Math.sign(now) === Math.sign(seconds) && Math.abs(seconds) <= Math.abs(now)) return [];
  const made = setGlobal(snapshot, 'etimeout', String(seconds));
  return made === undefined
    ? []
    : [
        {
          title: `Set etimeout ${String(seconds)}`,
          edits: [made],
          note: `Amanda then waits ${numberText(Math.abs(seconds))} s for ${seconds < 0 ? 'all estimates of each host together' : 'each estimate of every host'} that does not answer, up to three times.`,
        },
      ];
}

/** Rounded up to what a person would write: full minutes below an hour, then five minutes. */
export function roundUp(seconds: number): number {
  const step = seconds <= 3600 ? 60 : 300;
  return Math.max(60, Math.ceil(seconds / step) * step);
}
