import type { Check } from '../check';
import { causes, relatedDles } from '../causes';
import { addLineToBlock } from '../edit';
import type { Block } from '../../model/types';
import { count } from '../../text/quantities';

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
