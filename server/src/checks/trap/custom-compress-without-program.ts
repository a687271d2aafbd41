import type { Check } from '../check';
import { causes, relatedDles, setBeside } from '../causes';
import { failed, why } from './refusal-text';

export const customCompress: Check = {
  id: 'trap/custom-compress-without-program',
  severity: 'error',
  title: 'Custom compression without a program',
  doc: `\`compress client custom\` needs \`client-custom-compress "PROGRAM"\`, and \`compress server custom\` needs
\`server-custom-compress "PROGRAM"\`. ${why} \`amcheck -s\` notices the server's program only, the client's is found by \`amcheck -c\`.`,
  run(snapshot, report) {
    for (const { place, what, dles } of causes(snapshot, ({ facts }) => {
      const { side, how } = facts.compress;
      const program = side === 'client' ? facts.clientCompress : facts.serverCompress;
      return side === 'none' || how !== 'custom' || program !== ''
        ? undefined
        : { parameter: 'compress', what: side };
    })) {
      report({
        place,
        message: `${failed(dles.length, `${what} custom compression with no compression program specified`)}. Add \`${what}-custom-compress "/path/to/program"\`, or use \`compress ${what} fast\`.`,
        related: relatedDles(dles, 'not backed up'),
        fixes: () => setBeside(snapshot, dles[0], 'compress', 'compress', `${what} fast`),
      });
    }
  },
};
