import { grammars, type Grammar } from './grammar';

/**
 * How the behaviour of Amanda differs between releases: one row a release, one column a fact, so that no check
 * needs an `if` about versions. Sources: NEWS, ChangeLog and ChangeLog.old of the 3.5.1 distribution, common-src/
 * amfeatures.[ch], dgram.[ch], protocol.c and server-src/planner.c of the releases.
 */
export interface VersionRow {
  /** The value of the setting `amanda.version`. */
  readonly version: string;
  /** What the packet header says after "Amanda ". */
  readonly protocol: string;
  /** Year of the first release of this row. */
  readonly year: number;
  /** Largest UDP payload in bytes that this release's programs send and receive (dgram.h, MAX_DGRAM). */
  readonly maxDatagram: number;
  /**
   * Bytes above which the planner splits a host's request into several (planner.c, MAX_DGRAM/2 until 2.5.0);
   * undefined where it sends one request whatever its size.
   */
  readonly splitRequest?: number;
  /** True where a request above maxDatagram is cut off without a word (dgram.c, since 2.5.1). */
  readonly cutsRequest: boolean;
  /** Characters of the HANDLE field in the packet header. */
  readonly handleLength: number;
  /**
   * The feature string that this release's programs announce. Those of 2.5.0 and 2.5.1 are rebuilt from the dates on
   * which the bits were added; the others are what the programs send.
   */
  readonly features: string;
  /** What a client of this release reads: XML or one text line per level. */
  readonly dialect: 'text' | 'xml';
  /** The auth of a dumptype that sets none, as the dumptype holds it. */
  readonly defaultAuth: string;
  /** The auths that exist, in lower case. */
  readonly auths: readonly string[];
  /** The words of `estimate`; empty before the parameter existed. */
  readonly estimates: readonly string[];
  /** True where `estimate` takes a list of methods. */
  readonly estimateList: boolean;
  /** The values of `program`. */
  readonly programs: readonly string[];
  /** True where the planner glues CALCSIZE to the program's name in text requests, which old clients refuse. */
  readonly brokenTextCalcsize: boolean;
  /** True where `etimeout` may be negative: seconds for the whole host. */
  readonly negativeEtimeout: boolean;
  /** How many dump levels there are (common-src/amanda.h, DUMP_LEVELS; ten of them until 3.0). */
  readonly dumpLevels: number;
  /** How often a request is sent in all while no reply comes (protocol.c). */
  readonly requestAttempts: number;
  /** Seconds since the first attempt after which no further one is made (protocol.c, DROP_DEAD_TIME). */
  readonly requestDeadline: number;
  /** Seconds until a request that was not acknowledged is sent again (protocol.c, ACK_WAIT). */
  readonly ackWait: number;
  /** What etimeout is multiplied by: every level of every DLE in the request (planner.c, getsize). */
  readonly etimeoutCounts: 'levels';
  /** Largest packet in bytes over stream auths (security-util.c, NETWORK_BLOCK_BYTES * 128). */
  readonly maxStreamPacket: number;
  /** What the readers of amanda.conf and disklist take. */
  readonly grammar: Grammar;
}

const base = {
  maxDatagram: 65503,
  negativeEtimeout: true,
  requestAttempts: 3,
  requestDeadline: 3600,
  ackWait: 10,
  etimeoutCounts: 'levels',
  maxStreamPacket: 128 * 32768,
  brokenTextCalcsize: false,
  dumpLevels: 10,
} as const;

const classic = {
  ...base,
  splitRequest: 32751,
  cutsRequest: false,
  handleLength: 12,
  dialect: 'text',
  defaultAuth: 'bsd',
  estimateList: false,
  programs: ['DUMP', 'GNUTAR'],
} as const;

const text25 = {
  ...base,
  cutsRequest: true,
  handleLength: 12,
  dialect: 'text',
  defaultAuth: 'bsd',
  estimates: ['client', 'calcsize', 'server'],
  estimateList: false,
  programs: ['DUMP', 'GNUTAR'],
} as const;

const xml = {
  ...base,
  cutsRequest: true,
  handleLength: 12,
  dialect: 'xml',
  estimates: ['client', 'calcsize', 'server'],
  programs: ['DUMP', 'GNUTAR', 'STAR', 'APPLICATION'],
  dumpLevels: 400,
} as const;

const krb = ['bsd', 'krb4', 'krb5', 'rsh', 'ssh'];
const auths251 = [...krb, 'bsdtcp', 'bsdudp'];
const auths26 = [...auths251, 'local'];
const auths3 = ['bsd', 'bsdtcp', 'bsdudp', 'krb5', 'rsh', 'ssh', 'local'];
const auths34 = [...auths3, 'ssl'];
const text3 = 'ffffffff9efefbffffffffff';
const text34 = 'ffffffff9efefbfffffffffffffff3fffb';

const rows: readonly Omit<VersionRow, 'grammar'>[] = [
  {
    ...classic,
    version: '2.4',
    protocol: '2.4',
    year: 1998,
    features: 'fffffeff9ffe0f',
    auths: ['bsd', 'krb4'],
    estimates: [],
  },
  {
    ...classic,
    version: '2.4.5',
    protocol: '2.4',
    year: 2005,
    features: 'fffffeff9ffe7f',
    auths: ['bsd', 'krb4'],
    estimates: ['client', 'calcsize', 'server'],
  },
  {
    ...classic,
    version: '2.5.0',
    protocol: '2.5',
    year: 2006,
    features: 'fffffeff9ffeffff07',
    auths: krb,
    estimates: ['client', 'calcsize', 'server'],
  },
  {
    ...text25,
    version: '2.5.1',
    protocol: '2.5',
    year: 2006,
    features: 'fffffeff9ffeffffff7f',
    auths: auths251,
  },
  {
    ...text25,
    version: '2.5.2',
    protocol: '2.5',
    year: 2007,
    features: 'ffffffff9ffeffffffff00',
    auths: auths251,
  },
  {
    ...text25,
    version: '2.6.0',
    protocol: '2.6',
    year: 2008,
    features: 'ffffffff9ffeffffffff00',
    auths: auths26,
  },
  {
    ...xml,
    version: '2.6.1',
    protocol: '2.6',
    year: 2009,
    features: 'ffffffff9ffeffffffff7f',
    defaultAuth: 'bsd',
    auths: auths26,
    estimateList: false,
    dumpLevels: 10,
  },
  {
    ...xml,
    version: '3.1',
    protocol: '3.1',
    year: 2010,
    features: `${text3}00`,
    defaultAuth: 'bsd',
    auths: auths3,
    estimateList: true,
  },
  {
    ...xml,
    version: '3.2',
    protocol: '3.2',
    year: 2010,
    features: `${text3}01`,
    defaultAuth: 'bsd',
    auths: auths3,
    estimateList: true,
  },
  {
    ...xml,
    version: '3.3',
    protocol: '3.3',
    year: 2011,
    features: `${text3}3f`,
    defaultAuth: 'BSDTCP',
    auths: auths3,
    estimateList: true,
  },
  {
    ...xml,
    version: '3.4',
    protocol: '3.4',
    year: 2016,
    features: `${text34}f70f`,
    defaultAuth: 'BSDTCP',
    auths: auths34,
    estimateList: true,
    brokenTextCalcsize: true,
  },
  {
    ...xml,
    version: '3.5.1',
    protocol: '3.5',
    year: 2017,
    features: `${text34}f71f`,
    defaultAuth: 'BSDTCP',
    auths: auths34,
    estimateList: true,
    brokenTextCalcsize: true,
  },
  {
    ...xml,
    version: '3.6',
    protocol: '3.6',
    year: 2019,
    features: `${text34}f79f`,
    defaultAuth: 'BSDTCP',
    auths: auths34,
    estimateList: true,
    brokenTextCalcsize: true,
  },
];

export const newestVersion = '3.5.1';

const numbers = (version: string): readonly number[] => version.split(/[^0-9]+/).map(Number);

/** Negative, zero or positive as version `a` is older than, equal to or newer than `b`; missing parts count as 0. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [numbers(a), numbers(b)];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Oldest first. */
export const versions: readonly VersionRow[] = rows.map((row) => ({
  ...row,
  grammar: grammarSince(row.version),
}));

/** The grammar of the newest release in the grammars' table that is not newer. */
function grammarSince(version: string): Grammar {
  const known = grammars.findLast(([since]) => compareVersions(since, version) <= 0) ?? grammars[0];
  return (known as (typeof grammars)[number])[1];
}

/** The row for any version, e.g. "3.3.9": the newest row that is not newer, or the oldest one. */
export function versionRow(version: string): VersionRow {
  const wanted = /^\d+(\.\d+)*/.exec(version)?.[0] ?? newestVersion;
  return (
    versions.findLast((row) => compareVersions(rowStart(row.version), wanted) <= 0) ??
    (versions[0] as VersionRow)
  );
}

/** 3.5.1 stands for all of 3.5. */
const rowStart = (version: string): string => (version === newestVersion ? '3.5' : version);

/** True where a release has a parameter or another thing that came with release `since` and went with `until`. */
export function hasSince(version: string, since: string, until?: string): boolean {
  if (until !== undefined && compareVersions(version, until) >= 0) return false;
  return compareVersions(version, since) >= 0;
}

/** How a release reads its files. */
export function grammarOf(version: string): Grammar {
  return versionRow(version).grammar;
}
