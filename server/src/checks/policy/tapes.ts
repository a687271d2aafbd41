import type { Check } from '../check';
import { addGlobalLine, setValue } from '../edit';
import { globalNumber } from '../in-force';
import { storages } from '../storages';
import { asNumber, asString } from '../in-force';

export const tapecycle: Check = {
  id: 'policy/tapecycle',
  severity: 'warning',
  title: 'Too few tapes for one dump cycle',
  doc: `A full dump must stay on tape until the next one of the same DLE is written, so \`tapecycle\` must be larger than
\`runspercycle\` × \`runtapes\`; the planner logs \`tapecycle (N) <= runspercycle (M)\` when it is not even larger than
\`runspercycle\` (\`server-src/planner.c\`). With fewer tapes Amanda overwrites full dumps that it still needs for a restore.

\`runspercycle 0\` means one run a day (the \`dumpcycle\` in days). The fix sets the smallest number that leaves one tape spare.`,
  run(snapshot, report) {
    const { config } = snapshot;
    if (config.client || snapshot.disklist.dles.length === 0 || storages(snapshot).length !== 1) return;
    if (storages(snapshot)[0]?.policy?.values.has('retention-tapes') === true) return;
    const dumpcycle = globalNumber(snapshot, 'dumpcycle');
    const set = globalNumber(snapshot, 'runspercycle');
    const runs = set > 0 ? set : set === 0 ? dumpcycle : 0;
    const runtapes = storages(snapshot)[0]?.number('runtapes') ?? 1;
    const tapes = globalNumber(snapshot, 'tapecycle');
    const wanted = runs * runtapes + 1;
    const setting = config.global.get('tapecycle');
    const cause =
      setting ??
      config.global.get('dumpcycle') ??
      config.global.get('runspercycle') ??
      config.global.get('runtapes');
    if (runs <= 0 || tapes >= wanted || cause === undefined) return;
    const days = set > 0 ? `${String(runs)} runs` : `${String(runs)} runs (one a day)`;
    report({
      place: cause.place,
      message: `tapecycle ${String(tapes)} is too small: ${days} × ${String(runtapes)} ${runtapes === 1 ? 'tape' : 'tapes'} of one cycle use ${String(runs * runtapes)}, so Amanda overwrites full dumps that are still needed. Use ${String(wanted)} tapes or more.`,
      fixes: () => {
        const made =
          setting === undefined
            ? addGlobalLine(snapshot, `tapecycle ${String(wanted)}`)
            : setValue(snapshot, setting, String(wanted));
        return made === undefined
          ? []
          : [{ title: `Set tapecycle ${String(wanted)}`, preferred: true, edits: [made] }];
      },
    });
  },
};

const GIB = 1024 * 1024;

export const tapetypeLength: Check = {
  id: 'policy/tapetype-length',
  severity: 'warning',
  title: 'The length of a tape is missing or cannot be right',
  doc: `The planner fits the night's dumps into \`length\` × \`runtapes\`. Without a \`length\` Amanda assumes 2,000 MiB; a number without a
suffix counts KiB, so \`length 100\` is a tape of 100 KiB. Then nearly everything is delayed or "too large", or, with a number
that is far too high, the tape ends in the middle of the run (\`server-src/planner.c\`).`,
  run(snapshot, report) {
    if (snapshot.disklist.dles.length === 0) return;
    const names = new Set(storages(snapshot).map((storage) => storage.string('tapetype').toLowerCase()));
    for (const name of names) {
      const block = snapshot.config.blocks.tapetype.get(name);
      if (block?.place === undefined) continue;
      const length = block.values.get('length');
      const size = asNumber(length?.value);
      if (length === undefined || size === undefined) {
        report({
          place: block.place,
          message: `Tapetype ${block.name} has no length, so Amanda plans for tapes of 2,000 MiB. Add the real one, for instance \`length 400 gb\`.`,
        });
      } else if (size < 100 * 1024 || size > 200 * 1024 * GIB) {
        const small = size < 100 * 1024;
        report({
          place: length.place,
          message: `A tape of ${size.toLocaleString('en-US')} KiB cannot be right${small ? ': a number without a suffix counts KiB' : ''}. Write the length with its unit, for instance \`length 400 gb\`.`,
          fixes: () => {
            const digits = /^\d+$/.exec(String(size))?.[0];
            return small && digits !== undefined
              ? ['mb', 'gb'].map((unit) => ({
                  title: `Write length ${digits} ${unit}`,
                  edits: [setValue(snapshot, length, `${digits} ${unit}`)],
                }))
              : [];
          },
        });
      }
    }
  },
};

/** A label as autolabel would make it for the first tape (man page amanda.conf(5), autolabel). */
function sampleLabel(template: string, org: string, config: string, storage: string): string | undefined {
  // Barcode, meta label, pool and host are known at the changer only.
  if (/\$[bmphn]/.test(template)) return undefined;
  let first = true;
  const filled = template.replace(
    /\\(.)|\$([ocr])|([%!]+)/g,
    (_, escaped?: string, variable?: string, digits?: string) => {
      if (escaped !== undefined) return escaped;
      if (variable !== undefined) return variable === 'o' ? org : variable === 'c' ? config : storage;
      if (!first) return digits ?? '';
      first = false;
      return (digits ?? '').startsWith('!')
        ? 'A'.repeat(digits?.length ?? 0)
        : '1'.padStart(digits?.length ?? 0, '0');
    },
  );
  return filled;
}

export const labelMismatch: Check = {
  id: 'policy/labelstr-autolabel',
  severity: 'warning',
  title: 'Labels that autolabel writes do not match labelstr',
  doc: `\`autolabel\` gives new tapes a label from its template; \`labelstr\` is the pattern that a label must match for this configuration to
use the tape. When the two do not go together Amanda labels a tape and then refuses it as not its own.

Write \`labelstr MATCH-AUTOLABEL\`, which takes the pattern from the template (Amanda 3.3 and later), or correct one of the two.`,
  run(snapshot, report) {
    for (const storage of storages(snapshot)) {
      const auto = storage.value('autolabel');
      const str = storage.value('labelstr');
      const place = storage.place('labelstr');
      if (auto?.t !== 'autolabel' || str?.t !== 'labelstr' || str.matchAutolabel || place === undefined)
        continue;
      if (auto.template === '' || str.template === '' || /\$/.test(str.template.replace(/\$$/, ''))) continue;
      const config = snapshot.config.folder.slice(snapshot.config.folder.lastIndexOf('/') + 1);
      const org = asString(snapshot.config.global.get('org')?.value) ?? '';
      const label = sampleLabel(auto.template, org, config, storage.name);
      const pattern = posix(str.template);
      if (label === undefined || pattern === undefined || pattern.test(label)) continue;
      const setting = storage.block?.values.get('labelstr') ?? snapshot.config.global.get('labelstr');
      const related = storage.place('autolabel');
      report({
        place,
        message: `autolabel would name the first tape "${label}", which this labelstr does not match: Amanda labels tapes and then does not use them. Write \`labelstr MATCH-AUTOLABEL\`, or correct one of the two.`,
        ...(related === undefined
          ? {}
          : { related: [{ place: related, text: 'the template of the labels' }] }),
        fixes: () =>
          setting === undefined
            ? []
            : [
                {
                  title: 'Write labelstr MATCH-AUTOLABEL',
                  preferred: true,
                  edits: [setValue(snapshot, setting, 'MATCH-AUTOLABEL')],
                },
              ],
      });
    }
  },
};

/** A POSIX extended pattern as JavaScript's; undefined where they differ too much. */
function posix(source: string): RegExp | undefined {
  try {
    const classes: Record<string, string> = {
      digit: '0-9',
      alpha: 'A-Za-z',
      alnum: 'A-Za-z0-9',
      upper: 'A-Z',
      lower: 'a-z',
      space: '\\s',
    };
    return new RegExp(source.replace(/\[:(\w+):\]/g, (_, name: string) => classes[name] ?? ''));
  } catch {
    return undefined;
  }
}
