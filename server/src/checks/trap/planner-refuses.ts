import type { Check } from '../check';
import { causes, relatedDles } from '../causes';
import { count } from '../walk';

/** When it shows: the planner's FAIL line, with Amanda's own text. */
const failed = (n: number, text: string) =>
  `Tonight the planner fails ${n === 1 ? 'this DLE' : `${count(n, 'DLE')}`} with "[${text}]"`;

const why = `Amanda accepts this while it reads amanda.conf. The planner finds out at night, after it has asked the client for its
features, and writes \`FAIL planner HOST DISK … 0 [TEXT]\` (\`server-src/diskfile.c\`, \`validate_optionstr\`); the DLE is not in
the estimate request and is not backed up.`;

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
      });
    }
  },
};

export const encryptProgram: Check = {
  id: 'trap/encrypt-without-program',
  severity: 'error',
  title: 'Encryption without a program',
  doc: `\`encrypt client\` needs \`client-encrypt "PROGRAM"\`, and \`encrypt server\` needs \`server-encrypt "PROGRAM"\`, for instance
\`/usr/sbin/amcrypt\`. ${why}`,
  run(snapshot, report) {
    for (const { place, what, dles } of causes(snapshot, ({ facts }) => {
      const program = facts.encrypt === 'client' ? facts.clientEncrypt : facts.serverEncrypt;
      return facts.encrypt === 'none' || program !== ''
        ? undefined
        : { parameter: 'encrypt', what: facts.encrypt };
    })) {
      const text =
        what === 'client'
          ? 'encrypt client with no encryption program specified'
          : 'No encryption program specified in dumptypes, …';
      report({
        place,
        message: `${failed(dles.length, text)}. Add \`${what}-encrypt "/usr/sbin/amcrypt"\` (or the program you use) to the dumptype.`,
        related: relatedDles(dles, 'not backed up'),
      });
    }
  },
};

export const encryptThenCompress: Check = {
  id: 'trap/client-encrypt-server-compress',
  severity: 'error',
  title: 'Client encryption with server compression',
  doc: `What the client has encrypted cannot be compressed on the server. ${why}

Compress on the client (\`compress client fast\`), or encrypt on the server.`,
  run(snapshot, report) {
    for (const { place, dles } of causes(snapshot, ({ facts }) =>
      facts.encrypt === 'client' && facts.compress.side === 'server'
        ? { parameter: 'encrypt', what: '' }
        : undefined,
    )) {
      report({
        place,
        message: `${failed(dles.length, 'Client encryption with server compression is not supported. See amanda.conf(5) for detail')}. Use \`compress client\` or \`compress none\` with it.`,
        related: relatedDles(dles, 'not backed up'),
      });
    }
  },
};

/** What the checks above say better. */
const covered =
  /no compression program|no encryption program|No encryption program|server compression|directtcp/;

export const clientLacksFeature: Check = {
  id: 'trap/client-lacks-feature',
  severity: 'error',
  title: "The client's release cannot do what the dumptype asks for",
  doc: `A client announces which features it has (\`features=\` in its first reply). What the dumptype wants beyond that is refused.
${why}

Which features a client has is assumed from \`amanda.version\`, or given per host by the setting \`amanda.clientFeatures\`.`,
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

export const directtcp: Check = {
  id: 'trap/directtcp',
  severity: 'error',
  title: 'data-path directtcp with compression, encryption or a required holding disk',
  doc: `With \`data-path directtcp\` the data goes straight from the application to the tape device: nothing on the way can compress or
encrypt it, and it never touches the holding disk. The planner refuses the DLE and amcheck says the same
(\`server-src/planner.c\`, \`setup_estimate\`).

Set \`compress none\`, \`encrypt none\` and \`holdingdisk never\` beside it, or use \`data-path amanda\`.`,
  run(snapshot, report) {
    for (const { place, what, dles } of causes(snapshot, ({ facts }) => {
      if (!facts.directtcp) return undefined;
      const text =
        facts.compress.side !== 'none'
          ? "Can't compress directtcp data-path"
          : facts.encrypt !== 'none'
            ? "Can't encrypt directtcp data-path"
            : facts.holding === 'required'
              ? "Holding disk can't be use for directtcp data-path"
              : undefined;
      return text === undefined ? undefined : { parameter: 'data-path', what: text };
    })) {
      const set = /compress/.test(what)
        ? 'compress none'
        : /encrypt/.test(what)
          ? 'encrypt none'
          : 'holdingdisk never';
      report({
        place,
        message: `${failed(dles.length, what)}. Set \`${set}\` in this dumptype, or \`data-path amanda\`.`,
        related: relatedDles(dles, 'not backed up'),
      });
    }
  },
};
