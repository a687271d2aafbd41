import type { Block, Setting } from '../../model/types';
import type { Snapshot } from '../../model/snapshot';
import { defaultValue } from '../../model/defaults';
import { parameterOf } from '../../schema/index';
import type { Check, Fix } from '../check';
import { edit, merged, removeLine, textAt } from '../edit';
import { asNumber } from '../in-force';
import { dlesByDumptype, some, writtenDumptypes } from '../walk';
import { eolOf } from '../suppress';
import { smallest } from '../../text/lists';
import { count, numberText } from '../../text/quantities';

/** What a dumptype copies from the top level when it is defined (conffile.c, init_dumptype_defaults). */
const copied = ['dumpcycle', 'maxdumps', 'bumpsize', 'bumppercent', 'bumpmult', 'bumpdays'];

export const lateGlobal: Check = {
  id: 'trap/late-global',
  severity: 'warning',
  title: 'A global value stands below the dumptypes that should use it',
  doc: `Six global parameters are the defaults of dumptypes: \`dumpcycle\`, \`maxdumps\`, \`bumpsize\`, \`bumppercent\`, \`bumpmult\` and
\`bumpdays\`. A dumptype copies them at the moment it is defined (\`common-src/conffile.c\`, \`init_dumptype_defaults\`), so a
line further down does not reach the dumptypes above it: they keep the earlier value, or Amanda's default, without a word.

Put the line above the first dumptype; the quick fix moves it.`,
  run(snapshot, report) {
    const users = dlesByDumptype(snapshot);
    for (const name of copied) {
      const setting = snapshot.config.global.get(name);
      const value = asNumber(setting?.value);
      if (setting === undefined || value === undefined) continue;
      const copy = (block: Block) =>
        asNumber(block.snapshot.get(name)) ?? byDefault(name, snapshot.settings.version);
      const missed = writtenDumptypes(snapshot).filter(
        (block) =>
          !block.inline &&
          !block.values.has(name) &&
          copy(block) !== value &&
          // Dumptypes that no DLE uses are nobody's loss, once there are DLEs.
          (users.size === 0 || users.has(block)),
      );
      const first = missed[0];
      if (first === undefined) continue;
      const kept = [...new Set(missed.map((block) => withUnit(copy(block) ?? 0, setting)))];
      report({
        place: setting.place,
        message: `This line stands below ${count(missed.length, 'dumptype')} (${some(missed.map((block) => block.name))}) and does not reach ${missed.length === 1 ? 'it' : 'them'}: ${name} stays ${some(kept)} there. Move it above the first dumptype.`,
        related: missed
          .slice(0, 5)
          .flatMap((block) =>
            block.place === undefined
              ? []
              : [{ place: block.place, text: `${block.name} was defined with the value of that moment` }],
          ),
        fixes: () => moveUp(snapshot, setting, missed),
      });
    }
  },
};

/** Amanda's own value, where nothing stood above the dumptype. */
function byDefault(name: string, version: string): number | undefined {
  const parameter = parameterOf('global', name, version);
  return parameter === undefined ? undefined : asNumber(defaultValue(parameter));
}

function withUnit(value: number, { parameter }: Setting): string {
  const { unit } = parameter;
  const shown = numberText(value);
  if (unit === 'percent') return `${shown} %`;
  return unit === undefined || unit === 'count' ? shown : `${shown} ${unit}`;
}

function moveUp(snapshot: Snapshot, setting: Setting, missed: readonly Block[]): Fix[] {
  const starts = missed
    .filter((block) => block.extent?.uri === setting.place.uri)
    .map((block) => block.extent?.span.start ?? 0);
  const tree = snapshot.tree(setting.place.uri);
  if (tree === undefined || starts.length < missed.length) return [];
  const at = tree.lines.lineSpan(tree.lines.lineAt(smallest(starts))).start;
  const line = tree.lines.lineSpan(tree.lines.lineAt(setting.place.span.start));
  // The comment behind it is about the value and goes with it.
  const behind = /^[ \t]*#[^\n\r]*/.exec(tree.text.slice(setting.place.span.end, line.end))?.[0] ?? '';
  const text = textAt(snapshot, setting.place) + behind + eolOf(tree.text);
  return [
    {
      title: `Move ${setting.parameter.name} above dumptype ${missed[0]?.name ?? ''}`,
      preferred: true,
      edits: merged([
        edit(setting.place.uri, { start: at, end: at }, text),
        removeLine(snapshot, setting.place),
      ]),
    },
  ];
}
