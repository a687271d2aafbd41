import type { Check } from '../check';
import { causes, relatedDles } from '../causes';
import { count } from '../../text/quantities';

export const programMarkup: Check = {
  id: 'trap/program-markup',
  severity: 'error',
  title: 'A program or option with & or < breaks the requests of the host',
  doc: `Names of disks and patterns are encoded in the XML request, but the custom compress and encrypt programs, the decrypt
options and the auth are not (\`server-src/diskfile.c\`, \`xml_optionstr\`). An \`&\` or \`<\` in one of them makes the whole request
unreadable: the client answers \`FORMAT ERROR IN REQUEST PACKET\`, and *every* DLE of the host fails.

Put the command into a small script without such characters, and name the script.`,
  run(snapshot, report) {
    for (const { place, what, dles, plan } of causes(snapshot, ({ facts, absent }, { dialect }) => {
      if (dialect !== 'xml' || absent !== undefined) return undefined;
      const { side, how } = facts.compress;
      const sent: [string, string][] = [
        ['auth', facts.auth],
        ...(how === 'custom' && side === 'client'
          ? [['client-custom-compress', facts.clientCompress] as [string, string]]
          : []),
        ...(how === 'custom' && side === 'server'
          ? [['server-custom-compress', facts.serverCompress] as [string, string]]
          : []),
        ...(facts.encrypt === 'client'
          ? ([
              ['client-encrypt', facts.clientEncrypt],
              ['client-decrypt-option', facts.clientDecrypt],
            ] as [string, string][])
          : []),
      ];
      const bad = sent.find(([, value]) => /[&<]/.test(value));
      return bad === undefined ? undefined : { parameter: bad[0], what: bad[0] };
    })) {
      const hosts = new Set(dles.map((dle) => dle.host)).size;
      report({
        place,
        message: `${what} is put into the XML request as it is, and an & or < in it makes the request unreadable: every DLE of ${hosts === 1 ? plan.host.name : count(hosts, 'host')} fails with "FORMAT ERROR IN REQUEST PACKET". Name a script without such characters instead.`,
        related: relatedDles(dles, 'sends it'),
      });
    }
  },
};
