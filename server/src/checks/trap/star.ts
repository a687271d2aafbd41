import type { Check } from '../check';
import { causes, relatedDles } from '../causes';
import { setInBlock } from '../edit';

export const star: Check = {
  id: 'trap/star',
  severity: 'error',
  title: 'Program STAR aborts the planner',
  doc: `amanda.conf still takes \`program "STAR"\`, but the planner has no way to ask an XML client for it and dies on an assertion
(\`application != NULL\`, \`server-src/planner.c\`; measured with Amanda 3.5.1): no DLE of *any* host is backed up that night.

Use the application amstar: \`program "APPLICATION"\` with an \`application\` block whose plugin is \`"amstar"\`.`,
  run(snapshot, report) {
    for (const { place, dles } of causes(snapshot, ({ facts, absent }, { dialect }) =>
      facts.program === 'STAR' && dialect === 'xml' && absent?.why !== 'skip'
        ? { parameter: 'program', what: '' }
        : undefined,
    )) {
      report({
        place,
        message:
          'Program STAR aborts the planner ("application != NULL"): the whole run fails, for every host. Use the application amstar, or program "GNUTAR".',
        related: relatedDles(dles, 'brings the planner down'),
        fixes: () =>
          dles.slice(0, 1).flatMap((dle) => {
            const owner = dle.dumptype.values.get('program')?.owner;
            const made = owner === undefined ? undefined : setInBlock(snapshot, owner, 'program', '"GNUTAR"');
            return made === undefined ? [] : [{ title: 'Write program "GNUTAR"', edits: [made] }];
          }),
      });
    }
  },
};
