import type { Check } from '../check';
import { storages } from '../storages';
import { inUse } from './in-use';

export const noChanger: Check = {
  id: 'trap/no-changer',
  severity: 'warning',
  title: 'Neither tapedev nor tpchanger is set',
  doc: `Amanda reads a configuration without any device; amcheck then says \`WARNING:Parameter "tapedev", "tpchanger" or storage not
specified in amanda.conf\` and skips the tape test, and backups stay on the holding disk (\`server-src/amcheck.c\`).

Set \`tpchanger\`, for instance \`tpchanger "chg-disk:/var/amanda/vtapes"\`.`,
  run(snapshot, report) {
    // What is not seen may be in a file that cannot be read, and that is reported already.
    if (snapshot.config.incomplete || !inUse(snapshot.disklist.dles)) return;
    for (const storage of storages(snapshot)) {
      // Debian's build has a default tapedev; a value that is not written is never meant.
      if (storage.place('tapedev') !== undefined || storage.place('tpchanger') !== undefined) continue;
      report({
        place: storage.where,
        message: `${storage.prefix}Neither tapedev nor tpchanger is set: nothing says where backups go, and they stay on the holding disk. Add for instance \`tpchanger "chg-disk:/path/to/vtapes"\`.`,
      });
    }
  },
};
