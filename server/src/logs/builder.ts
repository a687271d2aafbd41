import type { Place, Span } from '../text/span';
import { readDate } from './prefix';
import type { LogRecord } from './records';
import type {
  DleMention,
  DlePhase,
  Estimated,
  EstimateMethod,
  EstimateSize,
  EstimateTime,
  Gap,
  LogFacts,
  LogKind,
  LogRun,
  Packet,
  Statement,
  StatementTag,
  Unreadable,
} from './types';

/** How many of each fact are kept of one file: a log of 200 MB must not fill the memory. */
export const KEPT = 20_000;
/** Lines about DLEs: several for each of the 20,000 that a large site has. */
const STATEMENTS = 200_000;
/** Lines that are kept of what a backup program said (amreport keeps a hundred too). */
const DETAILS = 100;
/** UTF-16 units of a line that are kept as evidence. */
const LINE = 400;
/** Seconds by which a clock may be set back, or processes may write out of order, without making a run's time wrong. */
const CLOCK_STEP = 60;
/** Silences shorter than this many seconds are normal. */
const SHORTEST_GAP = 20;

interface OpenPhase {
  disk: string;
  device?: string;
  method?: EstimateMethod;
  begin?: number;
  at: number;
  end: number;
  pid?: string;
  /** The estimate that has no time yet. */
  open?: NonNullable<DlePhase['open']>;
}

/** What a reader knows of a statement; the builder adds where it stands. */
export type Said = Omit<Statement, 'line' | 'place' | 'details' | 'at'>;

/** Gathers the facts of one file while its records go by. */
export class FactsBuilder {
  generation: LogFacts['generation'] = 'unknown';
  program: string | undefined;
  host: string | undefined;
  config: string | undefined;
  datestamp: string | undefined;
  /** The auth that amandad was started with. */
  auth: string | undefined;
  /** When the run began, where no line with a clock says it. */
  time: number | undefined;
  readonly services = new Set<string>();
  private abridged = false;
  private readonly runs: {
    run: LogRun;
    base?: number;
    firstAt: number;
    clockMoved?: boolean;
    lastAt?: number;
  }[] = [];
  readonly estimates: EstimateTime[] = [];
  readonly sizes: EstimateSize[] = [];
  readonly phases: DlePhase[] = [];
  readonly packets: Packet[] = [];
  readonly statements: Statement[] = [];
  readonly gaps: Gap[] = [];
  readonly results: Estimated[] = [];
  readonly sections: { title: string; place: { uri: string; span: Span } }[] = [];
  readonly mentions: DleMention[] = [];
  readonly unreadable: Unreadable[] = [];
  private readonly open = new Map<string, OpenPhase>();
  private readonly methods = new Map<string, EstimateMethod>();
  private lastSeconds: number | undefined;
  private estimatesInRun = 0;
  private untimed = false;
  /** An estimate was begun in this run. */
  private begun = false;

  constructor(
    readonly uri: string,
    readonly kind: LogKind,
  ) {}

  place(start: number, end: number) {
    return { uri: this.uri, span: { start, end } };
  }

  add<T>(list: T[], item: T): void {
    if (list.length < KEPT) list.push(item);
    else this.abridged = true;
  }

  /** A line that says something of a DLE, a host or the run; `line` in place of the record's own text. */
  state(record: LogRecord, said: Said): void {
    if (this.statements.length >= STATEMENTS) {
      this.abridged = true;
      return;
    }
    const { message } = record;
    const start = record.messageAt + (message.length - message.trimStart().length);
    const line = message.trim();
    this.statements.push({
      ...said,
      line: line.length > LINE ? `${line.slice(0, LINE)}…` : line,
      place: this.place(start, Math.max(start, record.messageAt + message.trimEnd().length)),
      details: [],
      at: this.elapsed(record),
    });
  }

  /** What a debug log says by itself: `program` where the words are another's. */
  say(record: LogRecord, tag: StatementTag, text: string, more: Partial<Said> = {}): void {
    this.state(record, { tag, program: this.program ?? 'debug', text, ...more });
  }

  /** A line that belongs to the statement before it. */
  detail(record: LogRecord): void {
    const details = this.statements.at(-1)?.details as { text: string; place: Place }[] | undefined;
    if (details === undefined || details.length >= DETAILS) return;
    const text = record.message.trim();
    details.push({ text: text.slice(0, LINE), place: this.place(record.messageAt, record.end) });
  }

  /** Notes that `name`, `column` UTF-16 units into the record's message and `length` long, is a DLE's disk. */
  mention(record: LogRecord, disk: string, column: number, length: number, host?: string): void {
    const start = record.messageAt + column;
    this.add(this.mentions, { host, disk, place: this.place(start, start + length) });
  }

  note(start: number, end: number, reason: string): void {
    this.add(this.unreadable, { place: this.place(start, end), reason });
  }

  startRun(record: LogRecord, run: Partial<LogRun>): void {
    this.closePhases(record.at);
    // The clock of this same record has already opened a run that nothing was known of.
    if (this.runs.at(-1)?.firstAt === record.at) this.runs.pop();
    const dated = record.prefix;
    this.runs.push({
      run: {
        program: record.prefix?.program,
        began: dated?.relative === false ? dated.seconds : readDate(run.startText ?? ''),
        ...run,
        place: this.place(record.at, record.end),
      },
      base: record.prefix?.relative ? 0 : record.prefix?.seconds,
      firstAt: record.at,
    });
    this.lastSeconds = record.prefix?.seconds === undefined ? undefined : this.elapsed(record);
    this.untimed = false;
    this.begun = false;
    this.estimatesInRun = 0;
  }

  finishRun(record: LogRecord, finishText: string, seconds: number | undefined): void {
    const entry = this.runs.at(-1);
    if (!entry || entry.run.finishText !== undefined) this.startRun(record, {});
    const last = this.runs.at(-1);
    if (!last) return;
    // A clock that was set back (summer time ends) makes the run look shorter than it was.
    const took = last.clockMoved || (seconds !== undefined && seconds < 0) ? undefined : seconds;
    last.run = {
      ...last.run,
      finishText,
      seconds: took,
      place: this.place(last.firstAt, record.end),
      finishPlace: this.place(record.at, record.end),
    };
  }

  /** When the current run began, in the log's words. */
  get startText(): string | undefined {
    return this.runs.at(-1)?.run.startText;
  }

  /** Seconds since the run began, from a record's clock. */
  elapsed(record: LogRecord): number | undefined {
    const seconds = record.prefix?.seconds;
    if (seconds === undefined) return undefined;
    if (record.prefix?.relative) return seconds;
    const entry = this.runs.at(-1);
    if (!entry) return undefined;
    entry.base ??= seconds;
    return Math.round((seconds - entry.base) * 1000) / 1000;
  }

  /** Looks at the clock of every record: silences, and clocks that run backwards. */
  tick(record: LogRecord): void {
    if (this.runs.length === 0 && record.prefix) this.startRun(record, {});
    const entry = this.runs.at(-1);
    if (entry && entry.run.finishText === undefined) {
      entry.run = { ...entry.run, place: this.place(entry.firstAt, record.end) };
    }
    const now = this.elapsed(record);
    if (entry && now !== undefined) entry.lastAt = now;
    if (now === undefined) {
      // Amanda 2.4 writes some lines without a time: the log was not silent up to the next one that has it.
      if (record.prefix && (this.lastSeconds !== undefined || this.estimatesInRun > 0)) this.untimed = true;
      return;
    }
    const silent = !this.untimed;
    this.untimed = false;
    const before = this.lastSeconds ?? (record.prefix?.relative ? 0 : undefined);
    this.lastSeconds = now;
    if (before === undefined) return;
    if (now < before - 1) {
      if (entry && before - now > CLOCK_STEP) entry.clockMoved = true;
      this.note(
        record.at,
        record.messageAt,
        `The clock goes back by ${(before - now).toFixed(0)} s here: times before and after it cannot be compared.`,
      );
      return;
    }
    if (silent && now - before >= SHORTEST_GAP) {
      const phase = record.prefix?.pid === undefined ? undefined : this.open.get(record.prefix.pid);
      this.add(this.gaps, {
        seconds: Math.round((now - before) * 1000) / 1000,
        place: this.place(record.at, record.end),
        beforeFirstEntry: !this.begun,
        disk: phase?.disk,
      });
    }
  }

  beginPhase(
    record: LogRecord,
    disk: string,
    device: string | undefined,
    method: EstimateMethod | undefined,
  ): void {
    const key = record.prefix?.pid ?? '';
    this.closePhase(key, undefined, record.at, false);
    this.open.set(key, {
      disk,
      device,
      method,
      begin: this.elapsed(record),
      at: record.at,
      end: record.end,
      pid: record.prefix?.pid,
      open: { clock: record.prefix?.clock, place: this.place(record.messageAt, record.end) },
    });
  }

  method(record: LogRecord, disk: string, method: EstimateMethod): void {
    this.methods.set(disk, method);
    this.begun = true;
    const phase = this.open.get(record.prefix?.pid ?? '');
    if (phase && phase.disk === disk) phase.method = method;
  }

  /** An estimate begins; what is not begun by a line of its own (calcsize) begins with its DLE. */
  beginEstimate(record: LogRecord, disk: string, level: number | undefined): void {
    const phase = this.open.get(record.prefix?.pid ?? '');
    if (phase?.disk !== disk) return;
    phase.open = { level, clock: record.prefix?.clock, place: this.place(record.messageAt, record.end) };
  }

  methodOf(disk: string): EstimateMethod | undefined {
    return this.methods.get(disk);
  }

  /** The DLE that a process means: some lines about an application name the device instead (sendsize.c). */
  named(record: LogRecord, name: string): string {
    const phase = this.open.get(record.prefix?.pid ?? '');
    return phase?.device === name ? phase.disk : name;
  }

  /** The DLE that the record's process is working on. */
  diskOf(record: LogRecord): string | undefined {
    return this.open.get(record.prefix?.pid ?? '')?.disk;
  }

  /** Extends the phase of the record's process up to the record. */
  touch(record: LogRecord): void {
    const phase = this.open.get(record.prefix?.pid ?? '');
    if (phase) phase.end = record.end;
  }

  estimate(estimate: EstimateTime): void {
    for (const phase of this.open.values()) if (phase.disk === estimate.disk) phase.open = undefined;
    this.estimatesInRun++;
    this.begun = true;
    this.add(this.estimates, estimate);
  }

  endPhase(record: LogRecord, disk: string): void {
    for (const [key, phase] of this.open) {
      if (phase.disk === disk) {
        phase.end = record.end;
        this.closePhase(key, this.elapsed(record), record.end, true);
        return;
      }
    }
  }

  private closePhase(key: string, end: number | undefined, at: number, ended: boolean): void {
    const phase = this.open.get(key);
    if (!phase) return;
    this.open.delete(key);
    this.add(this.phases, {
      disk: phase.disk,
      device: phase.device,
      method: phase.method,
      begin: phase.begin,
      end,
      ended,
      open: ended ? undefined : phase.open,
      place: this.place(phase.at, Math.min(phase.end, at)),
      pid: phase.pid,
    });
  }

  private closePhases(at: number): void {
    for (const key of [...this.open.keys()]) this.closePhase(key, undefined, at, false);
  }

  finish(length: number): LogFacts {
    this.closePhases(length);
    return {
      uri: this.uri,
      kind: this.kind,
      generation: this.generation,
      program: this.program,
      host: this.host,
      config: this.config,
      datestamp: this.datestamp,
      time: this.time ?? this.runs.at(-1)?.run.began,
      services: [...this.services],
      runs: this.runs.map(({ run, lastAt }) => ({ ...run, lastAt })),
      estimates: this.estimates,
      sizes: this.sizes,
      phases: this.phases,
      packets: this.packets,
      statements: this.statements,
      gaps: this.gaps,
      results: this.results,
      sections: this.sections,
      mentions: this.mentions,
      unreadable: this.unreadable,
      length,
      abridged: this.abridged,
    };
  }
}
