import type { Check } from '../check';
import { addGlobalLine, setValue } from '../edit';
import { asNumber, globalNumber } from '../in-force';
import { storages } from '../storages';
import { count } from '../../text/quantities';

export const tapecycle: Check = {
  id: 'policy/tapecycle',
  severity: 'warning',
  title: 'Too few tapes for one dump cycle',
  doc: `A full dump must stay on tape until the next one of the same DLE is written, so \`tapecycle\` must be larger than
\`runspercycle\` × \`runtapes\`; the planner logs \`tapecycle (N) <= runspercycle (M)\` when it is not even larger than
\`runspercycle\` (\`server-src/planner.c\`). With fewer tapes Amanda overwrites full dumps that it still needs for a restore.

In Amanda 3.4 and later the policy of a storage may say how many tapes are protected, with \`retention-tapes\`; without it that is
\`tapecycle\` − 1. It must be as large as the number of tapes that one cycle uses.

\`runspercycle 0\` means one run a day (the \`dumpcycle\` in days). The fix sets the smallest number that leaves one tape spare.`,
  run(snapshot, report) {
    const { config } = snapshot;
    if (config.client || snapshot.disklist.dles.length === 0) return;
    const dumpcycle = globalNumber(snapshot, 'dumpcycle');
    const set = globalNumber(snapshot, 'runspercycle');
    const runs = set > 0 ? set : set === 0 ? dumpcycle : 0;
    const tapes = globalNumber(snapshot, 'tapecycle');
    const setting = config.global.get('tapecycle');
    // A number that Amanda refuses is said elsewhere.
    if (runs <= 0 || tapes <= 0) return;
    const days = set > 0 ? `${String(runs)} runs` : `${String(runs)} runs (one a day)`;
    let most = 0;
    for (const storage of storages(snapshot)) {
      const used = runs * storage.number('runtapes');
      const kept = storage.policy?.values.get('retention-tapes');
      const number = asNumber(kept?.value);
      if (kept === undefined || number === undefined) {
        // Of a storage that takes only some of the dumps nobody knows how many tapes a cycle needs.
        if (storage.place('dump-selection') === undefined) most = Math.max(most, used);
        continue;
      }
      // Where the policy keeps dumps for other reasons the number of tapes does not matter.
      const others = ['retention-days', 'retention-recover', 'retention-full'];
      if (number <= 0 || number >= used || others.some((name) => storage.policy?.values.has(name))) continue;
      report({
        place: kept.place,
        message: `${storage.prefix}retention-tapes ${String(number)} protects fewer tapes than one cycle uses: ${days} × ${tapeCount(used / runs)} are ${String(used)}, so Amanda overwrites full dumps that are still needed. Use ${String(used)} or more.`,
        fixes: () => [
          {
            title: `Set retention-tapes ${String(used)}`,
            preferred: true,
            edits: [setValue(snapshot, kept, String(used))],
          },
        ],
      });
    }
    const cause =
      setting ??
      ['dumpcycle', 'runspercycle', 'runtapes'].map((name) => config.global.get(name)).find(Boolean);
    const wanted = most + 1;
    if (tapes >= wanted || cause === undefined) return;
    report({
      place: cause.place,
      message: `tapecycle ${String(tapes)} is too small: ${days} × ${tapeCount(most / runs)} of one cycle use ${String(most)}, so Amanda overwrites full dumps that are still needed. Use ${String(wanted)} tapes or more.`,
      fixes: () => {
        const made =
          setting === undefined
            ? addGlobalLine(snapshot, `tapecycle ${String(wanted)}`)
            : setValue(snapshot, setting, String(wanted));
        return made === undefined
          ? []
          : [{ title: `Set tapecycle ${String(wanted)}`, preferred: true, edits: [made] }];
      },
    });
  },
};

const tapeCount = (n: number) => count(n, 'tape');
