import type { Check } from '../check';
import { setValue } from '../edit';
import { asString } from '../in-force';
import { settingsOf } from '../walk';

export const rshAuth: Check = {
  id: 'security/rsh-auth',
  severity: 'warning',
  title: 'auth "rsh" sends everything in the clear',
  doc: `rsh trusts whoever says to come from the right host and port, and neither requests nor data are encrypted. Most builds of Amanda
(Debian's too) no longer have it. Use \`auth "ssh"\`, or \`auth "bsdtcp"\` in a network that you trust.`,
  run(snapshot, report) {
    for (const { setting, block } of settingsOf(snapshot, 'auth')) {
      if (block?.kind !== 'dumptype' || asString(setting.value)?.toLowerCase() !== 'rsh') continue;
      report({
        place: setting.place,
        message:
          'rsh neither encrypts nor checks who asks. Use auth "ssh", or "bsdtcp" in a network that you trust.',
        fixes: () =>
          ['ssh', 'bsdtcp'].map((auth, n) => ({
            title: `Write auth "${auth}"`,
            preferred: n === 0,
            edits: [setValue(snapshot, setting, `"${auth}"`)],
            note: `The client must accept ${auth}, too: ${auth === 'ssh' ? "put the server's public key into authorized_keys of its backup user" : 'its inetd or systemd socket must start amandad with -auth=bsdtcp'}.`,
          })),
      });
    }
  },
};
