import type { Check } from '../check';
import { setValue } from '../edit';
import { asString } from '../in-force';

const usualUsers = ['backup', 'amandabackup', 'amanda', 'operator', 'bin'];

export const dumpuser: Check = {
  id: 'trap/dumpuser',
  severity: 'info',
  title: 'dumpuser must be a user of this server',
  doc: `Every program of Amanda stops when its user is not \`dumpuser\`: amcheck says \`amanda.conf has dump user configured to 'X', but
that user does not exist\`, other programs \`cannot look up dumpuser\`, or \`must be executed as the 'X' user instead of the 'Y' user\` (\`server-src/amcheck.c\`). It is not a matter of the file's form. Debian's packages use \`backup\`, Red Hat's and Zmanda's \`amandabackup\`.

The same name stands in the request of UDP auths (\`SECURITY USER …\`) and in the client's \`.amandahosts\`.`,
  run(snapshot, report) {
    const setting = snapshot.config.global.get('dumpuser');
    const user = asString(setting?.value);
    if (setting === undefined || user === undefined || usualUsers.includes(user)) return;
    const impossible = !/^[A-Za-z_][A-Za-z0-9_.-]*\$?$/.test(user) || user.length > 32;
    const root = user === 'root';
    report({
      place: setting.place,
      severity: impossible || root ? 'warning' : 'info',
      message: root
        ? 'Amanda\'s programs refuse to run as root: amcheck and amdump will stop. Use the backup user, for instance "backup" (Debian) or "amandabackup".'
        : impossible
          ? `No user can be called "${user}": amcheck stops with "amanda.conf has dump user configured to '${user}', but that user does not exist". Write "backup" (Debian) or "amandabackup".`
          : `If this server has no user ${user}, amcheck stops with "amanda.conf has dump user configured to '${user}', but that user does not exist". Debian's user is backup, Red Hat's amandabackup.`,
      fixes: () =>
        usualUsers.slice(0, 2).map((one) => ({
          title: `Write dumpuser "${one}"`,
          edits: [setValue(snapshot, setting, `"${one}"`)],
        })),
    });
  },
};
