import { readName } from '../../logs/names';
import { findPrefixes } from '../../logs/prefix';
import { explain, type Match } from './explain';
import type { Writer } from './row';
import { PROGRAMS } from './writers';

/** A text about a failure in what was pasted, and what explains it; `match` is undefined for a text that nobody knows. */
export interface Explained {
  /** The line in what was pasted, from 0. */
  readonly line: number;
  /** Amanda's own words, without what stands around them. */
  readonly text: string;
  readonly writer?: Writer;
  readonly host?: string;
  readonly disk?: string;
  readonly match?: Match;
}

/** More lines than a mail has; a whole log is a log, and read as one. */
const MOST_LINES = 20_000;
/** What writes log lines: others of them are no writers of their own here. */
const LOGGING: ReadonlySet<string> = new Set([
  ...PROGRAMS,
  'amcleanup',
  'ambackupd',
  'amidxtaped',
  'amfetchdump',
  'amcheckdump',
  'amtrmidx',
  'amtrmlog',
]);
const LOG_LINE = /^(FAIL|ERROR|FATAL|WARNING|STRANGE|PARTIAL|INFO|RETRY|BOGUS) (\w+) (.*)$/;
const REPORTED = /^(\w+): (?:FATAL|ERROR|WARNING) (.*)$/;
/** A line of the report's summary or of its details: `www.example.com /srv/home lev 0  FAILED [data timeout]`. */
const SUMMARY =
  /^(?:\/-- )?(\S+) (.+?) {1,2}(?:date \d+ )?(?:lev \d+ {1,2}|(?=RESULTS MISSING))((?:FAILED|FLUSH|VAULT|STRANGE|RESULTS MISSING|partial taper|was successfully).*)$/;

/**
 * The failures in a mail, a forum post or lines of any log: each text once, with its first line. Quotation marks of
 * mails, dates, log kinds, hosts and disks around it are taken off.
 */
export function explainText(text: string): Explained[] {
  const found = new Map<string, Explained>();
  for (const [line, raw] of text.split(/\r?\n/, MOST_LINES).entries()) {
    const one = explainLine(raw, line);
    if (!one) continue;
    // The same text of 280 DLEs is one; without the host's name in it, of another host too.
    const key = one.match ? `${one.match.row.key} ${one.host ?? ''}` : one.text;
    if (!found.has(key)) found.set(key, one);
  }
  return [...found.values()];
}

function explainLine(raw: string, line: number): Explained | undefined {
  const bare = raw
    .slice(0, 8000)
    .replace(/^(?:[ \t]{0,40}[>|])+/, '')
    .trim();
  if (bare === '') return undefined;
  const prefix = findPrefixes(bare).at(-1);
  const said = prefix ? bare.slice(prefix.end).trim() : bare;

  const log = LOG_LINE.exec(said);
  if (log && LOGGING.has(log[2] ?? '')) return fromLog(log[1] ?? '', log[2] ?? '', log[3] ?? '', line);
  const summary = SUMMARY.exec(said);
  if (summary) {
    const [, host = '', disk = '', words = ''] = summary;
    const match = /^(?:FLUSH|VAULT)/.test(words) ? explain('taper', words) : explain(undefined, words);
    return { line, text: words, host, disk: readName(disk, 0)?.value ?? disk, ...(match && { match }) };
  }
  const reported = REPORTED.exec(said);
  if (reported && PROGRAMS.has(reported[1] ?? ''))
    return known(reported[2] ?? '', reported[1] as Writer, line);

  const writer = prefix && PROGRAMS.has(prefix.program) ? (prefix.program as Writer) : undefined;
  // A debug log is full of words about healthy work: only its own program's rows count in it.
  const match = writer ? explain(writer, said) : (explain(undefined, said) ?? explain(undefined, bare));
  return match && { line, text: said, match, ...(writer && { writer }), ...hostOf(match) };
}

function known(text: string, writer: Writer, line: number): Explained {
  const match = explain(writer, text) ?? explain(undefined, text);
  return { line, text, writer, ...(match && { match, ...hostOf(match) }) };
}

function hostOf(match: Match): { host?: string; disk?: string } {
  const { host, disk } = match.groups;
  return { ...(host !== undefined && { host }), ...(disk !== undefined && { disk }) };
}

/** A line of log.DATE.N. Kinds that tell of no failure are explained where a row knows them, and else nothing. */
function fromLog(kind: string, program: string, rest: string, line: number): Explained | undefined {
  const writer = PROGRAMS.has(program) ? (program as Writer) : undefined;
  const dle = /^(?:FAIL|STRANGE|PARTIAL|RETRY)$/.test(kind) ? dleOf(rest) : undefined;
  const text = kind === 'STRANGE' ? 'STRANGE (see below)' : (dle?.text ?? rest);
  const match = (writer && explain(writer, text)) ?? explain(undefined, text);
  const failed = /^(?:FAIL|ERROR|FATAL)$/.test(kind);
  if (!match && !failed) return undefined;
  return {
    line,
    text,
    ...(writer && { writer }),
    ...(dle ? { host: dle.host, disk: dle.disk } : match && hostOf(match)),
    ...(match && { match }),
  };
}

/** `["ST:x" "POOL:y"] HOST DISK [DATE] LEVEL [config|error] TEXT`, as server-src/logfile.c has it since 2.4. */
function dleOf(rest: string): { host: string; disk: string; text: string } | undefined {
  const names: string[] = [];
  let at = 0;
  if (rest.startsWith('VAULT ')) at = 6;
  for (;;) {
    const name = readName(rest, at);
    if (!name) return undefined;
    if (names.length >= 2 && !/^\d+$/.test(name.value)) {
      const [host = '', disk = ''] = names;
      return { host, disk, text: rest.slice(name.start).trim() };
    }
    if (!/^(?:ST|POOL):/.test(name.value)) names.push(name.value);
    at = name.end;
  }
}
