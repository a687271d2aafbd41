import type { Snapshot } from '../../model/snapshot';
import { resolveUri } from '../../text/uri';
import type { Span } from '../../text/span';
import { addAll } from '../../text/lists';

/** A part of the text that leads to a file. */
export interface Link {
  readonly span: Span;
  readonly target: string;
  readonly tooltip: string;
  /** The file may well not be there: lists of patterns are on the client. */
  readonly uncertain: boolean;
}

const FILES: ReadonlyMap<string, string> = new Map([
  ['diskfile', 'Open the disklist'],
  ['tapelist', 'Open the tape list'],
]);

/** Links of a configuration file: included files, the disklist, and lists of patterns. */
export function documentLinks(snapshot: Snapshot, uri: string): Link[] {
  const { config, disklist } = snapshot;
  const links: Link[] = [];
  for (const include of [...config.includes, ...disklist.includes]) {
    if (include.place.uri !== uri || include.status === 'special' || include.status === 'directory') continue;
    const tooltip = include.status === 'missing' ? 'The file does not exist' : 'Open the included file';
    links.push({
      span: inner(snapshot, uri, include.place.span),
      target: include.target,
      tooltip,
      uncertain: include.status === 'missing',
    });
  }
  for (const setting of config.statements) {
    const tooltip = FILES.get(setting.parameter.name);
    if (setting.place.uri !== uri || !tooltip || setting.value.t !== 'string' || setting.value.s === '')
      continue;
    const span = inner(snapshot, uri, { start: setting.keyword.span.end, end: setting.place.span.end });
    links.push({ span, target: resolveUri(config.folder, setting.value.s), tooltip, uncertain: true });
  }
  addAll(links, listLinks(snapshot, uri));
  return links;
}

/** `exclude list` and `include list` with absolute paths, which on the server itself may be files of this machine. */
function listLinks(snapshot: Snapshot, uri: string): Link[] {
  const tree = snapshot.tree(uri);
  if (!tree) return [];
  const pattern = /^[ \t]*(?:exclude|include)[ \t]+list\b([^#\n]*)/gim;
  const links: Link[] = [];
  for (const line of tree.text.matchAll(pattern)) {
    const values = line[1] ?? '';
    const base = line.index + line[0].length - values.length;
    for (const value of values.matchAll(/"(\/[^"\n]*)"/g)) {
      const start = base + value.index + 1;
      const path = value[1] ?? '';
      const target = resolveUri(snapshot.config.folder, path);
      links.push({
        span: { start, end: start + path.length },
        target,
        tooltip: 'Open the list of patterns',
        uncertain: true,
      });
      if (links.length > 200) return links;
    }
  }
  return links;
}

/** The span without blanks and quotes around it. */
function inner(snapshot: Snapshot, uri: string, span: Span): Span {
  const text = snapshot.tree(uri)?.text.slice(span.start, span.end) ?? '';
  const lead = /^[\s"]*/.exec(text)?.[0].length ?? 0;
  const tail = /[\s"]*$/.exec(text)?.[0].length ?? 0;
  return text.length > lead + tail ? { start: span.start + lead, end: span.end - tail } : span;
}
