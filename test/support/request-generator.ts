import type { LevelRequest } from '../../server/src/estimate/levels';
import { quoteAlways } from '../../server/src/model/quote';
import { Random } from './random';

/**
 * Configurations that use everything that gets into an estimate request, for comparing our requests with the
 * planner's: every program, compress, encrypt, estimate list, exclude and include, properties, applications, scripts,
 * spindles, devices, inheritance, and names with blanks, quotes, XML characters, UTF-8 and bytes that are not.
 */
export interface GeneratedHost {
  readonly address: string;
  readonly features?: string;
  readonly disks: readonly string[];
  /** Lines of the disklist. */
  readonly lines: readonly string[];
}

export interface Generated {
  readonly conf: (port: number) => string;
  readonly disklist: (port: number) => string;
  readonly hosts: readonly GeneratedHost[];
  /** Input for `amadmin import`. */
  readonly history: string;
  readonly past: ReadonlyMap<string, Past>;
}

/** What the info database knows of a DLE. */
export interface Past {
  readonly day: 'first' | 'typical' | 'worst';
  /** Seconds since 1970 of the last dump by level. */
  readonly dates: ReadonlyMap<number, number>;
}

const FEATURES_351 = 'ffffffff9efefbfffffffffffffff3fffbf71f';
export const FEATURE_STRINGS: readonly (string | undefined)[] = [
  FEATURES_351,
  FEATURES_351,
  'fffffeff9ffe7f',
  'fffffeff9ffe7f',
  'ffffffff9ffeffffffff00',
  'ffffffff9ffeffffffff7f',
  'ffffffff9efefbffffffffff00',
  'ffffffff9efefbffffffffff3f',
  'fffffeff9ffe0f',
  undefined,
];

const NAMES = [
  ...[
    '/',
    '/usr',
    '/home/a b',
    '/srv/"quoted"',
    "/it's",
    '/a<b>&c',
    '/back\\slash',
    '/größe',
    '/raw\udcff\udc80x',
  ],
  ...[
    '//server/share',
    'C:/Data',
    '/tab\there',
    '/very/long/path/name/with/many/parts',
    '/\u65e5\u672c',
    '/~$%;x',
  ],
];
const PATTERNS = [
  ...[
    './tmp',
    './a b',
    '*.iso',
    './x&y',
    './"q"',
    './\u00e9t\u00e9',
    './raw\udce9',
    '.\\back',
    "./o'clock",
    'list',
    '',
  ],
  ...['/etc/amanda/exclude.gtar', './<tag>'],
];
const BUILTINS = ['NO-COMPRESS', 'compress-best', 'srvcompress', 'NO-RECORD', 'BSD-AUTH', '"COMPRESS-FAST"'];
const PROGRAMS = ['/usr/bin/pigz', '/opt/a b/zip', 'prog-x', '/bin/g&z', '/opt/caf\u00e9'];
const PROPERTIES = [
  ...[
    'GNUTAR-PATH',
    'gnutar_listdir',
    'Sparse',
    'ONE-FILE-SYSTEM',
    'atime-preserve',
    'check-device',
    'normal',
  ],
  ...[
    'IGNORE',
    'strange',
    'exit-handling',
    'tar-blocksize',
    'verbose',
    'no-unquote',
    'a',
    'b',
    'c',
    'd e',
    'p\u00e4th',
  ],
];
const MOMENTS = [
  'pre-amcheck',
  'post-backup',
  'pre-host-backup',
  'post-dle-backup',
  'pre-recover',
  'inter-level-recover',
];
const CLIENT_MOMENTS = [
  ...MOMENTS,
  'pre-dle-estimate',
  'post-host-estimate',
  'pre-estimate',
  'pre-dle-amcheck',
];

/** Generates `count` hosts, with addresses from 127.1.0.1 on. */
export function generateRequests(seed: number, count: number): Generated {
  return new Generator(new Random(seed)).make(count);
}

class Generator {
  private readonly applications: string[] = [];
  private readonly scripts: string[] = [];
  private readonly dumptypes: string[] = [];
  private readonly plainDumptypes: string[] = [];
  private readonly withApplication = new Set<string>();
  private readonly histories: string[] = [];
  private readonly past = new Map<string, Past>();

  constructor(private readonly random: Random) {}

  make(count: number): Generated {
    const blocks = [
      ...Array.from({ length: 8 }, (_, i) => this.application(i)),
      ...Array.from({ length: 8 }, (_, i) => this.script(i)),
      ...Array.from({ length: 24 }, (_, i) => this.dumptype(i)),
    ].join('\n');
    const hosts = Array.from({ length: count }, (_, i) => this.host(i));
    const port = (text: string) => (n: number) => text.replaceAll('@PORT@', String(n));
    const head =
      (this.random.chance(0.3) ? 'usetimestamps no\n' : '') +
      'org "requests"\ndumpcycle 10\nrunspercycle 10\ntapecycle 20 tapes\ntapetype T\n' +
      'ctimeout 20\netimeout 20\nbumpsize 1000 kb\nbumpdays 2\n' +
      'define tapetype T {\n length 100 gb\n}\n';
    return {
      conf: port(`${head}${blocks}\n`),
      disklist: port(hosts.flatMap((host) => [...host.lines]).join('\n') + '\n'),
      hosts,
      history: HISTORY_HEAD + this.histories.join(''),
      past: this.past,
    };
  }

  private properties(): string[] {
    const { random } = this;
    return Array.from({ length: random.pick([0, 1, 3, 6, 12]) }, () => {
      const marks = `${random.chance(0.2) ? 'priority ' : ''}${random.chance(0.3) ? 'append ' : ''}${random.pick(['', '', 'hidden ', 'visible '])}`;
      const octal = random.chance(0.1) ? ['"\\303\\244x\\\\"'] : [];
      const values = random.chance(0.15)
        ? []
        : Array.from({ length: random.int(1, 3) }, () => quoteAlways(random.pick([...NAMES, ...PATTERNS])));
      return ` property ${marks}${[quoteAlways(random.pick(PROPERTIES)), ...values, ...(values.length ? octal : [])].join(' ')}`;
    });
  }

  private application(i: number): string {
    const { random } = this;
    const lines = [
      ...(i > 0 && random.chance(0.5) ? [` ${random.pick(this.applications)}`] : []),
      ` plugin ${quoteAlways(random.pick(['amgtar', 'amstar', 'am gtar', 'amsamba']))}`,
      ...this.properties(),
      ...(i > 1 && random.chance(0.3) ? [` ${random.pick(this.applications)}`] : []),
      ...this.properties(),
      ...(random.chance(0.3) ? [' client-name "the client\'s"'] : []),
    ];
    this.applications.push(`app${i}`);
    return `define application app${i} {\n${lines.join('\n')}\n}`;
  }

  private script(i: number): string {
    const { random } = this;
    const server = random.chance(0.2);
    const moments = random.some(server ? MOMENTS : CLIENT_MOMENTS, 0.3);
    const lines = [
      ...(i > 0 && random.chance(0.3) ? [` ${random.pick(this.scripts)}`] : []),
      ` plugin ${quoteAlways(random.pick(['script-email', 'my script', 'script&co']))}`,
      ` execute-where ${server ? 'server' : 'client'}`,
      ` execute-on ${(moments.length ? moments : ['post-backup']).join(', ')}`,
      ...(random.chance(0.5) ? [` order ${random.int(1, 3) * 1000}`] : []),
      ...(random.chance(0.3) ? [' client-name "other"'] : []),
      ...this.properties(),
    ];
    this.scripts.push(`script${i}`);
    return `define script script${i} {\n${lines.join('\n')}\n}`;
  }

  private patterns(which: string): string[] {
    const { random } = this;
    return Array.from({ length: random.pick([0, 0, 1, 1, 2]) }, () => {
      const kind = random.pick(['', 'file ', 'list ']);
      const marks = `${random.chance(0.2) ? 'optional ' : ''}${random.chance(0.5) ? 'append ' : ''}`;
      const patterns = Array.from({ length: random.pick([0, 1, 1, 2, 4]) }, () =>
        quoteAlways(random.pick(PATTERNS)),
      );
      return ` ${which} ${kind}${marks}${patterns.join(' ')}`;
    });
  }

  /** Lines of a dumptype, but for its program and auth. */
  private options(includes: boolean): string[] {
    const { random } = this;
    const maybe = (probability: number, line: () => string) =>
      random.chance(probability) ? [` ${line()}`] : [];
    return [
      ...maybe(
        0.6,
        () =>
          `compress ${random.pick(['none', 'client fast', 'client best', 'client custom', 'server fast', 'server best', 'server custom', 'fast', 'best'])}`,
      ),
      ...maybe(0.7, () => `client-custom-compress ${quoteAlways(random.pick(PROGRAMS))}`),
      ...maybe(0.7, () => `server-custom-compress ${quoteAlways(random.pick(PROGRAMS))}`),
      ...maybe(0.3, () => `encrypt ${random.pick(['none', 'client', 'server'])}`),
      ...maybe(0.8, () => `client-encrypt ${quoteAlways(random.pick(PROGRAMS))}`),
      ...maybe(0.8, () => `server-encrypt ${quoteAlways(random.pick(PROGRAMS))}`),
      ...maybe(0.2, () => `client-decrypt-option "${random.pick(['-d', '--decrypt', ''])}"`),
      ...maybe(0.2, () => 'server-decrypt-option "-x"'),
      ...maybe(0.3, () => `record ${random.pick(['no', 'yes', ''])}`),
      ...maybe(0.3, () => `index ${random.pick(['no', 'yes'])}`),
      ...maybe(0.2, () => `kencrypt ${random.pick(['no', 'yes'])}`),
      ...maybe(0.1, () => `data-path ${random.pick(['amanda', 'directtcp'])}`),
      ...maybe(
        0.4,
        () =>
          `estimate ${random.pick(['client', 'calcsize', 'server', 'calcsize client', 'server client', 'client server', 'server calcsize client'])}`,
      ),
      ...maybe(0.25, () => `strategy ${random.pick(['standard', 'noinc', 'nofull', 'incronly', 'skip'])}`),
      ...maybe(0.05, () => 'ignore yes'),
      ...maybe(0.08, () => 'skip-full yes'),
      ...maybe(0.08, () => 'skip-incr yes'),
      ...maybe(0.1, () => `holdingdisk ${random.pick(['auto', 'never', 'required'])}`),
      ...maybe(0.2, () => `maxdumps ${random.int(1, 9)}`),
      ...maybe(0.05, () => `dump-limit ${random.pick(['server', 'same-host', 'same-host server'])}`),
      ...this.patterns('exclude'),
      ...(includes ? this.patterns('include') : []),
      ...maybe(0.25, () => `script ${random.pick(this.scripts)}`),
      ...maybe(0.1, () => `script "${random.pick(this.scripts)}" "${random.pick(this.scripts)}"`),
    ];
  }

  private dumptype(i: number): string {
    const { random } = this;
    // Every fourth has no includes: 3.5.1's planner dies when a client does not know them (see plainly()).
    const plain = i % 4 === 0;
    const family = plain ? this.plainDumptypes : this.dumptypes;
    const lines = this.options(!plain);
    let parent = '';
    // Inherited in front or behind: what the parent sets wins over what stands before it.
    if (family.length && random.chance(0.4)) {
      parent = random.pick(family);
      lines.splice(random.int(0, lines.length), 0, ` ${parent}`);
    }
    // Amanda refuses an application, inherited or not, together with another program.
    const application = this.withApplication.has(parent) || random.chance(0.3);
    lines.push(` program "${application ? 'APPLICATION' : random.pick(['GNUTAR', 'DUMP'])}"`);
    if (application && random.chance(0.7))
      lines.push(` application ${quoteAlways(random.pick(this.applications))}`);
    else if (application)
      lines.push(
        ` application {\n  ${random.pick(this.applications)}\n  plugin "own"\n${this.properties().join('\n')}\n }`,
      );
    if (random.chance(0.15)) lines.push(` script {\n  ${random.pick(this.scripts)}\n  plugin "own"\n }`);
    if (application) this.withApplication.add(`dt${i}`);
    family.push(`dt${i}`);
    lines.push(` auth "${random.pick(['bsd', 'BSD', 'bsdudp'])}"`, ' client-port "@PORT@"');
    return `define dumptype dt${i} {\n${lines.join('\n')}\n}`;
  }

  private host(i: number): GeneratedHost {
    const { random } = this;
    const address = `127.1.${Math.floor(i / 250)}.${(i % 250) + 1}`;
    const names = random.some(NAMES, 0.3);
    if (!names.length) names.push('/only');
    const features = this.features();
    // The last DLE of the disklist decides the host's auth; here it is one that is dumped on any day.
    const mixed = random.chance(0.25);
    const lines = names.map((name, n) =>
      this.dle(address, name, plainly(features), mixed && n < names.length - 1),
    );
    if (mixed) {
      const end =
        ' strategy standard\n ignore no\n skip-full no\n skip-incr no\n dump-limit server\n data-path amanda';
      lines.push(`${address} /last {\n ${random.pick(this.plainDumptypes)}\n${end}\n auth "BSD"\n}`);
      names.push('/last');
      this.remember(address, '/last');
    }
    return { address, features, disks: names, lines };
  }

  private features(): string | undefined {
    const features = this.random.pick(FEATURE_STRINGS);
    if (features === undefined || !this.random.chance(0.2)) return features;
    // A client that lacks some of the features: bits are taken out at random, never that of XML.
    const bytes = features.match(/../g) ?? [];
    const at = this.random.int(0, bytes.length - 1);
    const mask = at === 10 ? 0xff : this.random.int(0, 255);
    bytes[at] = (parseInt(bytes[at] ?? '0', 16) & mask).toString(16).padStart(2, '0');
    return bytes.join('');
  }

  private dle(address: string, name: string, plain: boolean, anyAuth: boolean): string {
    const { random } = this;
    this.remember(address, name);
    const device = random.chance(0.3) ? ` ${quoteAlways(random.pick(NAMES))}` : '';
    const spindle = random.chance(0.4) ? ` ${random.int(-1, 12)}` : '';
    const start = `${address} ${quoteAlways(name)}${device}`;
    const type = random.pick(plain ? this.plainDumptypes : this.dumptypes);
    if (!random.chance(0.25)) return `${start} ${type}${spindle}`;
    const lines = random.chance(0.5) ? [` ${type}`] : [' program "GNUTAR"'];
    lines.push(...random.some(this.options(!plain), 0.3));
    if (random.chance(0.2)) lines.unshift(` ${random.pick(BUILTINS)}`);
    const auth = anyAuth ? random.pick(['bsdtcp', 'ssh', 'LOCAL', 'nonsense', 'bsd']) : 'bsd';
    return `${start} {\n${lines.join('\n')}\n auth "${auth}"\n client-port "@PORT@"\n}${spindle}`;
  }

  private remember(host: string, disk: string): void {
    const { random } = this;
    const day = random.pick(['first', 'typical', 'worst'] as const);
    const now = Math.floor(Date.now() / 1000);
    const dates = new Map<number, number>();
    this.past.set(`${host}\n${disk}`, { day, dates });
    if (day === 'first') return;
    const ago = (days: number) => now - days * 86400 - random.int(0, 3600);
    dates.set(0, ago(random.int(4, 7)));
    dates.set(1, ago(random.int(1, 3)));
    if (day === 'worst') dates.set(2, ago(random.int(40, 50)));
    const size = day === 'typical' ? 500 : 900_000;
    const sizes = new Map([...dates.keys()].map((level) => [level, level === 1 ? size : 2_000_000]));
    this.histories.push(
      historyText(host, disk, { dates, sizes, runs: [3, 2, 1].map((n) => [ago(n), size]) }),
    );
  }
}

/** The head of an `amadmin import`. */
export const HISTORY_HEAD = 'CURINFO Version 3.5.1 CONF requests\n';

/** A DLE's record in an `amadmin import`: last dumped at level 1, three days in a row. Sizes in KiB. */
export function historyText(
  host: string,
  disk: string,
  {
    dates,
    sizes,
    runs,
  }: {
    readonly dates: ReadonlyMap<number, number>;
    readonly sizes: ReadonlyMap<number, number>;
    readonly runs: readonly (readonly number[])[];
  },
): string {
  return [
    `host: ${quoteAlways(host)}\ndisk: ${quoteAlways(disk)}\ncommand: 0\nlast_level: 1\nconsecutive_runs: 3\n`,
    ...['full-rate', 'full-comp', 'incr-rate', 'incr-comp'].map((word) => `${word}: 1.0 1.0 1.0\n`),
    ...[...dates].map(
      ([level, date]) => `stats: ${level} ${sizes.get(level) ?? 0} 400 10 ${date} 1 L${level}\n`,
    ),
    // With a history of the same level the server can estimate it, however small the dump was.
    ...runs.map(([date = 0, size = 0]) => `history: 1 ${size} 400 ${date}\n`),
    '//\n',
  ].join('');
}

/**
 * True for a client that does not know `include file`: server-src/diskfile.c, validate_optionstr, then frees a text
 * that is not its own, and the planner is gone.
 */
function plainly(features: string | undefined): boolean {
  return features === undefined || (parseInt(features.slice(6, 8), 16) & 0x08) === 0;
}

/** A level as a text request dates it: the latest dump of a lower level, in GMT (infofile.c, get_dumpdate). */
export function dated({ level, server }: LevelRequest, past: Past | undefined): LevelRequest {
  let latest = 0;
  for (const [lower, date] of past?.dates ?? []) if (lower < level && date > latest) latest = date;
  const t = new Date(latest * 1000);
  const parts = [t.getUTCFullYear(), t.getUTCMonth() + 1, t.getUTCDate(), t.getUTCHours(), t.getUTCMinutes()];
  return { level, server, date: [...parts, t.getUTCSeconds()].join(':') };
}
