import { quoteAlways } from '../../server/src/model/quote';
import { Random } from './random';

/**
 * Configurations and info databases that make the planner choose levels: every strategy, skip-full and skip-incr,
 * dumpcycle and bump parameters, forced levels, new disks, records of old releases and records that end too soon.
 */
export interface PastCase {
  readonly address: string;
  readonly features: string;
  readonly disks: readonly string[];
  readonly lines: readonly string[];
}

export interface GeneratedPast {
  readonly conf: (port: number) => string;
  readonly disklist: string;
  readonly hosts: readonly PastCase[];
  /** Files of the info database, by their names below it. */
  readonly files: ReadonlyMap<string, string>;
}

export const XML = 'ffffffff9efefbfffffffffffffff3fffbf71f';
export const TEXT = 'fffffeff9ffe7f';
const DAY = 86400;
const NAMES = ['/', '/usr', '/home/a b', '/größe', 'C:\\Data', '//server/share', '/srv/a', '/srv/b', "/it's"];
const STRATEGIES = ['standard', 'standard', 'standard', 'standard', 'noinc', 'nofull', 'incronly', 'skip'];

/** `now` is when the planner will run, in seconds since 1970; with `whole` no record ends too soon. */
export function generatePast(seed: number, count: number, now: number, whole = false): GeneratedPast {
  return new PastGenerator(new Random(seed), now, whole).make(count);
}

/** A record's name below the info database. */
export function infoName(host: string, disk: string): string {
  return `${host}/${disk.replace(/[/:\\]/g, '_')}/info`;
}

class PastGenerator {
  private readonly files = new Map<string, string>();

  constructor(
    private readonly random: Random,
    private readonly now: number,
    private readonly whole: boolean,
  ) {}

  make(count: number): GeneratedPast {
    const { random } = this;
    const types = Array.from({ length: 30 }, (_, i) => this.dumptype(i));
    const hosts = Array.from({ length: count }, (_, i): PastCase => {
      const address = `127.5.0.${i + 1}`;
      const disks = random.some(NAMES, 0.7);
      const lines = disks.map((disk) => {
        this.record(address, disk);
        return `${address} ${quoteAlways(disk)} dt${random.int(0, types.length - 1)}\n`;
      });
      return { address, features: random.chance(0.3) ? TEXT : XML, disks, lines };
    });
    const head = [
      'org "past"\ntapetype T\nctimeout 20\netimeout 20\nruntapes 1\n',
      `dumpcycle ${random.int(0, 12)}\n`,
      random.chance(0.5) ? `reserve ${random.int(0, 100)}\n` : '',
      random.chance(0.5) ? `bumpsize ${random.int(1, 4000)}\n` : '',
      random.chance(0.5) ? `bumpmult ${random.int(1, 3)}.5\n` : '',
      'define tapetype T {\n length 100 gb\n}\n',
    ].join('');
    return {
      conf: (port) => (head + types.join('')).replaceAll('@PORT@', String(port)),
      disklist: hosts.flatMap(({ lines }) => [...lines]).join(''),
      hosts,
      files: this.files,
    };
  }

  private dumptype(i: number): string {
    const { random } = this;
    const maybe = (probability: number, line: string) => (random.chance(probability) ? [` ${line}`] : []);
    const lines = [
      ' program "GNUTAR"',
      ' auth "bsd"',
      ' client-port "@PORT@"',
      ` strategy ${random.pick(STRATEGIES)}`,
      ...maybe(0.12, 'skip-full yes'),
      ...maybe(0.12, 'skip-incr yes'),
      ...maybe(0.3, `dumpcycle ${random.int(0, 9)}`),
      ...maybe(0.3, `bumpsize ${random.int(1, 3000)}`),
      ...maybe(0.3, `bumppercent ${random.int(0, 100)}`),
      ...maybe(0.3, `bumpdays ${random.int(0, 4)}`),
      ...maybe(0.3, `bumpmult ${random.int(1, 4)}.25`),
      ...maybe(0.3, `estimate ${random.pick(['calcsize', 'server client', 'client server'])}`),
    ];
    return `define dumptype dt${i} {\n${lines.join('\n')}\n}\n`;
  }

  private record(host: string, disk: string): void {
    const { random } = this;
    // A fifth of the disks is new.
    if (random.chance(0.2)) return;
    const name = infoName(host, disk);
    const lastLevel = random.pick([0, 0, 1, 1, 1, 2, 2, 3, 5, 9, 40]);
    const old = random.chance(0.08);
    const size = () => random.pick([0, 1, 500, 999, 1000, 1001, 1500, random.int(1, 5000), 2_000_000]);
    const levels = new Set([0, lastLevel, ...random.some([1, 2, 3, 4], 0.5)]);
    const stats = [...levels]
      .sort((a, b) => a - b)
      .flatMap((level) => {
        if (random.chance(0.08)) return [];
        const label = random.chance(0.7) ? ` ${random.int(1, 20)} Vol${random.int(1, 9)}` : '';
        return [`stats: ${level} ${size()} ${size()} 10 ${this.date(level)}${label}\n`];
      });
    let level = lastLevel;
    const runs = Array.from({ length: random.pick([0, 1, 3, 8, 40, 100]) }, (_, n) => {
      if (random.chance(0.4))
        level = random.pick([0, 1, Math.max(level - 1, 0), level + 1, random.int(0, 4)]);
      return `history: ${level} ${size()} ${size()} ${this.now - (n + 1) * DAY} 10\n`;
    });
    const last = old
      ? 'last_level: -1 -1'
      : `last_level: ${lastLevel} ${random.pick([-1, 0, 1, 1, 2, 3, 35])}`;
    const lines = [
      'version: 0\n',
      `command: ${random.pick([0, 0, 0, 0, 0, 1, 2, 4, 8])}\n`,
      'full-rate: 100.0 90.0\nfull-comp: 0.5\nincr-rate:\nincr-comp:\n',
      ...stats,
      `${last}\n`,
      ...runs,
      '//\n',
    ];
    // Some records end too soon, as when the disk was full, or hold what nobody understands.
    const broken = !this.whole && random.chance(0.06) ? lines.slice(0, random.int(0, lines.length)) : lines;
    if (!this.whole && random.chance(0.03)) broken.splice(random.int(0, broken.length), 0, 'what is this\n');
    this.files.set(name, broken.join(''));
  }

  /** Never near the middle of a day, where a second decides between two days. */
  private date(level: number): number {
    const { random } = this;
    const days = level === 0 ? random.int(0, 14) : random.int(0, 9);
    const part = random.chance(0.5) ? random.int(0, 40_000) : random.int(46_000, 86_000);
    return this.now - days * DAY - part;
  }
}
