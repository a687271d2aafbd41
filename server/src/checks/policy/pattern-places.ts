import type { Snapshot } from '../../model/snapshot';
import type { Setting } from '../../model/types';
import type { Place } from '../../text/span';
import type { Fix } from '../check';
import { edit, quoted } from '../edit';
import { valueText } from '../walk';

/** Each pattern of an exclude or include line (not the names of list files), with the place of its string. */
export function* patterns(
  snapshot: Snapshot,
  setting: Setting,
): Generator<{ readonly pattern: string; readonly place: Place }> {
  const raw = valueText(snapshot, setting);
  if (setting.value.t !== 'exclude' || /^list\b/i.test(raw)) return;
  const from = setting.place.span.end - raw.length;
  for (const string of raw.matchAll(/"((?:\\[\s\S]|[^"\\])*)"/g)) {
    const start = from + string.index;
    yield {
      pattern: (string[1] ?? '').replace(/\\([\s\S])/g, '$1'),
      place: { uri: setting.place.uri, span: { start, end: start + string[0].length } },
    };
  }
}

export function rewrite(place: Place, pattern: string): Fix {
  return {
    title: `Write ${quoted(pattern)}`,
    preferred: true,
    edits: [edit(place.uri, place.span, quoted(pattern))],
  };
}
