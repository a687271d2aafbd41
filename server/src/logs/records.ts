import { findPrefixes } from './prefix';
import type { Prefix } from './prefix';

/** A message of a log: the text behind a prefix up to the end of the line or to the next prefix on it. */
export interface LogRecord {
  readonly prefix?: Prefix;
  /** The message without prefix and line end. */
  readonly message: string;
  /** Offset of the prefix, or of the message where there is none, in the file. */
  readonly at: number;
  /** Offset of the message in the file. */
  readonly messageAt: number;
  readonly end: number;
  /** The first record of its physical line. */
  readonly startsLine: boolean;
  /** The line ended in LF: false only for the end of a file cut off in the middle of a line. */
  readonly whole: boolean;
}

/** Lines longer than this many UTF-16 units are cut: no program of Amanda writes them. */
const LONGEST_LINE = 1 << 20;

/**
 * Splits a log into records, chunk by chunk, so that a log of any size needs no more memory than its longest line.
 * `plain` logs (amdump, log, reports) have no debug prefixes that could stand twice on a line.
 */
export class RecordReader {
  private rest = '';
  private restAt = 0;
  private skipping = false;

  constructor(
    private readonly prefixed: boolean,
    private readonly accept: (record: LogRecord) => void,
    private readonly tooLong: (at: number, end: number) => void,
  ) {}

  /** UTF-16 units taken in so far. */
  get length(): number {
    return this.restAt + this.rest.length;
  }

  push(chunk: string): void {
    const text = this.rest + chunk;
    let from = 0;
    for (let end = text.indexOf('\n', this.rest.length); end >= 0; end = text.indexOf('\n', from)) {
      this.line(text.slice(from, end), this.restAt + from, true);
      from = end + 1;
    }
    this.rest = text.slice(from);
    this.restAt += from;
    if (this.rest.length > LONGEST_LINE) {
      if (!this.skipping) this.line(this.rest, this.restAt, true);
      this.skipping = true;
      this.restAt += this.rest.length;
      this.rest = '';
    }
  }

  end(): void {
    if (this.rest !== '') this.line(this.rest, this.restAt, false);
    this.restAt += this.rest.length;
    this.rest = '';
  }

  private line(raw: string, at: number, whole: boolean): void {
    if (this.skipping) {
      // The tail of a line whose head was too long already.
      if (whole) this.skipping = false;
      return;
    }
    if (raw.length > LONGEST_LINE) this.tooLong(at, at + raw.length);
    const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    const prefixes = this.prefixed ? findPrefixes(line) : [];
    const first = prefixes[0];
    if (!first || first.start > 0) {
      const end = first ? first.start : line.length;
      const message = line.slice(0, end);
      this.accept({ message, at, messageAt: at, end: at + end, startsLine: true, whole: whole || !!first });
    }
    prefixes.forEach((prefix, i) => {
      const end = prefixes[i + 1]?.start ?? line.length;
      this.accept({
        prefix,
        message: line.slice(prefix.end, end),
        at: at + prefix.start,
        messageAt: at + prefix.end,
        end: at + end,
        startsLine: prefix.start === 0,
        whole: whole || i < prefixes.length - 1,
      });
    });
  }
}
