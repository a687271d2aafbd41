import { parameters } from '../schema/index';
import { isKilo } from '../schema/units';
import type { Parameter } from '../schema/types';
import { valueOfBlock } from './effective';
import { quoteAlways } from './quote';
import type { Block, Config, Disklist, Dle } from './types';
import type { Value } from './values';

/** The parameters of a dumptype in the order in which Amanda 3.5.1 lists them (common-src/conffile.h, dumptype_key). */
const ORDER: readonly string[] = [
  ...['comment', 'program', 'server-custom-compress', 'client-custom-compress', 'server-encrypt'],
  ...[
    'client-encrypt',
    'amandad-path',
    'client-username',
    'ssh-keys',
    'auth',
    'exclude',
    'include',
    'priority',
  ],
  ...[
    'dumpcycle',
    'maxdumps',
    'maxpromoteday',
    'bumppercent',
    'bumpsize',
    'bumpdays',
    'bumpmult',
    'starttime',
  ],
  ...[
    'strategy',
    'estimate',
    'compress',
    'encrypt',
    'server-decrypt-option',
    'client-decrypt-option',
    'comprate',
  ],
  ...['tape-splitsize', 'fallback-splitsize', 'split-diskbuffer', 'record', 'skip-incr', 'skip-full'],
  ...['holdingdisk', 'kencrypt', 'ignore', 'index', 'application', 'script', 'property', 'client-port'],
  ...['data-path', 'allow-split', 'recovery-limit', 'dump-limit', 'max-warnings', 'retry-dump', 'tag'],
  ...['ssl-fingerprint-file', 'ssl-cert-file', 'ssl-key-file', 'ssl-ca-cert-file', 'ssl-cipher-list'],
  ...['ssl-check-host', 'ssl-check-certificate-host', 'ssl-check-fingerprint'],
];

/**
 * What `amadmin NAME disklist` of Amanda 3.5.1 prints about these DLEs (server-src/amadmin.c, disklist_one, and
 * common-src/conffile.c, dump_dumptype). `version` decides about defaults that differ.
 */
export function printDles(
  config: Config,
  disklist: Disklist,
  dles: readonly Dle[],
  version?: string,
): string {
  // The last DLE of a host decides about the interface of all of them.
  const interfaces = new Map(disklist.hosts.map((host) => [host.name, host.dles.at(-1)?.interface]));
  const blocks = new Map<Block, readonly string[]>();
  const parts = dles.map((dle) => {
    const block = blocks.get(dle.dumptype) ?? printBlock(config, dle.dumptype, version);
    blocks.set(dle.dumptype, block);
    return printDle(config, dle, interfaces.get(dle.host), block, version);
  });
  return parts.join('');
}

function printDle(
  config: Config,
  dle: Dle,
  network: string | undefined,
  values: readonly string[],
  version?: string,
): string {
  const block = dle.dumptype;
  const text = (name: string) => {
    const value = valueOfBlock(config, block, name, version)?.value;
    return value?.t === 'string' ? value.s : value?.t === 'ref' ? value.name : '';
  };
  const lines = [
    `line ${String(dle.line)} (${dle.file}):`,
    `    host ${dle.host}:`,
    `        interface ${network ?? config.blocks.interface.get('default')?.name ?? 'default'}`,
    `    disk ${dle.disk}:`,
    ...(dle.device === undefined ? [] : [`        device ${dle.device}`]),
    `        program "${text('program')}"`,
    ...(text('application') === '' ? [] : [`        application "${text('application')}"`]),
    ...values,
    `        spindle ${String(dle.spindle)}`,
  ];
  return `${lines.join('\n')}\n\n`;
}

function printBlock(config: Config, block: Block, version?: string): string[] {
  const lines: string[] = [];
  for (const name of ORDER) {
    const parameter = parameters.dumptype.get(name);
    const value = valueOfBlock(config, block, name, version)?.value;
    if (!parameter || !value) continue;
    for (const text of displayValue(parameter, value)) {
      lines.push(`        ${name.toUpperCase().padEnd(19)} ${text}`);
    }
  }
  return lines;
}

/** A value as Amanda displays it, one text for each line (conffile.c, val_t_display_strs). */
export function displayValue(parameter: Parameter, value: Value): readonly string[] {
  switch (value.t) {
    case 'int':
    case 'int64': {
      // Sizes have no sign.
      const number = parameter.kind === 'size' ? BigInt.asUintN(64, BigInt(value.n)) : value.n;
      return [`${String(number)}${isKilo(parameter.unit) ? 'K' : ''}`];
    }
    case 'real':
      return [fixed5(value.n)];
    case 'rate':
      // Amanda keeps rates as floats (conffile.h, val_t).
      return [[value.full, value.incr].map((rate) => fixed5(Math.fround(rate))).join(' ')];
    case 'time':
      return [clock(Number(BigInt.asIntN(32, value.n)))];
    case 'string':
      return [parameter.kind === 'identifier' ? value.s : quoteAlways(value.s)];
    case 'bool':
      return [value.n === 0 ? 'no' : 'yes'];
    case 'word':
      return [parameter.kind === 'no_yes_all' ? value.word : value.word.toUpperCase()];
    case 'compress':
      return [value.side === 'none' ? 'NONE' : `${value.side} ${value.how}`.toUpperCase()];
    case 'words':
      return [value.words.join(parameter.kind === 'execute_on' ? ', ' : ' ').toUpperCase()];
    case 'range':
      return [`${String(value.low)},${String(value.high)}`];
    case 'exclude':
      return [
        exclude('LIST', value.value.optional, value.value.list),
        exclude('FILE', value.value.optional, value.value.file),
      ];
    case 'properties':
      return [...value.map.values()].map((property) =>
        [
          property.visible ? 'visible' : 'hidden',
          ...(property.priority ? ['priority'] : []),
          quoteAlways(property.name),
          ...property.values.map(quoteAlways),
        ].join(' '),
      );
    case 'ref':
      return [value.name === '' && parameter.name === 'application' ? '' : quoteAlways(value.name)];
    case 'refs':
      return [value.names.length === 0 ? '""' : value.names.join(' ')];
    case 'strings':
      if (parameter.kind !== 'str_list') return [value.list.length === 0 ? '""' : value.list.join(' ')];
      return value.list.length === 0 ? [] : [value.list.map(quoteAlways).join(' ')];
    case 'host-limit':
      return [
        (value.sameHost ? 'SAME-HOST ' : '') +
          (value.server ? 'SERVER ' : '') +
          value.match.map((pattern) => `${quoteAlways(pattern)} `).join(''),
      ];
    case 'autolabel':
      return [[quoteAlways(value.template), ...value.when.map((word) => word.toUpperCase())].join(' ')];
    case 'labelstr':
      return [value.matchAutolabel ? 'MATCH-AUTOLABEL' : quoteAlways(value.template)];
    case 'vault':
      return value.list.map(({ name, days }) => `${quoteAlways(name)} ${String(days)}`);
    case 'selection':
      return value.list.map(
        ({ tag, tagType, level }) =>
          `${tagType === 'name' ? quoteAlways(tag) : tagType.toUpperCase()} ${level.toUpperCase()}`,
      );
  }
}

function exclude(kind: string, optional: boolean, patterns: readonly string[]): string {
  return [kind, ...(optional ? ['OPTIONAL'] : []), ...patterns.map(quoteAlways)].join(' ');
}

/** C's "%2d%02d" of hours and minutes; Amanda cuts the time to 32 bits for it. */
function clock(hhmm: number): string {
  return `${String(Math.trunc(hhmm / 100)).padStart(2)}${String(hhmm % 100).padStart(2, '0')}`;
}

/**
 * A number as C's "%0.5f" prints it. toFixed rounds the exact binary value half up where C rounds it half to even: a tie
 * at the sixth place is an odd number of 64ths. Too many digits behind the point make Amanda divide by 0.
 */
function fixed5(number: number): string {
  if (Number.isNaN(number)) return '-nan';
  if (!Number.isFinite(number)) return number < 0 ? '-inf' : 'inf';
  const sign = number < 0 || Object.is(number, -0) ? '-' : '';
  const size = Math.abs(number);
  if (size >= 1e21) return `${sign}${BigInt(size).toString()}.00000`;
  const parts = size * 64;
  if (!Number.isInteger(parts) || parts % 2 === 0) return sign + size.toFixed(5);
  // Twice the number's hundred-thousandths, which is odd.
  const twice = BigInt(parts) * 3125n;
  const even = ((twice / 2n + 1n) / 2n) * 2n;
  const digits = even.toString().padStart(6, '0');
  return `${sign}${digits.slice(0, -5)}.${digits.slice(-5)}`;
}
