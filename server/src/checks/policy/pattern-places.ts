import type { Snapshot } from '../../model/snapshot';
import type { Block, Setting } from '../../model/types';
import { factsOf } from '../../estimate/hostplan';
import { asString } from '../in-force';
import type { Place } from '../../text/span';
import type { Fix } from '../check';
import { edit, quoted } from '../edit';
import { inherits, valueText } from '../walk';

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

/**
 * True where tar reads the patterns of a block: some DLE that has them is not a Samba share (smbclient has rules of its
 * own) and is not dumped by DUMP (which has none). A block that no DLE uses is taken for one of tar's.
 */
export function readByTar(snapshot: Snapshot, block: Block | undefined): boolean {
  if (block === undefined) return true;
  const users = snapshot.disklist.dles.filter(({ dumptype }) => inherits(dumptype, block));
  return (
    users.length === 0 ||
    users.some((dle) => {
      const { program, application } = factsOf(snapshot, dle);
      const plugin = asString(application?.values.get('plugin')?.value);
      return plugin === undefined
        ? program !== 'DUMP' && !(dle.device ?? dle.disk).startsWith('//')
        : plugin !== 'amsamba';
    })
  );
}

export function rewrite(place: Place, pattern: string): Fix {
  return {
    title: `Write ${quoted(pattern)}`,
    preferred: true,
    edits: [edit(place.uri, place.span, quoted(pattern))],
  };
}
