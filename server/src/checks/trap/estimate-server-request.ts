import type { Check } from '../check';
import { causes, relatedDles } from '../causes';
import { compareVersions } from '../../schema/versions';
import { count } from '../../text/quantities';

export const estimateServerRequest: Check = {
  id: 'trap/estimate-server-request',
  severity: 'info',
  title: 'estimate server does not make the request smaller',
  doc: `With \`estimate server\` the planner uses its own history, but it *still* sends the DLE to the client in the XML request, which
answers size −1 for it (\`server-src/planner.c\`, \`getsize\`; measured with Amanda 3.5.1; for clients before 2.6.1 nothing is
sent). So it saves time on the client, not bytes in a UDP request that is near its limit, and the client must be up.

Against a request that is too large, use another remedy: \`auth "bsdtcp"\`, shorter names, fewer DLEs.`,
  run(snapshot, report) {
    if (compareVersions(snapshot.settings.version, '2.6.1') < 0) return;
    for (const { place, dles } of causes(snapshot, ({ facts, absent }, { udp, dialect }) =>
      udp && dialect === 'xml' && absent === undefined && facts.estimate.every((word) => word === 'server')
        ? { parameter: 'estimate', what: '' }
        : undefined,
    )) {
      report({
        place,
        message: `\`estimate server\` saves the client time, not bytes: ${dles.length === 1 ? 'this DLE is' : `these ${count(dles.length, 'DLE')} are`} still in the UDP request.`,
        related: relatedDles(dles, 'is in the request'),
      });
    }
  },
};
