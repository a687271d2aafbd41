import { FactsBuilder } from './builder';
import { DebugLog } from './debug';
import { RecordReader } from './records';
import type { LogRecord } from './records';
import { Amcheck } from './amcheck';
import { AmdumpLog } from './amdump-log';
import { Report } from './report';
import { RunLog } from './run-log';
import type { LogFacts, LogKind } from './types';

interface Handler {
  accept(record: LogRecord): void;
  end(length: number): void;
}

/** One row per kind of log. */
const handlers: Readonly<Record<LogKind, (facts: FactsBuilder) => Handler>> = {
  debug: (facts) => new DebugLog(facts),
  amdump: (facts) => new AmdumpLog(facts),
  log: (facts) => new RunLog(facts),
  report: (facts) => new Report(facts),
  amcheck: (facts) => new Amcheck(facts),
};

/** Reads a log of any size in pieces: push() the decoded text as it comes, end() gives the facts. Never throws. */
export class LogReader {
  private readonly facts: FactsBuilder;
  private readonly handler: Handler;
  private readonly records: RecordReader;

  constructor(uri: string, kind: LogKind) {
    this.facts = new FactsBuilder(uri, kind);
    this.handler = handlers[kind](this.facts);
    this.records = new RecordReader(
      kind === 'debug',
      (record) => this.handler.accept(record),
      (at, end) =>
        this.facts.note(
          at,
          Math.min(end, at + 200),
          'This line is longer than 1 MiB: only its beginning was read.',
        ),
    );
  }

  push(text: string): void {
    this.records.push(text);
  }

  end(): LogFacts {
    this.records.end();
    this.handler.end(this.records.length);
    return this.facts.finish(this.records.length);
  }
}

/** The facts of a log whose whole text is at hand. */
export function parseLog(uri: string, kind: LogKind, text: string): LogFacts {
  const reader = new LogReader(uri, kind);
  reader.push(text);
  return reader.end();
}
