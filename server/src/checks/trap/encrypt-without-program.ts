import type { Check } from '../check';
import { causes, relatedDles, setBeside } from '../causes';
import { failed, why } from './refusal-text';

export const encryptProgram: Check = {
  id: 'trap/encrypt-without-program',
  severity: 'error',
  title: 'Encryption without a program',
  doc: `\`encrypt client\` needs \`client-encrypt "PROGRAM"\`, and \`encrypt server\` needs \`server-encrypt "PROGRAM"\`, for instance
\`/usr/sbin/amcrypt\`. ${why}`,
  run(snapshot, report) {
    for (const { place, what, dles } of causes(snapshot, ({ facts }) => {
      const program = facts.encrypt === 'client' ? facts.clientEncrypt : facts.serverEncrypt;
      return facts.encrypt === 'none' || program !== ''
        ? undefined
        : { parameter: 'encrypt', what: facts.encrypt };
    })) {
      const text =
        what === 'client'
          ? 'encrypt client with no encryption program specified'
          : 'No encryption program specified in dumptypes, …';
      report({
        place,
        message: `${failed(dles.length, text)}. Add \`${what}-encrypt "/usr/sbin/amcrypt"\` (or the program you use) to the dumptype.`,
        related: relatedDles(dles, 'not backed up'),
        fixes: () => setBeside(snapshot, dles[0], 'encrypt', `${what}-encrypt`, '"/usr/sbin/amcrypt"'),
      });
    }
  },
};
