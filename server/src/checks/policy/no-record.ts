import type { Check } from '../check';
import { causes, relatedDles } from '../causes';
import { count } from '../../text/quantities';

export const noRecord: Check = {
  id: 'policy/no-record',
  severity: 'info',
  title: 'record no: later incrementals do not build on these dumps',
  doc: `With \`record no\` the client does not note the dump in its list (\`/etc/dumpdates\`, \`gnutar-lists\`, \`amandates\`), so the next
incremental saves everything since the last *recorded* dump. That is right for an archive beside the daily backup, and wrong in
the daily backup itself. Use \`strategy noinc\` with it.`,
  run(snapshot, report) {
    for (const { place, dles } of causes(snapshot, ({ facts, absent }) =>
      !facts.record && facts.strategy !== 'noinc' && absent?.why !== 'skip'
        ? { parameter: 'record', what: '' }
        : undefined,
    )) {
      report({
        place,
        message: `With \`record no\` the client forgets these dumps, and incrementals of ${count(dles.length, 'DLE')} grow from the last recorded one. Use it for archives only, with \`strategy noinc\`.`,
        related: relatedDles(dles, 'is not recorded'),
      });
    }
  },
};
