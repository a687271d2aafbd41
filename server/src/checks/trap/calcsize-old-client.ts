import type { Check } from '../check';
import { causes, relatedDles } from '../causes';
import { setInBlock } from '../edit';

export const calcsizeOldClient: Check = {
  id: 'trap/calcsize-old-client',
  severity: 'error',
  title: 'estimate calcsize fails for clients before 2.6.1',
  doc: `Servers 3.4.0 to 3.5.1 write the request to an old client (one that reads the text form) as \`CALCSIZEGNUTAR …\`, without the
blank behind \`CALCSIZE\` (\`server-src/planner.c\`, \`getsize\`; right in 3.3.9). The client does not know such a program, and the
estimate fails.

Use \`estimate client\` or \`estimate server\` for these clients, or update them.`,
  run(snapshot, report) {
    for (const { place, dles, plan } of causes(snapshot, ({ facts, absent }, { row, dialect }) =>
      row.brokenTextCalcsize &&
      dialect === 'text' &&
      absent === undefined &&
      facts.estimate.find((word) => word !== 'server') === 'calcsize'
        ? { parameter: 'estimate', what: '' }
        : undefined,
    )) {
      report({
        place,
        message: `A server of release ${plan.row.version} asks old clients such as ${plan.host.name} for a program "CALCSIZE${plan.dles[0]?.facts.program ?? 'GNUTAR'}", which they do not know: the estimate fails. Use \`estimate client\` or \`estimate server\` for them.`,
        related: relatedDles(dles, 'its estimate fails'),
        fixes: () =>
          dles.slice(0, 1).flatMap((dle) => {
            const owner = dle.dumptype.values.get('estimate')?.owner;
            if (owner === undefined) return [];
            return ['client', 'server'].flatMap((word) => {
              const made = setInBlock(snapshot, owner, 'estimate', word);
              return made === undefined ? [] : [{ title: `Write estimate ${word}`, edits: [made] }];
            });
          }),
      });
    }
  },
};
