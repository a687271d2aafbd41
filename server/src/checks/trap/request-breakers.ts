import type { Check } from '../check';
import { causes, relatedDles } from '../causes';
import { setInBlock } from '../edit';
import { compareVersions } from '../../schema/versions';
import { count } from '../walk';

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

export const includeOldClient: Check = {
  id: 'trap/include-old-client',
  severity: 'error',
  title: 'include file towards a client that does not know it kills the planner',
  doc: `A client whose features lack \`include file\`, such as one before 2.4.3 or one that does not answer with its features, makes the
planner refuse the DLE; but Amanda frees the text of that refusal although it is a constant
(\`server-src/diskfile.c\`, \`validate_optionstr\`). The planner dies with \`free(): invalid pointer\` or a segmentation fault (measured with Amanda 3.5.1),
and no DLE of *any* host is backed up that night.

Take the \`include\` out of the dumptypes of this host, or update Amanda on the client. Which features a client has is assumed
from \`amanda.version\`, or given per host by the setting \`amanda.clientFeatures\`.`,
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
