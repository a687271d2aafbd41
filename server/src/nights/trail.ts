import type { KnownHost } from '../logs/clients';
import type { Statement } from '../logs/types';
import { countBefore } from '../text/lists';
import type { Run } from './runs';

/** One attempt to dump a DLE: the last word of each program about it. */
export interface Try {
  dumper?: Statement;
  chunker?: Statement;
  taper?: Statement;
}

/** Everything that a run's logs say of one DLE, in their order. */
export interface Trail {
  readonly host: string;
  readonly disk: string;
  /** It was named at the start: by planner, amflush or amvault. */
  listed: number;
  readonly planner: Statement[];
  readonly driver: Statement[];
  readonly tries: Try[];
  /** Dumps of earlier runs that this one wrote, by their time stamp and the storage: what taper said last. */
  readonly flushed: Map<string, Statement>;
  /** Those that it was to write, by their time stamp (amdump.N). */
  readonly due: Map<string, Statement>;
  /** Rows and words of a report. */
  readonly reported: Statement[];
  /** The level in the schedule, and the line. */
  scheduled?: Statement;
  /** Its place in the log, where it was named first. */
  first: Statement;
}

const keyOf = (host: string, disk: string) => `${host.toLowerCase()}\0${disk}`;

/** The DLEs of a run with what is said of each, in the order in which they are named. */
export class Trails {
  readonly all = new Map<string, Trail>();

  constructor(
    private readonly run: Run,
    known: readonly KnownHost[],
  ) {
    const { log, amdump, report } = run;
    // log.DATE.N is the record that amreport and the info database are made from; amdump.N tells the same with more noise.
    const main = log ?? amdump;
    for (const statement of main?.statements ?? []) this.add(statement);
    if (log && amdump) for (const statement of amdump.statements) this.addDetail(statement);
    // A report says in other words what the log says.
    if (log) return;
    const resolver = new Resolver(this.all, known);
    for (const statement of report?.statements ?? []) {
      if (amdump && statement.disk !== undefined && !resolver.find(statement)) continue;
      this.addReport(statement, resolver);
    }
  }

  find(host: string, disk: string): Trail | undefined {
    return this.all.get(keyOf(host, disk));
  }

  private trail(statement: Statement, host: string, disk: string): Trail {
    const key = keyOf(host, disk);
    let trail = this.all.get(key);
    if (!trail) {
      trail = {
        host,
        disk,
        listed: 0,
        planner: [],
        driver: [],
        tries: [],
        flushed: new Map(),
        due: new Map(),
        reported: [],
        first: statement,
      };
      this.all.set(key, trail);
    }
    return trail;
  }

  private add(statement: Statement): void {
    const { host, disk, tag, program } = statement;
    if (host === undefined || disk === undefined) return;
    const trail = this.trail(statement, host, disk);
    if (tag === 'DISK') {
      if (statement.timestamp === undefined) trail.listed++;
      else trail.due.set(statement.timestamp, statement);
      return;
    }
    if (program === 'planner') {
      if (tag === 'STATS') trail.scheduled = statement;
      else trail.planner.push(statement);
      return;
    }
    if (program === 'driver') {
      trail.driver.push(statement);
      return;
    }
    if (program !== 'dumper' && program !== 'chunker' && program !== 'taper') return;
    if (tag === 'INFO') return;
    if (this.isOlder(statement)) {
      if (program === 'taper')
        trail.flushed.set(`${statement.timestamp ?? ''} ${statement.storage ?? ''}`, statement);
      return;
    }
    const found = tryFor(trail.tries, program);
    found[program] = statement;
  }

  /** True for a dump that another run made: this one only writes it to tape. */
  private isOlder({ timestamp }: Statement): boolean {
    if (this.run.program !== 'amdump') return true;
    if (timestamp === undefined) return false;
    const length = Math.min(timestamp.length, this.run.datestamp.length);
    return timestamp.slice(0, length) !== this.run.datestamp.slice(0, length);
  }

  /** amdump.N beside the log: the schedule, and the dumps to flush. */
  private addDetail(statement: Statement): void {
    const { host, disk, tag, program, timestamp } = statement;
    if (host === undefined || disk === undefined) return;
    const trail = this.find(host, disk);
    if (trail && program === 'planner' && tag === 'STATS') trail.scheduled = statement;
    if (trail && tag === 'DISK' && timestamp !== undefined) trail.due.set(timestamp, statement);
  }

  private addReport(statement: Statement, resolver: Resolver): void {
    const { host, disk } = statement;
    if (host === undefined || disk === undefined) return;
    const known = resolver.find(statement);
    const trail = known ?? this.trail(statement, resolver.expand(host, disk), disk);
    if (!known) resolver.learn(trail);
    trail.reported.push(statement);
  }
}

/**
 * The attempt that a line belongs to: the last one in which the program has not yet had its final word
 * (perl/Amanda/Report.pm, _get_try). After a chunker that failed, what taper says is of a new one.
 */
function tryFor(tries: Try[], program: 'dumper' | 'chunker' | 'taper'): Try {
  for (const one of tries.toReversed()) {
    const known = one[program];
    if (known && (program !== 'chunker' || known.tag !== 'PARTIAL')) continue;
    if (program === 'taper' && one.chunker?.tag === 'FAIL') continue;
    return one;
  }
  const fresh: Try = {};
  tries.push(fresh);
  return fresh;
}

/** Letters that 2.x leaves of a host in the summary of failures; in the table at the end it leaves two more. */
const SHORTEST = 10;

/**
 * Finds the DLE that a report means: amreport cuts names to the width of its columns, 2.x at their end, 3.x disks at
 * their beginning with a hyphen in front.
 */
class Resolver {
  private readonly hosts = new Map<string, Map<string, Trail>>();
  private readonly names = new Beginnings<string>();
  private readonly hostsOfDisk = new Map<string, Trail[]>();
  private readonly disks = new Map<string, Beginnings<Trail>>();
  private readonly endings = new Map<string, Beginnings<Trail>>();
  private readonly knownNames = new Beginnings<KnownHost>();

  constructor(trails: ReadonlyMap<string, Trail>, known: readonly KnownHost[]) {
    for (const trail of trails.values()) this.learn(trail);
    for (const host of known) this.knownNames.add(host.name.toLowerCase(), host);
  }

  learn(trail: Trail): void {
    const host = trail.host.toLowerCase();
    const disks = this.hosts.get(host);
    if (disks?.has(trail.disk)) return;
    if (disks) disks.set(trail.disk, trail);
    else {
      this.hosts.set(host, new Map([[trail.disk, trail]]));
      this.names.add(host, host);
    }
    const same = this.hostsOfDisk.get(trail.disk);
    if (same) same.push(trail);
    else this.hostsOfDisk.set(trail.disk, [trail]);
    beginnings(this.disks, host).add(trail.disk, trail);
    beginnings(this.endings, host).add(reversed(trail.disk), trail);
  }

  find({ host = '', disk = '' }: Statement): Trail | undefined {
    const name = host.toLowerCase();
    const exact = this.hosts.get(name)?.get(disk);
    if (exact) return exact;
    const cut = name.slice(0, SHORTEST);
    const hosts = this.names.of(name);
    // Too many to be looked at one by one: the hosts that have this very disk, if they are fewer.
    const all = hosts ?? this.hostsOfDisk.get(disk)?.map((one) => one.host.toLowerCase());
    if (!all || all.length > MANY) return undefined;
    const fits = new Set(hosts ? all : all.filter((one) => one.startsWith(name)));
    if (cut.length === SHORTEST && this.hosts.has(cut)) fits.add(cut);
    const found = [...fits].flatMap((one) => {
      const same = this.hosts.get(one)?.get(disk);
      return same ? [same] : this.cut(one, disk);
    });
    const same = found.filter((one) => one.disk === disk);
    if (same.length === 1) return same[0];
    return found.length === 1 ? found[0] : undefined;
  }

  /** The name in full, where the disklist has one host that it can be. */
  expand(host: string, disk: string): string {
    const name = host.toLowerCase();
    const fits = this.knownNames.of(name) ?? [];
    const exact = fits.find((one) => one.name.toLowerCase() === name);
    const having = fits.filter((one) => one.disks.some((own) => own.startsWith(disk)));
    return exact?.name ?? (having.length === 1 ? having[0]?.name : undefined) ?? host;
  }

  /** The disks of a host that are cut to this; two where they are too many. */
  private cut(host: string, disk: string): Trail[] {
    const tail = disk.startsWith('-') ? disk.slice(1) : '';
    const found = new Set(this.disks.get(host)?.of(disk) ?? []);
    if (tail !== '') for (const one of this.endings.get(host)?.of(reversed(tail)) ?? []) found.add(one);
    return [...found];
  }
}

/** Of more names than these that begin alike none is meant. */
const MANY = 100;

const reversed = (text: string) => [...text].reverse().join('');

function beginnings(all: Map<string, Beginnings<Trail>>, key: string): Beginnings<Trail> {
  let known = all.get(key);
  if (!known) all.set(key, (known = new Beginnings()));
  return known;
}

/** Finds names by how they begin, without looking at all of them. */
class Beginnings<T> {
  private sorted: (readonly [string, T])[] = [];
  /** Added since: too few to be worth sorting them in. */
  private fresh: (readonly [string, T])[] = [];

  add(name: string, value: T): void {
    this.fresh.push([name, value]);
  }

  /** What begins so; undefined for more than MANY. */
  of(start: string): readonly T[] | undefined {
    if (this.fresh.length > 64 + Math.sqrt(this.sorted.length)) {
      this.sorted = [...this.sorted, ...this.fresh].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
      this.fresh = [];
    }
    const found: T[] = [];
    for (
      let i = countBefore(this.sorted, ([name]) => name < start);
      i < this.sorted.length && found.length <= MANY;
      i++
    ) {
      const [name, value] = this.sorted[i] ?? [''];
      if (value === undefined || !name.startsWith(start)) break;
      found.push(value);
    }
    for (const [name, value] of this.fresh) if (name.startsWith(start)) found.push(value);
    return found.length > MANY ? undefined : found;
  }
}
