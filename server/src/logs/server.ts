import type { FactsBuilder } from './builder';
import { classify } from './classify';
import { readName } from './names';
import { readStamp, secondsBetween } from './prefix';
import type { LogRecord } from './records';
import type { LogEvent } from './types';

/**
 * Reads a host and a quoted or plain disk name at the start of `text`, and notes where the disk stands. Since 3.4 taper
 * names its storage and pool before them (server-src/taper.c: `"ST:daily" "POOL:daily"`).
 */
function hostAndDisk(text: string, column: number, record: LogRecord, facts: FactsBuilder) {
  const storage = /^(?:"?(?:ST|POOL):(?:[^\s"]|\\.)*"? )+/.exec(text)?.[0].length ?? 0;
  const host = readName(text, storage);
  const disk = host ? readName(text, host.end) : undefined;
  if (!host || !disk) return undefined;
  facts.mention(record, disk.value, column + disk.start, disk.end - disk.start, host.value);
  return { host: host.value, disk: disk.value, rest: text.slice(disk.end).trim() };
}

/** What follows host and disk in a FAIL line: `DATE LEVEL [TEXT]`, before 2.5 without the date. */
function levelAndText(rest: string): { level?: number; text: string } {
  const detail = /^(?:\d{8,14} )?(\d+) (.*)$/.exec(rest);
  const text = detail?.[2]?.startsWith('"') ? readName(detail[2], 0)?.value : detail?.[2];
  return {
    level: detail ? Number(detail[1]) : undefined,
    text: (text ?? rest).replace(/^\[(.*)\]$/, '$1'),
  };
}

/** The host that an error text of planner names, if it does. */
function hostIn(text: string): string | undefined {
  const match =
    /^Request to (\S+) (?:failed|timed)|^(\S+) NAK|^([\w.-]+): {2}|for host '([^']+)'| timeout on ([\w.-]+)/.exec(
      text,
    );
  return match?.slice(1).find((host) => host !== undefined);
}

/** Programs that ask clients: only they can tell why a client did not answer. */
const ASKING = new Set(['planner', 'dumper', 'amcheck']);
const meaning = (program: string, text: string) => (ASKING.has(program) ? classify(text) : undefined);

/** log.DATE.N (server-src/logfile.c): `KIND PROGRAM REST`, continuation lines begin with blanks. */
export class RunLog {
  private readonly waiting = new Map<string, LogEvent>();

  constructor(private readonly facts: FactsBuilder) {}

  accept(record: LogRecord): void {
    const { facts } = this;
    const match = /^([A-Z]+) ([a-z]+) ?(.*)$/.exec(record.message);
    if (!match) return;
    const [, kind = '', program = '', rest = ''] = match;
    facts.program ??= program;
    const column = record.message.length - rest.length;
    if (kind === 'START') facts.time ??= readStamp(rest);
    if (kind === 'START' || kind === 'FINISH') {
      facts.add(facts.sections, { title: `${kind} ${program}`, place: facts.place(record.at, record.end) });
    } else if (kind === 'DISK') this.disk(rest, column, record);
    else if (['FAIL', 'SUCCESS', 'PARTIAL', 'STRANGE', 'RETRY'].includes(kind))
      this.outcome(kind, program, rest, column, record);
    else if (kind === 'ERROR' || kind === 'FATAL') {
      facts.event(meaning(program, rest) ?? 'error', record, { text: rest, host: hostIn(rest) });
    } else if (kind === 'WARNING') facts.event('warning', record, { text: rest });
  }

  end(): void {
    // amreport's rule: a DISK line without any line about its outcome (perl/Amanda/Report/human.pm).
    for (const event of this.waiting.values()) this.facts.add(this.facts.events, event);
  }

  private disk(rest: string, column: number, record: LogRecord): void {
    const named = hostAndDisk(rest, column, record, this.facts);
    if (!named) return;
    const { host, disk } = named;
    const place = this.facts.place(record.at, record.end);
    const text = 'RESULTS MISSING: no line of this log says what became of this DLE.';
    this.waiting.set(`${host}\0${disk}`, { kind: 'results-missing', host, disk, text, place });
  }

  private outcome(kind: string, program: string, rest: string, column: number, record: LogRecord): void {
    const named = hostAndDisk(rest, column, record, this.facts);
    if (!named) return;
    this.waiting.delete(`${named.host}\0${named.disk}`);
    if (kind !== 'FAIL') return;
    // A text with odd characters stands in double quotes as a whole, brackets included.
    const { host, disk } = named;
    const { level, text } = levelAndText(named.rest);
    this.facts.event(meaning(program, text) ?? 'failed', record, { host, disk, level, text });
  }
}

/** amdump.N (server-src/planner.c and driver.c write to standard error). */
export class AmdumpLog {
  constructor(private readonly facts: FactsBuilder) {}

  accept(record: LogRecord): void {
    const { facts } = this;
    const message = record.message;
    const result =
      /^planner:? time ([\d.]+): got (?:partial )?result for host (\S+) disk (.+):((?: -?\d+ -> -?\d+K,?)+)/.exec(
        message,
      );
    if (result) {
      const [, seconds, host = '', disk = '', sizes = ''] = result;
      const pairs = [...sizes.matchAll(/(-?\d+) -> (-?\d+)K/g)].map((m) => ({
        level: Number(m[1]),
        kib: Number(m[2]),
      }));
      const place = facts.place(record.at, record.end);
      const name = readName(disk, 0)?.value ?? disk;
      const known = pairs.filter((pair) => pair.level >= 0);
      facts.add(facts.results, { host, disk: name, sizes: known, seconds: Number(seconds), place });
      facts.mention(record, name, message.indexOf(` disk ${disk}:`) + 6, disk.length, host);
      return;
    }
    const error = /^(?:planner: )?error result for host (\S+) disk ("(?:[^"\\]|\\.)*"|.+?): (.*)$/.exec(
      message,
    );
    if (error) {
      const [, host, disk = '', text = ''] = error;
      facts.event(classify(text) ?? 'failed', record, { host, disk: readName(disk, 0)?.value, text });
      return;
    }
    const setup = /^setup_estimate: (\S+?):(.+?): command /.exec(message);
    if (setup) {
      const [, host, disk = ''] = setup;
      const name = readName(disk, 0)?.value ?? disk;
      facts.mention(record, name, `setup_estimate: ${host}:`.length, disk.length, host);
      return;
    }
    const failed = /^planner: FAILED (.*)$/.exec(message);
    if (failed) {
      const named = hostAndDisk(failed[1] ?? '', 'planner: FAILED '.length, record, facts);
      if (!named) return;
      const { level, text } = levelAndText(named.rest);
      const { host, disk } = named;
      facts.event(classify(text) ?? 'failed', record, { host, disk, level, text });
      return;
    }
    const start = /^(amdump|amflush): start at (.*)$/.exec(message);
    if (start) facts.startRun(record, { program: start[1], startText: start[2] });
    const end = /^(?:amdump|amflush): end at (.*)$/.exec(message);
    if (end) facts.finishRun(record, end[1] ?? '', secondsBetween(facts.startText, end[1]));
    if (/^[A-Z][A-Z ,_()a-z0-9.-]{3,80}(?:\.\.\.|:)$/.test(message) && /^[A-Z]{3,} ?[A-Z]*/.test(message)) {
      facts.add(facts.sections, {
        title: message.replace(/[:.]+$/, ''),
        place: facts.place(record.at, record.end),
      });
      return;
    }
    const program = /^(\w+)[: ]/.exec(message)?.[1] ?? '';
    const kind = meaning(program, message);
    if (kind) facts.event(kind, record, { host: hostIn(message.slice(program.length + 2)) });
  }

  end(): void {
    // Nothing is left open between the lines of amdump.N.
  }
}

/** Noon of a day such as "November 23, 2026", in seconds since 1970: a report does not tell the hour of its run. */
function noonOf(day: string): number | undefined {
  const ms = Date.parse(`${day} 12:00:00 UTC`);
  return Number.isNaN(ms) ? undefined : ms / 1000;
}

/** The mail of amreport (perl/Amanda/Report/human.pm; server-src/amreport.c before 3.0). */
export class Report {
  private section = '';

  constructor(private readonly facts: FactsBuilder) {}

  accept(record: LogRecord): void {
    const { facts } = this;
    const message = record.message;
    const heading = /^([A-Z][A-Z ]{4,60}):\s*$/.exec(message);
    if (heading) {
      this.section = heading[1] ?? '';
      facts.add(facts.sections, { title: this.section, place: facts.place(record.at, record.end) });
      return;
    }
    const hostname = /^Hostname: (.+)$/.exec(message);
    if (hostname) facts.program = 'amreport';
    const config = /^Config *: *(.+)$/.exec(message);
    if (config) facts.config = config[1];
    const date = /^(?:Date *: |Subject: .* REPORT FOR )([A-Z][a-z]+ \d{1,2}, \d{4})\s*$/.exec(message);
    if (date) facts.time ??= noonOf(date[1] ?? '');
    const missing = /^\s+(\S+)\s+(.+?)\s+(?:lev \d+\s+)?RESULTS MISSING/.exec(message);
    if (missing) {
      this.outcome('results-missing', message, 'RESULTS MISSING', record);
      return;
    }
    const failed = /^\s+\S+\s+.+?\s+(?:lev (\d+)\s+)?FAILED\s*\[(.*?)\]?\s*$/.exec(message);
    if (failed && this.section.includes('SUMMARY')) {
      this.outcome(classify(failed[2] ?? '') ?? 'failed', message, failed[2] ?? '', record, failed[1]);
      return;
    }
    const error = /^\s+(planner|driver|dumper|taper|chunker): (?:ERROR|FATAL) (.*)$/.exec(message);
    if (error) {
      const text = error[2] ?? '';
      facts.event(meaning(error[1] ?? '', text) ?? 'error', record, { text, host: hostIn(text) });
    }
  }

  end(): void {
    // A report has no state that outlives its lines.
  }

  private outcome(
    kind: LogEvent['kind'],
    message: string,
    text: string,
    record: LogRecord,
    level?: string,
  ): void {
    const named = hostAndDisk(message, 0, record, this.facts);
    if (!named) return;
    const { host, disk } = named;
    this.facts.event(kind, record, {
      host,
      disk,
      text,
      level: level === undefined ? undefined : Number(level),
    });
  }
}

/**
 * What amcheck prints (server-src/amcheck.c, amcheck_fprint_message): `ERROR: TEXT`, `WARNING: TEXT`, `NOTE: TEXT`,
 * `HOST CLIENT ERROR: TEXT` for what a client answered, and hints behind blanks.
 */
export class Amcheck {
  constructor(private readonly facts: FactsBuilder) {}

  accept(record: LogRecord): void {
    const { facts } = this;
    facts.program ??= 'amcheck';
    if (/^-{5,}$/.test(record.message)) return;
    const heading = /^(Amanda .*(?:Check|Hosts Check))$/.exec(record.message);
    if (heading) {
      facts.add(facts.sections, { title: heading[1] ?? '', place: facts.place(record.at, record.end) });
      return;
    }
    const match =
      /^(?:HOST (\S+) )?(OK|ERROR|WARNING|NOTE|CRITICAL|BAD): (?:NOTE: |WARNING: |ERROR: )?(.*)$/.exec(
        record.message.trimStart(),
      );
    if (!match) return;
    const [, client, severity = '', text = ''] = match;
    const named = /^(?:Client check of )?([\w.-]+): |for host '([^']+)'/.exec(text);
    const host = client ?? named?.[1] ?? named?.[2];
    const harmless = severity === 'OK' || severity === 'NOTE';
    const kind = harmless ? 'note' : (classify(text) ?? (severity === 'WARNING' ? 'warning' : 'error'));
    facts.event(kind, record, { text, host });
  }

  end(): void {
    // amcheck's output has no state that outlives its lines.
  }
}
