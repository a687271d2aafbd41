import { resolveUri, uriPath } from '../text/uri';
import type { Interpreter } from './interpret';
import { missing } from './numbers';
import type { FileResult, Include } from './types';

/**
 * Files that Amanda has open at once before it says "Too many open files": each level of includes keeps its file open,
 * and a process may have 1,024 (measured with amadmin 3.5.1 under the usual `ulimit -n`, for both readers).
 */
export const MOST_OPEN = 1020;

/**
 * How often files may be read once more, and how many characters that may be in all. Amanda reads an included file each
 * time, so forty files that each include the next one twice are 2^40 readings.
 */
const MOST_READINGS = 1000;
const MOST_CHARACTERS = 4_000_000;

/** Counts readings of files that were read before, in one configuration or disklist. */
export class Readings {
  private readonly known = new Set<string>();
  /** Files whose reading changed nothing, with what the state was then. */
  private readonly empty = new Map<string, number>();
  private again = 0;
  private characters = 0;
  private told = false;

  /** True when the file may be read (once more). */
  allow(uri: string, text: string): boolean {
    if (!this.known.has(uri)) {
      this.known.add(uri);
      return true;
    }
    if (this.again >= MOST_READINGS || this.characters + text.length > MOST_CHARACTERS) return false;
    this.again++;
    this.characters += text.length;
    return true;
  }

  /** True the first time: one finding says what was not followed. */
  get first(): boolean {
    const first = !this.told;
    this.told = true;
    return first;
  }

  /** Notes that a file was read from state `before` to state `after`; states are numbers that grow with each change. */
  done(uri: string, before: number, after: number): void {
    if (before === after) this.empty.set(uri, after);
  }

  /** True when reading the file in this state changes nothing. */
  isEmpty(uri: string, state: number): boolean {
    return this.empty.get(uri) === state;
  }
}

/** How often a file was read before it is not followed any further, for messages. */
export const READINGS = { times: MOST_READINGS, characters: MOST_CHARACTERS } as const;

/**
 * Reads an includefile statement (conffile.c, read_confline and read_conffile). True when the interpreter is now in the
 * file that it names.
 */
export function includeFile(run: Interpreter): boolean {
  const { r } = run;
  const tok = r.take();
  if (tok.kind !== 'string') {
    const p = { name: 'includefile', context: r.client ? 'client' : 'global' } as const;
    missing(r, p, tok, 'value/string-expected', 'a quoted string is expected');
  }
  const target = tok.value === '' ? run.folder : resolveUri(run.folder, tok.value);
  const place = r.place(tok);
  const path = uriPath(target);
  const record = (status: Include['status']) => {
    run.c.includes.push({ name: tok.value, place, target, status });
    run.c.incomplete ||= LACKING.has(status);
  };
  const could = (why: string) => `could not open conf file '${path}': ${why}`;
  if (run.open.has(target)) {
    record('cycle');
    r.note('reference/include-cycle', could('Too many open files'), tok, { found: tok.value, path });
    return false;
  }
  if (run.open.size >= MOST_OPEN) {
    record('too-deep');
    const args = { found: tok.value, path, open: run.open.size };
    r.note('reference/include-depth', could('Too many open files'), tok, args);
    return false;
  }
  const file: FileResult | undefined =
    tok.value === ''
      ? { kind: 'directory' }
      : path === '/dev/null'
        ? { kind: 'text', text: '' }
        : run.source.read(target);
  switch (file?.kind) {
    case undefined:
      record('read');
      return false;
    case 'text':
      if (run.readings.isEmpty(target, run.changes)) {
        record('read');
        return false;
      }
      if (!run.readings.allow(target, file.text)) {
        record('not-followed');
        if (run.readings.first)
          r.note('trap/include-not-followed', '', tok, { found: tok.value, path, ...READINGS });
        return false;
      }
      record('read');
      run.enter(target, file.text);
      return true;
    case 'missing':
      record('missing');
      r.note('reference/include-missing', could('No such file or directory'), tok, {
        found: tok.value,
        path,
      });
      return false;
    case 'directory':
      record('directory');
      r.note('trap/include-directory', '', tok, { found: tok.value, path });
      return false;
    case 'special':
      record('special');
      r.note('reference/include-special', '', tok, { found: tok.value, path });
      return false;
    case 'unreadable':
      record('unreadable');
      r.note('reference/include-unreadable', could(file.reason), tok, {
        found: tok.value,
        path,
        reason: file.reason,
      });
      return false;
    case 'too-large':
      record('too-large');
      r.note('trap/include-too-large', '', tok, { found: tok.value, path, size: file.size });
      return false;
  }
}

/** What leaves the configuration incomplete: the file is there for Amanda, or may be, and is not read here. */
const LACKING: ReadonlySet<Include['status']> = new Set([
  'missing',
  'unreadable',
  'special',
  'too-large',
  'too-deep',
  'not-followed',
]);
