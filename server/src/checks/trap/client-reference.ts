import type { Check } from '../check';

export const clientReference: Check = {
  id: 'trap/client-reference',
  severity: 'warning',
  title: 'An application or script line in amanda-client.conf does harm',
  doc: `At the top level of amanda-client.conf Amanda accepts \`application NAME\` and \`script NAME\`, but stores them in the place of other
parameters (\`common-src/conffile.c\`, \`client_var\`, whose slots are those of the server's \`dumporder\` and \`bumppercent\`). No program
reads them from there. \`define application-tool\` and \`define script-tool\` blocks are fine.`,
  run(snapshot, report) {
    if (!snapshot.config.client) return;
    for (const setting of snapshot.config.statements) {
      const { name } = setting.parameter;
      if (name !== 'application' && name !== 'script') continue;
      report({
        place: setting.place,
        message: `Amanda accepts this line in amanda-client.conf but stores it in the place of another parameter, and nothing reads it. Take it out; a \`define ${name}-tool\` block is what clients use.`,
      });
    }
  },
};
