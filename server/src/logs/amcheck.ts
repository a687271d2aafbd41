import type { FactsBuilder } from './builder';
import type { LogRecord } from './records';
import type { StatementTag } from './types';

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
    const heading = /^(Amanda .{1,200}(?:Check|Hosts Check))$/.exec(record.message);
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
    const named = /^(?:Client check of )?([\w-]+(?:\.[\w-]+)*): |for host '([^']+)'/.exec(text);
    const host = client ?? named?.[1] ?? named?.[2];
    const harmless = severity === 'OK' || severity === 'NOTE';
    const tag: StatementTag = harmless ? 'NOTE' : severity === 'WARNING' ? 'WARNING' : 'ERROR';
    // What a client says of itself is selfcheck's.
    facts.state(record, { tag, program: client === undefined ? 'amcheck' : 'selfcheck', host, text });
  }

  end(): void {
    // amcheck's output has no state that outlives its lines.
  }
}
