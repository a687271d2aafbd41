import { blockKinds, parameterLists } from '../../server/src/schema/index';
import type { Parameter } from '../../server/src/schema/types';
import type { Random } from '../support/random';
import type { Files } from './fuzz-bases';

const TOKENS = [
  ...[
    '"x"',
    '""',
    '"a b"',
    '"5"',
    '"yes"',
    '"a\\"b"',
    '"match-autolabel"',
    '"k"',
    '"/tmp"',
    '"DUMP"',
    '"$o"',
    '"st"',
    '"s"',
    '"a=b"',
  ],
  ...[
    '0',
    '1',
    '-1',
    '5',
    '50',
    '101',
    '600',
    '1023',
    '1024',
    '70000',
    '2147483648',
    '-2147483649',
    '9223372036854775807',
    '1.5',
    '0.5',
    '-0.5',
    '1.',
    '1.99999999999',
    '0.9',
    '18446744073709551617',
  ],
  ...[
    'yes',
    'no',
    'ON',
    'f',
    'all',
    'inf',
    'INF',
    'kb',
    'k',
    'mb',
    'weeks',
    'tb',
    'bytes',
    'bps',
    'days',
    'mbps',
  ],
  ...[
    'none',
    'client',
    'server',
    'fast',
    'best',
    'custom',
    'calcsize',
    'list',
    'file',
    'optional',
    'append',
    'priority',
    'hidden',
    'visible',
  ],
  ...[
    'same-host',
    'same_host',
    'empty',
    'any',
    'match-autolabel',
    'full',
    'incr',
    'other',
    'never',
    'auto',
    'required',
    'low',
    'HIGH',
    'first',
    'disk',
    'amanda',
  ],
  ...[
    'pre-dle-backup',
    'POST_AMCHECK',
    's',
    'st',
    'a',
    'foo',
    'h',
    ',',
    ',',
    ',',
    '{',
    '}',
    '{}',
    '@',
    "'x'",
    '-',
    '=',
    ';',
    '#c',
    '\\',
    '\f',
    '\r',
    'x-y',
    'x.y',
    '_z',
    'é',
  ],
];

const HEAD =
  'define application a {\n}\ndefine script s {\n}\ndefine interactivity i {\n}\ndefine taperscan t {\n}\n' +
  'define policy p {\n}\ndefine storage st {\n}\ndefine holdingdisk h {\n}\ndefine tapetype tt {\n}\n';

/** A value as somebody might write it, by the parameter's kind, or any tokens at all. */
function value(random: Random, p: Parameter): string {
  const good = [
    ...(p.values ?? []),
    ...(p.refers ? [`"${p.refers[0] ?? ''}"`] : []),
    '5',
    '"x"',
    '1.5',
    'yes',
  ];
  const count = random.pick([0, 1, 1, 1, 2, 2, 3, 4]);
  let text = '';
  for (let i = 0; i < count; i++) {
    const token = random.chance(0.5) ? random.pick(good) : random.pick(TOKENS);
    text += (random.chance(0.12) ? '' : random.pick([' ', '  ', '\t'])) + token;
  }
  return text;
}

/** A small configuration with a few statements of one context, of which most are right or nearly so. */
export function statements(random: Random): { files: Files; what: string; client?: boolean } {
  const kind = random.pick([
    'global',
    'global',
    'client',
    'dumptype',
    'dumptype',
    'storage',
    ...blockKinds,
  ] as const);
  const list = parameterLists[kind].filter(
    (p) => p.name !== 'diskfile' && p.name !== 'dumpuser' && p.name !== 'tmpdir',
  );
  const count = random.int(1, 3);
  const lines: string[] = [];
  for (let i = 0; i < count; i++) {
    const p = random.pick(list);
    lines.push(
      `${random.chance(0.1) ? p.name.replaceAll('-', '_').toUpperCase() : p.name}${value(random, p)}`,
    );
  }
  const what = `${kind}: ${lines.join(' | ')}`;
  if (kind === 'client') {
    return { files: { 'amanda-client.conf': `${lines.join('\n')}\n` }, what, client: true };
  }
  const inner = lines.join('\n');
  const text = kind === 'global' ? `${inner}\norg "end"\n` : `define ${kind} zz {\n${inner}\n}\norg "end"\n`;
  return { files: { 'amanda.conf': HEAD + text, disklist: 'localhost /etc no-compress\n' }, what };
}
