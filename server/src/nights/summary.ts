import type { Place } from '../text/span';
import type { LogFacts } from '../logs/types';
import { failuresIn } from './failures';

/** What `amanda-lint log` prints of one file. Times are seconds, sizes KiB, packets bytes; lines count from 1. */
export interface LogSummary {
  readonly file: string;
  readonly kind: string;
  readonly program?: string;
  readonly host?: string;
  readonly config?: string;
  readonly runs: readonly { readonly start?: string; readonly finish?: string; readonly seconds?: number }[];
  readonly dles: readonly DleSummary[];
  readonly packets: readonly PacketSummary[];
  readonly failures: readonly FailureSummary[];
  readonly gaps: readonly { readonly line: number; readonly seconds: number }[];
  readonly unreadable: readonly { readonly line: number; readonly reason: string }[];
  readonly abridged: boolean;
}

interface DleSummary {
  readonly host?: string;
  readonly disk: string;
  readonly seconds?: number;
  readonly estimates: readonly {
    readonly level?: number;
    readonly seconds?: number;
    readonly kib?: number;
  }[];
}

interface PacketSummary {
  readonly line: number;
  readonly type: string;
  readonly direction: string;
  readonly service?: string;
  readonly hostname?: string;
  readonly bytes: number;
  readonly header: boolean;
  readonly dles: number;
  readonly levels: number;
  readonly complete: boolean;
  readonly closed: boolean;
  /** The auth of the amandad that wrote the log; only bsd, bsdudp and krb4 send packets of limited size. */
  readonly auth?: string;
}

interface FailureSummary {
  readonly line: number;
  readonly kind: string;
  /** The id of the check that explains it. */
  readonly cause?: string;
  readonly host?: string;
  readonly disk?: string;
  readonly level?: number;
  readonly text: string;
}

/** IP and UDP headers, which the wiki's article adds to the count of `wc` (RFC 791 without options, RFC 768). */
export const IP_UDP_HEADER_BYTES = 28;

/**
 * Sums up the facts of a log. `lineOf` gives the line (from 1) of an offset; a log read as a stream has its own way
 * to know it.
 */
export function summarize(file: string, facts: LogFacts, lineOf: (offset: number) => number): LogSummary {
  const line = (place: Place) => lineOf(place.span.start);
  return {
    file,
    kind: facts.kind,
    program: facts.program,
    host: facts.host,
    config: facts.config,
    runs: facts.runs.map((run) => ({ start: run.startText, finish: run.finishText, seconds: run.seconds })),
    dles: dles(facts),
    packets: facts.packets.map((packet) => ({
      line: line(packet.place),
      type: packet.type,
      direction: packet.direction,
      service: packet.service,
      hostname: packet.hostname,
      bytes: packet.bytes,
      header: packet.hasHeader,
      dles: packet.disks.length,
      levels: packet.levels,
      complete: packet.complete,
      closed: packet.closed,
      auth: packet.auth,
    })),
    failures: failuresIn(facts).map(({ kind, cause, host, disk, level, text, place }) => ({
      line: line(place),
      kind,
      cause,
      host: host ?? facts.host,
      disk,
      level,
      text,
    })),
    // tar is silent while it works: only a silence before the first estimate says something.
    gaps: facts.gaps
      .filter((gap) => gap.disk === undefined || gap.beforeFirstEntry)
      .map((gap) => ({ line: line(gap.place), seconds: gap.seconds })),
    unreadable: facts.unreadable.map(({ place, reason }) => ({ line: line(place), reason })),
    abridged: facts.abridged,
  };
}

function dles(facts: LogFacts): DleSummary[] {
  const found = new Map<string, { host?: string; disk: string; levels: Map<number | undefined, Entry> }>();
  const entry = (host: string | undefined, disk: string, level: number | undefined): Entry => {
    const key = `${host ?? ''}\0${disk}`;
    const dle = found.get(key) ?? { host, disk, levels: new Map<number | undefined, Entry>() };
    found.set(key, dle);
    const known = dle.levels.get(level) ?? {};
    dle.levels.set(level, known);
    return known;
  };
  for (const { disk, level, seconds } of facts.estimates) entry(facts.host, disk, level).seconds = seconds;
  for (const { host, disk, level, kib } of facts.sizes) entry(host ?? facts.host, disk, level).kib = kib;
  for (const { host, disk, sizes } of facts.results) {
    for (const { level, kib } of sizes) entry(host, disk, level).kib = kib;
  }
  return [...found.values()].map(({ host, disk, levels }) => {
    const estimates = [...levels].map(([level, value]) => ({ level, ...value }));
    const times = estimates.flatMap((estimate) => (estimate.seconds === undefined ? [] : [estimate.seconds]));
    const seconds = times.length > 0 ? Math.round(times.reduce((a, b) => a + b, 0) * 1000) / 1000 : undefined;
    return { host, disk, seconds, estimates };
  });
}

interface Entry {
  seconds?: number;
  kib?: number;
}

/** Auths that send packets over UDP (common-src/security.c); others have no headers to add. */
const UDP = new Set(['bsd', 'bsdudp', 'krb4']);

const plural = (n: number, one: string) => `${n} ${one}${n === 1 ? '' : 's'}`;

/** The summary as an administrator reads it. */
export function summaryText(summary: LogSummary): string {
  const out: string[] = [];
  const what = [summary.program ?? summary.kind, summary.host && `client ${summary.host}`, summary.config];
  out.push(`${summary.file}: ${what.filter(Boolean).join(', ')}`);
  for (const run of summary.runs) {
    if (run.start === undefined && run.finish === undefined) continue;
    const took = run.seconds === undefined ? 'no finish time' : `${run.seconds} s`;
    out.push(
      `  run: ${run.start ?? '(start not in the log)'} to ${run.finish ?? '(no finish line)'}: ${took}`,
    );
  }
  for (const dle of summary.dles) {
    const name = dle.host === undefined ? dle.disk : `${dle.host} ${dle.disk}`;
    out.push(`  ${name}${dle.seconds === undefined ? '' : `: estimates took ${dle.seconds} s`}`);
    for (const { level, seconds, kib } of dle.estimates) {
      const size = kib === undefined ? '' : kib < 0 ? `no size (${kib})` : `${kib} KiB`;
      const facts = [seconds === undefined ? '' : `${seconds} s`, size];
      out.push(
        `    ${level === undefined ? 'all levels' : `level ${level}`}: ${facts.filter(Boolean).join(', ')}`,
      );
    }
  }
  for (const packet of summary.packets) {
    const stream = packet.auth !== undefined && !UDP.has(packet.auth);
    const size = stream
      ? `${packet.bytes} bytes by ${packet.auth}`
      : `${packet.bytes} bytes${packet.header ? ` + ${IP_UDP_HEADER_BYTES}` : ' without the packet header'}`;
    const levels = packet.levels > 0 ? `, ${plural(packet.levels, 'level')}` : '';
    const content = packet.dles > 0 ? `, ${plural(packet.dles, 'DLE')}${levels}` : '';
    const cut = packet.complete ? '' : packet.closed ? ', CUT OFF' : ', the log stops here';
    out.push(
      `  line ${packet.line}: ${packet.direction} ${packet.type} ${packet.service ?? ''}`.trimEnd() +
        `: ${size}${content}${cut}`,
    );
  }
  for (const gap of summary.gaps)
    out.push(`  line ${gap.line}: nothing was logged for ${gap.seconds} s before this line`);
  for (const { line, host, disk, text } of summary.failures) {
    const where = [host, disk].filter((part) => part !== undefined).join(' ');
    out.push(`  line ${line}: FAILURE ${where === '' ? '' : `${where}: `}${text}`);
  }
  for (const { line, reason } of summary.unreadable) out.push(`  line ${line}: not read: ${reason}`);
  if (summary.abridged) out.push('  (there was more of something than is kept: figures are not complete)');
  return out.join('\n') + '\n';
}
