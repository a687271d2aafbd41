import type { Check } from '../check';
import { causes, relatedDles } from '../causes';

export const includeOldClient: Check = {
  id: 'trap/include-old-client',
  severity: 'error',
  title: 'include file towards a client that does not know it kills the planner',
  doc: `A client whose features lack \`include file\`, such as one before 2.4.3 or one that does not answer with its features, makes the
planner refuse the DLE; but Amanda frees the text of that refusal although it is a constant
(\`server-src/diskfile.c\`, \`validate_optionstr\`). The planner dies with \`free(): invalid pointer\` or a segmentation fault (measured with Amanda 3.5.1),
and no DLE of *any* host is backed up that night.

Take the \`include\` out of the dumptypes of this host, or update Amanda on the client. Which features a client has is assumed
from \`amanda.version\`, or given per host by the setting \`amanda.client.features\`.`,
  run(snapshot, report) {
    for (const { place, dles, plan } of causes(snapshot, ({ facts, absent }) =>
      absent?.why === 'fatal' && facts.include.file.length > 0
        ? { parameter: 'include', what: '' }
        : undefined,
    )) {
      report({
        place,
        message: `${plan.host.name} announces features without "include file": the planner dies of it ("free(): invalid pointer" or a segmentation fault), and the whole run fails, for every host. Take the include out, or update Amanda on the client.`,
        related: relatedDles(dles, 'brings the planner down'),
      });
    }
  },
};
