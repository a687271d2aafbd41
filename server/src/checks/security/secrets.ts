import type { Check } from '../check';
import { causes, relatedDles } from '../causes';
import { addLineToBlock, setValue } from '../edit';
import { baseName } from '../../text/uri';
import { asString } from '../in-force';
import { count, settingsOf, writtenSettings } from '../walk';
import type { Block } from '../../model/types';

export const plainSecrets: Check = {
  id: 'security/plain-text-secret',
  severity: 'warning',
  title: 'A secret in plain text',
  doc: `Amanda's configuration has no place for secrets of its own: a password or key in a property stands in plain text in the file, in
each copy and backup of it, and in \`amadmin … disklist\` or \`amgetconf\`. Client applications receive it over the network.

The file must be readable for Amanda's user alone: \`chown backup amanda.conf; chmod 600 amanda.conf\` (on Debian; elsewhere the
user is amandabackup). Where the program can read the secret from a file of its own (amsamba's amandapass, S3 credentials in a
separate included file), keep it there.`,
  run(snapshot, report) {
    for (const { setting } of writtenSettings(snapshot)) {
      if (setting.value.t !== 'properties') continue;
      const text =
        snapshot.tree(setting.place.uri)?.text.slice(setting.place.span.start, setting.place.span.end) ?? '';
      const [, name, value] = /"((?:\\[\s\S]|[^"\\])*)"\s+"((?:\\[\s\S]|[^"\\])*)"/.exec(text) ?? [];
      if (name === undefined || value === undefined || value === '') continue;
      const folded = name.toLowerCase().replace(/_/g, '-');
      if (!/passw|secret|passphrase|(^|-)pass$|access-key|api-key|token|credential/.test(folded)) continue;
      if (/(file|path|dir|host|url|endpoint|expire|verify|check)/.test(folded) || value.startsWith('/'))
        continue;
      const file = baseName(setting.place.uri);
      report({
        place: setting.place,
        message: `The value of "${name}" is a secret in plain text. Nobody but Amanda's user may read ${file}: \`chmod 600 ${file}\`.`,
        fixes: () => [
          {
            title: `Copy the command that closes ${file} to other users`,
            edits: [],
            copy: `chown backup ${file} && chmod 600 ${file}`,
          },
        ],
      });
    }
  },
};

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

export const decryptOption: Check = {
  id: 'security/encryption-options',
  severity: 'info',
  title: 'Encryption without options for decrypting',
  doc: `With \`encrypt client\` or \`encrypt server\` Amanda calls the encryption program to encrypt, and the same program with
\`client-decrypt-option\` or \`server-decrypt-option\` (\`-d\` unless set) to restore. A program that wants another option cannot decrypt
what it wrote, and that shows on the day of the restore. And the keys must be kept somewhere that is not in this backup.

Say the option, even when it is \`-d\`, and try a restore. \`kencrypt yes\` encrypts on the wire only, and only with Kerberos.`,
  run(snapshot, report) {
    for (const { place, what, dles } of causes(snapshot, ({ facts, dle }) => {
      const program = facts.encrypt === 'client' ? facts.clientEncrypt : facts.serverEncrypt;
      if (facts.encrypt === 'none' || program === '') return undefined;
      const option = `${facts.encrypt}-decrypt-option`;
      return dle.dumptype.values.has(option) ? undefined : { parameter: 'encrypt', what: option };
    })) {
      const owner: Block | undefined = dles[0]?.dumptype.values.get('encrypt')?.owner;
      report({
        place,
        message: `${count(dles.length, 'DLE')} ${dles.length === 1 ? 'is' : 'are'} encrypted, but no ${what} says how the program decrypts; Amanda will try -d. Say it, try a restore, and keep the key outside this backup.`,
        related: relatedDles(dles, 'is encrypted'),
        fixes: () => {
          const made = owner === undefined ? undefined : addLineToBlock(snapshot, owner, `${what} "-d"`);
          return made === undefined ? [] : [{ title: `Add ${what} "-d"`, edits: [made] }];
        },
      });
    }
    for (const { place, dles } of causes(snapshot, ({ facts }) =>
      facts.kencrypt && !facts.auth.toLowerCase().startsWith('krb')
        ? { parameter: 'kencrypt', what: '' }
        : undefined,
    )) {
      report({
        place,
        message:
          'kencrypt encrypts the connection of Kerberos auths only; with this auth nothing is encrypted. Use auth "ssh" or "ssl" for an encrypted connection.',
        related: relatedDles(dles, 'is not encrypted'),
      });
    }
  },
};

export const sslKeys: Check = {
  id: 'security/ssl-without-keys',
  severity: 'warning',
  title: 'auth "ssl" without certificate and key',
  doc: `\`auth "ssl"\` needs \`ssl-cert-file\`, \`ssl-key-file\` and \`ssl-ca-cert-file\`, in the dumptype or found below a global \`ssl-dir\`. Without
them the connection cannot be made (\`common-src/ssl-security.c\`).`,
  run(snapshot, report) {
    if (snapshot.config.global.has('ssl-dir')) return;
    for (const { place, what, dles } of causes(snapshot, ({ facts, dle }) => {
      if (facts.auth.toLowerCase() !== 'ssl') return undefined;
      const missing = ['ssl-cert-file', 'ssl-key-file', 'ssl-ca-cert-file'].find(
        (name) => !dle.dumptype.values.has(name),
      );
      return missing === undefined ? undefined : { parameter: 'auth', what: missing };
    })) {
      report({
        place,
        message: `auth "ssl" needs ${what}, and neither the dumptype nor a global ssl-dir gives it: the connection will fail. Set \`ssl-dir\`, or the files in the dumptype.`,
        related: relatedDles(dles, 'uses it'),
      });
    }
  },
};
