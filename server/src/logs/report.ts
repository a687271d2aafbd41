import type { FactsBuilder, Said } from './builder';
import type { LogRecord } from './records';
import { bare, hostAndDisk } from './run-log';

/** A day such as "November 23, 2026": its noon, in seconds since 1970, and as Amanda writes dates. */
function dayOf(day: string): { noon: number; stamp: string } | undefined {
  const ms = Date.parse(`${day} 12:00:00 UTC`);
  if (Number.isNaN(ms)) return undefined;
  const date = new Date(ms);
  const two = (n: number) => String(n).padStart(2, '0');
  const stamp = `${date.getUTCFullYear()}${two(date.getUTCMonth() + 1)}${two(date.getUTCDate())}`;
  return { noon: ms / 1000, stamp };
}

/** Whose run a report is of: the words that only a flush or a copy has (perl/Amanda/Report/human.pm). */
const RUNS: readonly { readonly text: RegExp; readonly program: string }[] = [
  {
    text: /^Subject: .{0,200}AMFLUSH MAIL REPORT|^The dumps were flushed |^FLUSH DUMP SUMMARY:/,
    program: 'amflush',
  },
  { text: /^Subject: .{0,200}AMVAULT MAIL REPORT|^The dumps were vaulted /, program: 'amvault' },
];

/** What the rest of a line of the summary of failures means, behind `HOST DISK [date DATE] [lev N]`. */
const FAILURES: readonly { readonly text: RegExp; readonly tag: Said['tag']; readonly program: string }[] = [
  { text: /^RESULTS? MISSING/i, tag: 'MISSING', program: 'amreport' },
  { text: /^FAILED ?(.*)$/, tag: 'FAIL', program: 'dump' },
  { text: /^partial taper: (.*)$/, tag: 'PARTIAL', program: 'taper' },
  { text: /^(?:FLUSH|VAULT)(?:\([^)]{0,200}\))? ?(\[.*)$/, tag: 'FAIL', program: 'taper' },
  { text: /^was successfully (?:retried|re-flushed)/, tag: 'RETRIED', program: 'amreport' },
  { text: /^STRANGE\b/, tag: 'STRANGE', program: 'dumper' },
];

/** Rows of the table at the end: what stands in place of figures. */
const ROWS: readonly { readonly text: RegExp; readonly tag: Said['tag'] }[] = [
  { text: /^MISSING -/, tag: 'MISSING' },
  { text: /^SKIPPED -/, tag: 'SKIPPED' },
  { text: /^NO FILE TO FLUSH -/, tag: 'NOT-FLUSHED' },
  { text: /(?:^|\s)NOT FLUSHED\b/, tag: 'NOT-FLUSHED' },
  { text: /(?:^|\s)FAILED\b/, tag: 'FAIL' },
  { text: /(?:^|\s)PARTIAL\b/, tag: 'PARTIAL' },
  // In place of the dumper's figures: taper's may end in one of the words above all the same.
  { text: /(?:^|\s)(?:FLUSH|VAULT)\b/, tag: 'DONE' },
];

/** The mail of amreport (perl/Amanda/Report/human.pm; server-src/reporter.c before 3.0). */
export class Report {
  private section = '';
  private rows = false;
  private details = false;
  /** The DLE of the last row: rows without a name are of its other storages. */
  private last: { readonly host: string; readonly disk: string } | undefined;

  constructor(private readonly facts: FactsBuilder) {}

  accept(record: LogRecord): void {
    const { facts } = this;
    const { message } = record;
    const run = RUNS.find((row) => row.text.test(message));
    if (run) facts.program = run.program;
    const heading = /^([A-Z][A-Z ]{4,60}):\s*$/.exec(message);
    if (heading) {
      this.section = heading[1] ?? '';
      this.rows = this.details = false;
      facts.add(facts.sections, { title: this.section, place: facts.place(record.at, record.end) });
      return;
    }
    if (this.section.endsWith('DETAILS')) {
      this.detail(record);
      return;
    }
    if (this.section === 'DUMP SUMMARY' || this.section === 'FLUSH DUMP SUMMARY') {
      this.row(record);
      return;
    }
    if (this.section.includes('SUMMARY')) this.failure(record);
    else if (this.section === 'NOTES') this.noted(record);
    else this.head(record);
  }

  end(): void {
    // A report has no state that outlives its lines.
  }

  private head(record: LogRecord): void {
    const { facts } = this;
    const { message } = record;
    if (/^Hostname: .+$/.test(message)) facts.program ??= 'amreport';
    const config = /^Config *: *(.+)$/.exec(message);
    if (config) facts.config = config[1]?.trim();
    const date = /^(?:Date *: |Subject: .{0,200} REPORT FOR )([A-Z][a-z]{2,8} \d{1,2}, \d{4})\s*$/.exec(
      message,
    )?.[1];
    const day = date === undefined ? undefined : dayOf(date);
    facts.time ??= day?.noon;
    facts.datestamp ??= day?.stamp;
    const tape = /^\*\*\* A TAPE ERROR OCCURRED: (.+?)\.?$/.exec(message.trim());
    if (tape)
      facts.state(record, { tag: 'ERROR', program: 'taper', from: 'error', text: bare(tape[1] ?? '') });
    const unused = /^Not using all tapes because (.+?)\.?$/.exec(message.trim());
    if (unused)
      facts.state(record, { tag: 'ERROR', program: 'taper', from: 'config', text: bare(unused[1] ?? '') });
    if (/^\*\*\* THE DUMPS DID NOT FINISH PROPERLY/.test(message.trim()))
      facts.state(record, { tag: 'FATAL', program: 'amreport', text: message.trim() });
    if (/dumps may have been left in the holding disk/.test(message))
      facts.state(record, { tag: 'NOTE', program: 'amreport', text: message.trim() });
    this.program(record);
  }

  /** `  planner: ERROR TEXT` */
  private program(record: LogRecord): boolean {
    const match = /^\s{1,8}([a-z]+): (ERROR|FATAL) (.*)$/.exec(record.message);
    if (!match) return false;
    const [, program = '', tag = '', text = ''] = match;
    this.facts.state(record, { tag: tag as Said['tag'], program, text });
    return true;
  }

  private failure(record: LogRecord): void {
    if (this.program(record) || !record.message.startsWith(' ')) return;
    const named = hostAndDisk(record.message, 0, record, this.facts);
    const rest = /^(?:date (\d{8,14}) )?(?:lev (\d{1,3}) )? ?(\S.*)$/.exec(named?.rest ?? '');
    if (!named || !rest) return;
    const [, timestamp, level, what = ''] = rest;
    for (const { text, tag, program } of FAILURES) {
      const match = text.exec(what.trim());
      if (!match) continue;
      const { host, disk } = named;
      this.facts.state(record, {
        tag,
        program,
        host,
        disk,
        timestamp,
        level: level === undefined ? undefined : Number(level),
        text: bare(match[1] ?? ''),
      });
      return;
    }
  }

  private noted(record: LogRecord): void {
    const match = /^\s{1,8}([a-z]+): (.*)$/.exec(record.message);
    if (match) this.facts.state(record, { tag: 'INFO', program: match[1] ?? '', text: match[2] ?? '' });
  }

  /** `/-- HOST DISK lev 0 FAILED [TEXT]`, what the backup program said, `\--------`. */
  private detail(record: LogRecord): void {
    const { message } = record;
    const trimmed = message.trimStart();
    if (trimmed.startsWith('/-')) {
      const named = hostAndDisk(trimmed.slice(4), message.length - trimmed.length + 4, record, this.facts);
      const rest = /^(?:lev (\d{1,3}) )?(FAILED|STRANGE) ?(.*)$/.exec(named?.rest ?? '');
      this.details = named !== undefined && rest !== null;
      if (!named || !rest) return;
      const [, level, what, text = ''] = rest;
      const { host, disk } = named;
      const tag = what === 'FAILED' ? 'FAIL' : 'STRANGE';
      const shown = level === undefined ? undefined : Number(level);
      this.facts.state(record, { tag, program: 'dumper', host, disk, level: shown, text: bare(text) });
    } else if (trimmed.startsWith('\\--')) this.details = false;
    else if (this.details) this.facts.detail(record);
  }

  private row(record: LogRecord): void {
    const { message } = record;
    if (/^ ?-{8,}/.test(message)) {
      this.rows = true;
      return;
    }
    if (!this.rows) return;
    if (message.trim() === '' || message.startsWith('(')) {
      this.rows = false;
      return;
    }
    if (/^\s{2,}(?:FLUSH|VAULT)\b/.test(message)) {
      const failed = /\b(?:PARTIAL|FAILED)\s*$/.test(message);
      if (this.last && failed)
        this.facts.state(record, { tag: 'PARTIAL', program: 'amreport', ...this.last, text: '' });
      return;
    }
    const named = hostAndDisk(message, 0, record, this.facts);
    if (!named) return;
    const { host, disk, rest } = named;
    this.last = { host, disk };
    const special = ROWS.find(({ text }) => text.test(rest));
    const level = /^(\d{1,3})\s/.exec(rest)?.[1];
    if (!special && level === undefined) return;
    // The time of dumping and, where there was one, that of writing to tape.
    const times = rest.match(/\d:\d\d(?!\d)/g)?.length ?? 0;
    this.facts.state(record, {
      tag: special?.tag ?? (times < 2 ? 'SUCCESS' : 'DONE'),
      program: 'amreport',
      host,
      disk,
      level: level === undefined ? undefined : Number(level),
      text: '',
    });
  }
}
