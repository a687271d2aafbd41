import type { Check } from '../check';
import { setValue } from '../edit';
import { storages } from '../storages';
import { inUse } from './in-use';

export const retention: Check = {
  id: 'trap/runtapes-retention',
  severity: 'warning',
  title: 'runtapes is as large as the number of tapes that are kept',
  doc: `amcheck says \`ERROR: storage 'X': runtapes is larger or equal to policy 'Y' retention-tapes\` (with exit code 0): one run may use
as many tapes as are protected from being overwritten, so a run can overwrite the only full dump. Without a policy
retention-tapes is \`tapecycle\` − 1 (\`common-src/conffile.c\`, \`update_derived_values\`).

Raise \`tapecycle\` (or \`retention-tapes\`) or lower \`runtapes\`.`,
  run(snapshot, report) {
    if (!inUse(snapshot.disklist.dles)) return;
    for (const storage of storages(snapshot)) {
      const runtapes = storage.number('runtapes');
      const kept = storage.retentionTapes;
      // A tapecycle that Amanda refuses is said elsewhere.
      if (kept > runtapes || kept < 0) continue;
      const policy = storage.policy?.values.get('retention-tapes');
      const place =
        policy?.place ??
        snapshot.config.global.get('tapecycle')?.place ??
        storage.place('runtapes') ??
        storage.where;
      const wanted = runtapes + (policy === undefined ? 2 : 1);
      report({
        place,
        message: `${storage.prefix}runtapes ${String(runtapes)} is not below retention-tapes ${String(kept)}${policy === undefined ? ' (tapecycle − 1)' : ''}: amcheck says "runtapes is larger or equal to policy retention-tapes", and a run may overwrite the only full dump. ${policy === undefined ? `Set tapecycle to ${String(wanted)} or more` : `Set retention-tapes to ${String(wanted)} or more`}.`,
        fixes: () => {
          const setting = policy ?? snapshot.config.global.get('tapecycle');
          return setting === undefined
            ? []
            : [
                {
                  title: `Set ${setting.parameter.name} ${String(wanted)}`,
                  edits: [setValue(snapshot, setting, String(wanted))],
                },
              ];
        },
      });
    }
  },
};
