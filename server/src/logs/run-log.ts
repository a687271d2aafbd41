import type { FactsBuilder, Said } from './builder';
import { readName, words } from './names';
import { readStamp } from './prefix';
import type { LogRecord } from './records';
import type { StatementTag } from './types';

/** A host and a disk in a line, and what stands behind them. */
interface Named {
  readonly host: string;
  readonly disk: string;
  readonly storage?: string;
  readonly rest: string;
}

/**
 * Reads a host and a quoted or plain disk name at the start of `text`, and notes where the disk stands. Since 3.4 taper
 * names its storage and pool before them (server-src/taper.c: `"ST:daily" "POOL:daily"`), and driver the word VAULT.
 */
export function hostAndDisk(
  text: string,
  column: number,
  record: LogRecord,
  facts: FactsBuilder,
): Named | undefined {
  let at = 0;
  let storage: string | undefined;
  let host = readName(text, at);
  while (host && (/^(?:ST|POOL):/.test(host.value) || host.value === 'VAULT')) {
    if (host.value.startsWith('ST:')) storage = host.value.slice(3);
    at = host.end;
    host = readName(text, at);
  }
  const disk = host ? readName(text, host.end) : undefined;
  if (!host || !disk) return undefined;
  facts.mention(record, disk.value, column + disk.start, disk.end - disk.start, host.value);
  return { host: host.value, disk: disk.value, storage, rest: text.slice(disk.end).trim() };
}

/** Amanda's words without the brackets and quotes around the whole of them. */
export function bare(text: string): string {
  const whole = text.startsWith('"') ? readName(text, 0) : undefined;
  const inner = whole && whole.end === text.length ? whole.value : text;
  return inner.startsWith('[') && inner.endsWith(']') ? inner.slice(1, -1) : inner;
}

/** What follows host and disk: `DATE LEVEL [TEXT]`, before 2.5 without the date; taper has `config` or `error` first. */
export function outcomeOf(
  rest: string,
  program: string,
): Pick<Said, 'timestamp' | 'level' | 'text' | 'from'> {
  const detail = /^(?:(\d{14}|\d{8}) )?(\d{1,3})(?: (.*))?$/.exec(rest);
  if (!detail) return { text: bare(rest) };
  const [, timestamp, level, after = ''] = detail;
  const from = program === 'taper' ? /^(config|error) /.exec(after)?.[1] : undefined;
  const text = bare(from === undefined ? after : after.slice(from.length + 1));
  return { timestamp, level: Number(level), text, from };
}

/** The levels of lines that have figures between the level and the text (`1 0 CRC CRC CRC [sec … ] "TEXT"`). */
function taped(rest: string): Pick<Said, 'timestamp' | 'level' | 'text'> {
  const [timestamp, parts, level] = words(rest, 3);
  const dated = /^(?:\d{14}|\d{8})$/.test(timestamp ?? '');
  const end = rest.lastIndexOf(']');
  const behind = rest.indexOf('[sec ') >= 0 ? rest.indexOf(']', rest.indexOf('[sec ')) : end;
  return {
    timestamp: dated ? timestamp : undefined,
    // Before 2.6 there was no count of parts.
    level: isLevel(level) ? Number(level) : isLevel(parts) ? Number(parts) : undefined,
    text: bare(rest.slice(behind + 1).trim()),
  };
}

/** Amanda has levels to 399. */
const isLevel = (word: string | undefined) => /^\d{1,3}$/.test(word ?? '');

/** Lines about DLEs whose rest is `DATE LEVEL …`. */
const OUTCOMES = new Set(['FAIL', 'SUCCESS', 'STRANGE', 'RETRY', 'CHUNK', 'CHUNKSUCCESS']);

/** log.DATE.N (server-src/logfile.c): `KIND PROGRAM REST`, continuation lines begin with blanks. */
export class RunLog {
  private continued = false;

  constructor(private readonly facts: FactsBuilder) {}

  accept(record: LogRecord): void {
    const { facts } = this;
    const match = /^([A-Z]+) ([a-z]+) ?(.*)$/.exec(record.message);
    if (!match) {
      if (this.continued && record.message.startsWith('  ')) facts.detail(record);
      return;
    }
    const [, kind = '', program = '', rest = ''] = match;
    facts.program ??= program;
    const column = record.message.length - rest.length;
    this.continued = kind === 'FAIL' || kind === 'STRANGE';
    if (kind === 'START') {
      facts.time ??= readStamp(rest);
      facts.datestamp ??= /^date (\d{14}|\d{8})\b/.exec(rest)?.[1];
    }
    if (kind === 'START' || kind === 'FINISH') {
      facts.add(facts.sections, { title: `${kind} ${program}`, place: facts.place(record.at, record.end) });
    }
    const said = this.read(kind as StatementTag, program, rest, column, record);
    if (said) facts.state(record, said);
  }

  end(): void {
    // Nothing is left open between the lines.
  }

  private read(
    tag: StatementTag,
    program: string,
    rest: string,
    column: number,
    record: LogRecord,
  ): Said | undefined {
    const { facts } = this;
    const named = () => hostAndDisk(rest, column, record, facts);
    if (tag === 'DISK') {
      const dle = named();
      return dle && { tag, program, host: dle.host, disk: dle.disk, text: '' };
    }
    const tape = tag === 'DONE' || (program === 'taper' && (tag === 'PARTIAL' || tag === 'SUCCESS'));
    if (tape || OUTCOMES.has(tag) || tag === 'PARTIAL') {
      const dle = named();
      if (!dle) return undefined;
      const { host, disk, storage } = dle;
      const outcome = tape ? taped(dle.rest) : outcomeOf(dle.rest, program);
      // STRANGE has no date (server-src/dumper.c).
      return { tag, program, host, disk, storage, ...outcome };
    }
    switch (tag) {
      case 'START':
      case 'FINISH':
      case 'INFO':
      case 'WARNING':
      case 'ERROR':
      case 'FATAL': {
        const tapeError = program === 'taper' ? /^no-tape (?:(config|error) )?(.*)$/.exec(rest) : null;
        if (tapeError) return { tag, program, from: tapeError[1] ?? 'error', text: bare(tapeError[2] ?? '') };
        // `WARNING driver chunker0 died while dumping HOST:DISK lev 0.` (server-src/driver.c)
        const died = /^\S+ died while dumping (?<host>[^\s:]+):(?<disk>.+) lev (?<level>\d+)\.?$/.exec(rest);
        const { host, disk, level } = died?.groups ?? {};
        if (disk !== undefined) {
          const name = readName(disk, 0)?.value ?? disk;
          return { tag, program, host, disk: name, level: Number(level), text: rest };
        }
        return { tag, program, text: rest };
      }
      case 'PART':
      case 'PARTPARTIAL':
        return undefined;
      default:
        return undefined;
    }
  }
}
