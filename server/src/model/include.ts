import { resolveUri, uriPath } from '../text/uri';
import type { Interpreter } from './interpret';
import { missing } from './numbers';
import { TokenStream } from './stream';
import type { FileResult, Include } from './types';

/** More files in a row than anybody nests; Amanda itself goes on until it may open no more. */
const MAX_OPEN = 100;

/** Reads an includefile statement and the file that it names (conffile.c, read_confline and read_conffile). */
export function includeFile(run: Interpreter): void {
  const { r } = run;
  const tok = r.take();
  if (tok.kind !== 'string') {
    const p = { name: 'includefile', context: r.client ? 'client' : 'global' } as const;
    missing(r, p, tok, 'value/string-expected', 'a quoted string is expected');
  }
  const target = tok.value === '' ? run.folder : resolveUri(run.folder, tok.value);
  const place = r.place(tok);
  const path = uriPath(target);
  const record = (status: Include['status']) =>
    run.c.includes.push({ name: tok.value, place, target, status });
  const could = (why: string) => `could not open conf file '${path}': ${why}`;
  if (run.open.includes(target) || run.open.length >= MAX_OPEN) {
    record('cycle');
    r.note('reference/include-cycle', could('Too many open files'), tok, { found: tok.value, path });
    return;
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
      return;
    case 'text':
      record('read');
      readText(run, target, file.text);
      return;
    case 'missing':
      record('missing');
      r.note('reference/include-missing', could('No such file or directory'), tok, {
        found: tok.value,
        path,
      });
      return;
    case 'directory':
      record('directory');
      r.note('trap/include-directory', '', tok, { found: tok.value, path });
      return;
    case 'special':
      record('special');
      r.note('reference/include-special', '', tok, { found: tok.value, path });
      return;
    case 'unreadable':
      record('unreadable');
      r.note('reference/include-unreadable', could(file.reason), tok, {
        found: tok.value,
        path,
        reason: file.reason,
      });
      return;
    case 'too-large':
      record('too-large');
      r.note('trap/include-too-large', '', tok, { found: tok.value, path, size: file.size });
  }
}

/** True when one of these files could not be read. */
export function isIncomplete(includes: readonly Include[]): boolean {
  return includes.some(({ status }) => status !== 'read' && status !== 'directory' && status !== 'cycle');
}

/** Reads a file's text in the place where the interpreter is. */
export function readText(run: Interpreter, uri: string, text: string): void {
  run.open.push(uri);
  if (!run.c.files.includes(uri)) run.c.files.push(uri);
  run.r.within(TokenStream.ofTree(uri, run.trees.conf(uri, text, run.r.grammar.dialect)), () => run.file());
  run.open.pop();
}
