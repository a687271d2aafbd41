import type { Check } from '../check';
import { addGlobalLine, setValue } from '../edit';
import { globalNumber } from '../in-force';
import { storages } from '../storages';

export const tapecycle: Check = {
  id: 'policy/tapecycle',
  severity: 'warning',
  title: 'Too few tapes for one dump cycle',
  doc: `A full dump must stay on tape until the next one of the same DLE is written, so \`tapecycle\` must be larger than
\`runspercycle\` × \`runtapes\`; the planner logs \`tapecycle (N) <= runspercycle (M)\` when it is not even larger than
\`runspercycle\` (\`server-src/planner.c\`). With fewer tapes Amanda overwrites full dumps that it still needs for a restore.

\`runspercycle 0\` means one run a day (the \`dumpcycle\` in days). The fix sets the smallest number that leaves one tape spare.`,
  run(snapshot, report) {
    const { config } = snapshot;
    if (config.client || snapshot.disklist.dles.length === 0 || storages(snapshot).length !== 1) return;
    if (storages(snapshot)[0]?.policy?.values.has('retention-tapes') === true) return;
    const dumpcycle = globalNumber(snapshot, 'dumpcycle');
    const set = globalNumber(snapshot, 'runspercycle');
    const runs = set > 0 ? set : set === 0 ? dumpcycle : 0;
    const runtapes = storages(snapshot)[0]?.number('runtapes') ?? 1;
    const tapes = globalNumber(snapshot, 'tapecycle');
    const wanted = runs * runtapes + 1;
    const setting = config.global.get('tapecycle');
    const cause =
      setting ??
      config.global.get('dumpcycle') ??
      config.global.get('runspercycle') ??
      config.global.get('runtapes');
    if (runs <= 0 || tapes >= wanted || cause === undefined) return;
    const days = set > 0 ? `${String(runs)} runs` : `${String(runs)} runs (one a day)`;
    report({
      place: cause.place,
      message: `tapecycle ${String(tapes)} is too small: ${days} × ${String(runtapes)} ${runtapes === 1 ? 'tape' : 'tapes'} of one cycle use ${String(runs * runtapes)}, so Amanda overwrites full dumps that are still needed. Use ${String(wanted)} tapes or more.`,
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
