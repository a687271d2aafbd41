import type { FactsBuilder } from './builder';
import { readName, words } from './names';
import { readStamp, secondsBetween } from './prefix';
import type { LogRecord } from './records';
import { bare, hostAndDisk, outcomeOf } from './run-log';
import type { StatementTag } from './types';

/** What driver sent to a dumper, a chunker or the taper: the DLE of a handle such as 00-00001. */
interface Job {
  readonly host: string;
  readonly disk: string;
  readonly level?: number;
  readonly timestamp?: string;
  /** Where taper was to write it, where the log names it (since 3.4). */
  readonly storage?: string;
}

/** What the answers of driver's children mean (server-src/driverio.c, cmdstr); the others tell of progress only. */
const RESULTS: Readonly<Record<string, Readonly<Record<string, StatementTag>>>> = {
  dumper: { DONE: 'SUCCESS', FAILED: 'FAIL', RETRY: 'RETRY', 'TRY-AGAIN': 'FAIL', TRYAGAIN: 'FAIL' },
  chunker: { DONE: 'SUCCESS', FAILED: 'FAIL', PARTIAL: 'PARTIAL', 'NO-ROOM': 'INFO', 'TRY-AGAIN': 'FAIL' },
  taper: { DONE: 'DONE', PARTIAL: 'PARTIAL', FAILED: 'FAIL', 'TAPE-ERROR': 'ERROR', 'TRY-AGAIN': 'FAIL' },
};

/** A handle of driver: which slot, and how often it was used (server-src/driverio.c, disk2serial). */
const HANDLE = /^\d\d-\d{5}$/;

/** amdump.N (server-src/planner.c and driver.c write to standard error). */
export class AmdumpLog {
  private readonly jobs = new Map<string, Job>();
  /** Storages by the taper that writes to them. */
  private readonly storages = new Map<string, string>();

  constructor(private readonly facts: FactsBuilder) {}

  accept(record: LogRecord): void {
    const { message } = record;
    if (message.startsWith('driver: ')) this.driver(record);
    else if (message.startsWith('DUMP ')) this.scheduled(record);
    else if (message.startsWith('FLUSH ')) this.due(record);
    else if (!this.planner(record)) this.other(record);
  }

  end(): void {
    // Nothing is left open between the lines of amdump.N.
  }

  /** True when the line was one about a DLE. */
  private planner(record: LogRecord): boolean {
    const { facts } = this;
    const { message } = record;
    const result =
      /^planner:? time ([\d.]+): got (partial )?result for host (\S+) disk (.+):((?: -?\d+ -> -?\d+K,?){1,9})/.exec(
        message,
      );
    if (result) {
      const [, seconds, partial, host = '', disk = '', sizes = ''] = result;
      const pairs = [...sizes.matchAll(/(-?\d+) -> (-?\d+)K/g)].map((m) => ({
        level: Number(m[1]),
        kib: Number(m[2]),
      }));
      const place = facts.place(record.at, record.end);
      const name = readName(disk, 0)?.value ?? disk;
      facts.add(facts.results, {
        host,
        disk: name,
        sizes: pairs.filter(({ level }) => level >= 0),
        partial: partial !== undefined,
        seconds: Number(seconds),
        place,
      });
      facts.mention(record, name, message.indexOf(` disk ${disk}:`) + 6, disk.length, host);
      return true;
    }
    const error = /^(?:planner: )?error result for host (\S+) disk (.*)$/.exec(message);
    if (error) {
      const [, host, rest = ''] = error;
      const quoted = rest.startsWith('"') ? readName(rest, 0) : undefined;
      const end = quoted?.end ?? rest.indexOf(': ');
      const disk = quoted?.value ?? rest.slice(0, Math.max(0, end));
      facts.state(record, { tag: 'WARNING', program: 'planner', host, disk, text: rest.slice(end + 2) });
      return true;
    }
    const setup = /^setup_estimate: (\S+?):(.+?): command /.exec(message);
    if (setup) {
      const [, host = '', disk = ''] = setup;
      const name = readName(disk, 0)?.value ?? disk;
      facts.mention(record, name, `setup_estimate: ${host}:`.length, disk.length, host);
      facts.state(record, { tag: 'DISK', program: 'planner', host, disk: name, text: '' });
      return true;
    }
    const failed = /^planner: FAILED (.*)$/.exec(message);
    if (failed) {
      const named = hostAndDisk(failed[1] ?? '', 'planner: FAILED '.length, record, facts);
      if (!named) return true;
      const { host, disk } = named;
      facts.state(record, {
        tag: 'FAIL',
        program: 'planner',
        host,
        disk,
        ...outcomeOf(named.rest, 'planner'),
      });
      return true;
    }
    return false;
  }

  /** `DUMP HOST FEATURES DISK TIMESTAMP PRIORITY LEVEL …`: the schedule (server-src/planner.c, output_scheduleline). */
  private scheduled(record: LogRecord): void {
    const [, host, features, ...rest] = words(record.message, 8);
    const known = /^[0-9a-f]{8,}$/.test(features ?? '');
    const [disk, timestamp, , level] = known ? rest : [features, ...rest];
    if (host === undefined || disk === undefined || !/^\d{1,3}$/.test(level ?? '')) return;
    this.facts.state(record, {
      tag: 'STATS',
      program: 'planner',
      host,
      disk,
      timestamp,
      level: Number(level),
      text: 'scheduled',
    });
  }

  /** `FLUSH [ID;STORAGE] HOST DISK TIMESTAMP LEVEL FILE`: a dump that driver is to write (perl/Amanda/Amflush.pm). */
  private due(record: LogRecord): void {
    const all = words(record.message, 8);
    const at = all.findIndex((word, i) => i > 2 && /^(?:\d{14}|\d{8})$/.test(word));
    const [host, disk, timestamp, level] = at < 0 ? [] : all.slice(at - 2);
    if (host === undefined || disk === undefined) return;
    this.facts.state(record, {
      tag: 'DISK',
      program: 'driver',
      host,
      disk,
      timestamp,
      level: /^\d{1,3}$/.test(level ?? '') ? Number(level) : undefined,
      text: '',
    });
  }

  private driver(record: LogRecord): void {
    const { message } = record;
    const sent = /^driver: send-cmd time [\d.]+ to ([a-z]+)(\d*): (.*)$/.exec(message);
    if (sent) {
      const [, to = '', number = '', command = ''] = sent;
      this.send(to, to + number, command);
      return;
    }
    const taper = /^driver: taper (\w+) storage (\S+) /.exec(message);
    if (taper) this.storages.set(taper[1] ?? '', taper[2] ?? '');
    const result = /^driver: result time ([\d.]+) from ([a-z]+)\d*: (.*)$/.exec(message);
    const end = /^driver: (?:FINISHED|QUITTING) time ([\d.]+)/.exec(message);
    if (end) {
      this.facts.state(record, { tag: 'FINISH', program: 'driver', text: `time ${end[1]}` });
      return;
    }
    if (result) this.answer(record, result[2] ?? '', result[3] ?? '');
    else if (/^driver: (?:FATAL|dumper: |taper: |chunker: )|no more tape|died|TAPE ERROR/i.test(message)) {
      this.facts.state(record, { tag: 'SAID', program: 'driver', text: message.slice(8) });
    }
  }

  private send(to: string, child: string, command: string): void {
    const all = words(command, 14);
    const at = all.findIndex((word) => HANDLE.test(word));
    const handle = all[at];
    if (handle === undefined) return;
    const rest = all.slice(at + 1);
    // Dumpers and chunkers are told what the client can do, behind its name.
    // A date is digits only.
    const features = rest.findIndex((word) => /^[0-9a-f]{10,}$/.test(word) && /[a-f]/.test(word));
    let host: string | undefined;
    let disk: string | undefined;
    let after: readonly string[];
    if (features > 0) {
      host = rest[features - 1];
      disk = rest[features + 1];
      after = rest.slice(features + 2);
    } else {
      if (to !== 'taper' || !/-WRITE$/.test(all[0] ?? '')) return;
      // A copy names storage, pool and labels of its source first (server-src/driverio.c, taper_cmd).
      const source = all[0] === 'VAULT-WRITE' ? 3 : rest[0]?.startsWith('/') ? 1 : 0;
      [host, disk, ...after] = rest.slice(source);
    }
    if (host === undefined || disk === undefined) return;
    const level = after.find((word) => /^\d{1,3}$/.test(word));
    const timestamp = after.find((word) => /^\d{14}$|^\d{8}$/.test(word));
    const storage = this.storages.get(child);
    const job = { host, disk, level: level === undefined ? undefined : Number(level), timestamp, storage };
    this.jobs.set(handle, job);
  }

  private answer(record: LogRecord, from: string, text: string): void {
    const [word = '', ...rest] = words(text, 12);
    const tag = RESULTS[from]?.[word];
    if (tag === undefined) return;
    const handle = rest.find((one) => HANDLE.test(one));
    const job = handle === undefined ? undefined : this.jobs.get(handle);
    // What it says of the reason stands last, in quotes and brackets.
    const reason =
      rest.findLast((one) => one.startsWith('[') && !one.startsWith('[sec ')) ?? rest.at(-1) ?? '';
    const words_ = tag === 'SUCCESS' || tag === 'DONE' ? '' : bare(reason);
    if (job === undefined && tag !== 'ERROR') return;
    this.facts.state(record, { tag, program: from, ...job, text: HANDLE.test(words_) ? '' : words_ });
  }

  private other(record: LogRecord): void {
    const { facts } = this;
    const { message } = record;
    const start = /^(amdump|amflush|amvault): start at (.*)$/.exec(message);
    if (start) {
      facts.program ??= start[1];
      facts.startRun(record, { program: start[1], startText: start[2] });
      facts.state(record, { tag: 'START', program: start[1] ?? '', text: start[2] ?? '' });
    }
    const stamp = /^(?:amdump|amflush|amvault): (starttime|datestamp) (\d{8,14})$/.exec(message);
    if (stamp) {
      if (stamp[1] === 'starttime') facts.datestamp = stamp[2];
      else facts.datestamp ??= stamp[2];
      if (stamp[2]?.length === 14) facts.time ??= readStamp(stamp[2]);
    }
    const end = /^(amdump|amflush|amvault): end at (.*)$/.exec(message);
    if (end) {
      facts.finishRun(record, end[2] ?? '', secondsBetween(facts.startText, end[2]));
      facts.state(record, { tag: 'FINISH', program: end[1] ?? '', text: end[2] ?? '' });
    }
    const took = /^planner: time [\d.]+: getting estimates took ([\d.]+) secs/.exec(message);
    if (took) {
      facts.state(record, { tag: 'STATS', program: 'planner', text: `estimates ${took[1]}` });
    }
    if (/^[A-Z]{3,}[A-Z ,_()a-z0-9.-]{0,80}(?:\.\.\.|:)$/.test(message)) {
      facts.add(facts.sections, {
        title: message.replace(/[:.]+$/, ''),
        place: facts.place(record.at, record.end),
      });
      return;
    }
    const said = /^(planner|dumper|taper|chunker|amdump|amflush|amvault|amreport)\d*: (.*)$/.exec(message);
    const text = said?.[2] ?? '';
    if (said && !/^(?:time|pid|build|paths|defs|timestamp|start|end|datestamp)\b|^ /.test(text)) {
      facts.state(record, { tag: 'SAID', program: said[1] ?? '', text });
    }
  }
}
