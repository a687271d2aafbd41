import type { Snapshot } from '../../model/snapshot';
import type { Place } from '../../text/span';
import { shortName } from '../../text/uri';

/** Text out of a file as inline code, whatever is in it. */
export function code(text: string): string {
  const clean = text.replace(/[\u0000-\u001f\u007f\ud800-\udfff]/g, '\ufffd');
  const runs = clean.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(0, ...runs.map((run) => run.length)) + 1);
  const pad = clean.startsWith('`') || clean.endsWith('`') ? ' ' : '';
  return clean === '' ? '` `' : `${fence}${pad}${clean}${pad}${fence}`;
}

/** "amanda.conf line 12", as people look for it. */
export function whereText(snapshot: Snapshot, place: Place): string {
  const line = snapshot.lines(place.uri)?.lineAt(place.span.start);
  const name = shortName(snapshot.config.folder, place.uri);
  return line === undefined ? name : `${name} line ${line + 1}`;
}

/** Paragraphs, the empty ones left out. */
export function paragraphs(...parts: readonly (string | undefined | false)[]): string {
  return parts.filter((part): part is string => typeof part === 'string' && part !== '').join('\n\n');
}

/** A list, or nothing. */
export function bullets(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}
