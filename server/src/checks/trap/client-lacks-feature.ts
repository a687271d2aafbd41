import type { Check } from '../check';
import { causes, relatedDles } from '../causes';
import { failed, why } from './refusal-text';

/** What the checks above say better. */
const covered =
  /no compression program|no encryption program|No encryption program|server compression|directtcp/;

export const clientLacksFeature: Check = {
  id: 'trap/client-lacks-feature',
  severity: 'error',
  title: "The client's release cannot do what the dumptype asks for",
  doc: `A client announces which features it has (\`features=\` in its first reply). What the dumptype wants beyond that is refused.
${why}

Which features a client has is assumed from \`amanda.version\`, or given per host by the setting \`amanda.client.features\`.`,
  run(snapshot, report) {
    for (const { place, what, dles, plan } of causes(snapshot, ({ absent, dle }) => {
      const text = absent?.why === 'refused' ? absent.text : undefined;
      const left = text?.split('; ').filter((one) => !covered.test(one)) ?? [];
      const first = left[0];
      if (first === undefined) return undefined;
      const parameter =
        ['compress', 'encrypt', 'record', 'index', 'kencrypt', 'exclude', 'include', 'auth'].find(
          (name) => first.includes(name) && dle.dumptype.values.has(name),
        ) ?? 'program';
      return { parameter, what: first };
    })) {
      report({
        place,
        message: `${failed(dles.length, what)}: the client ${plan.host.name} announces features that do not include this. Change the dumptype, or update Amanda on the client.`,
        related: relatedDles(dles, 'not backed up'),
      });
    }
  },
};
