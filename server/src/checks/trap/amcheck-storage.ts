import type { Check } from '../check';
import { addGlobalLine, setInBlock, setValue } from '../edit';
import { storages } from '../storages';
import { asNumber, asString } from '../in-force';

/** True when amanda.conf is meant for runs: an empty folder or a file under construction is not nagged about it. */
function inUse(dles: readonly unknown[]): boolean {
  return dles.length > 0;
}

export const noTapetype: Check = {
  id: 'trap/no-tapetype',
  severity: 'warning',
  title: 'No tapetype is named',
  doc: `Without a \`tapetype\` line Amanda makes up one called DEFAULT_TAPE while it reads amanda.conf, and says nothing; amcheck then
stops with \`ERROR: storage 'X': no tapetype specified; you must give a value for the 'tapetype' parameter of the storage\`
(\`server-src/amcheck.c\`).

Define a tapetype and name it: \`tapetype HARDDISK\` at the top level, or in the storage.`,
  run(snapshot, report) {
    if (!inUse(snapshot.disklist.dles)) return;
    const defined = [...snapshot.config.blocks.tapetype.values()].filter((block) => !block.builtin);
    for (const storage of storages(snapshot)) {
      if (storage.place('tapetype') !== undefined) continue;
      report({
        place: storage.where,
        message: `No tapetype is named, and amcheck will stop with "storage '${storage.name}': no tapetype specified". Add \`tapetype ${defined[0]?.name ?? 'NAME'}\`${defined.length === 0 ? ' and define that tapetype' : ''}.`,
        fixes: () =>
          defined.slice(0, 3).flatMap((block, n) => {
            const made =
              storage.block === undefined
                ? addGlobalLine(snapshot, `tapetype ${block.name}`)
                : setInBlock(snapshot, storage.block, 'tapetype', `"${block.name}"`);
            return made === undefined
              ? []
              : [{ title: `Use tapetype ${block.name}`, preferred: n === 0, edits: [made] }];
          }),
      });
    }
  },
};

export const noChanger: Check = {
  id: 'trap/no-changer',
  severity: 'warning',
  title: 'Neither tapedev nor tpchanger is set',
  doc: `Amanda reads a configuration without any device; amcheck then says \`WARNING:Parameter "tapedev", "tpchanger" or storage not
specified in amanda.conf\` and skips the tape test, and backups stay on the holding disk (\`server-src/amcheck.c\`).

Set \`tpchanger\`, for instance \`tpchanger "chg-disk:/var/amanda/vtapes"\`.`,
  run(snapshot, report) {
    if (!inUse(snapshot.disklist.dles)) return;
    for (const storage of storages(snapshot)) {
      // Debian's build has a default tapedev; a value that is not written is never meant.
      if (storage.place('tapedev') !== undefined || storage.place('tpchanger') !== undefined) continue;
      report({
        place: storage.where,
        message: `${storage.prefix}Neither tapedev nor tpchanger is set: nothing says where backups go, and they stay on the holding disk. Add for instance \`tpchanger "chg-disk:/path/to/vtapes"\`.`,
      });
    }
  },
};

export const retention: Check = {
  id: 'trap/runtapes-retention',
  severity: 'warning',
  title: 'runtapes is as large as the number of tapes that are kept',
  doc: `amcheck says \`ERROR: storage 'X': runtapes is larger or equal to policy 'Y' retention-tapes\` (with exit code 0): one run may use
as many tapes as are protected from being overwritten, so a run can overwrite the only full dump. Without a policy
retention-tapes is \`tapecycle\` − 1 (\`common-src/conffile.c\`, \`update_derived_values\`).

Raise \`tapecycle\` (or \`retention-tapes\`) or lower \`runtapes\`.`,
  run(snapshot, report) {
    if (!inUse(snapshot.disklist.dles)) return;
    for (const storage of storages(snapshot)) {
      const runtapes = storage.number('runtapes');
      const kept = storage.retentionTapes;
      if (kept > runtapes) continue;
      const policy = storage.policy?.values.get('retention-tapes');
      const place =
        policy?.place ??
        snapshot.config.global.get('tapecycle')?.place ??
        storage.place('runtapes') ??
        storage.where;
      const wanted = runtapes + (policy === undefined ? 2 : 1);
      report({
        place,
        message: `${storage.prefix}runtapes ${String(runtapes)} is not below retention-tapes ${String(kept)}${policy === undefined ? ' (tapecycle − 1)' : ''}: amcheck says "runtapes is larger or equal to policy retention-tapes", and a run may overwrite the only full dump. ${policy === undefined ? `Set tapecycle to ${String(wanted)} or more` : `Set retention-tapes to ${String(wanted)} or more`}.`,
        fixes: () => {
          const setting = policy ?? snapshot.config.global.get('tapecycle');
          return setting === undefined
            ? []
            : [
                {
                  title: `Set ${setting.parameter.name} ${String(wanted)}`,
                  edits: [setValue(snapshot, setting, String(wanted))],
                },
              ];
        },
      });
    }
  },
};

export const flushThreshold: Check = {
  id: 'trap/flush-threshold',
  severity: 'warning',
  title: 'flush-threshold-dumped, flush-threshold-scheduled and taperflush contradict each other',
  doc: `amcheck warns when \`flush-threshold-dumped\` or \`taperflush\` is larger than \`flush-threshold-scheduled\`, and when \`taperflush\`
is above 0 without \`autoflush\` (\`server-src/amcheck.c\`). The taper then waits for data that never comes together, or leaves
on the holding disk what should go to tape.`,
  run(snapshot, report) {
    for (const storage of storages(snapshot)) {
      const scheduled = storage.number('flush-threshold-scheduled');
      const dumped = storage.number('flush-threshold-dumped');
      const taperflush = storage.number('taperflush');
      for (const [name, value] of [
        ['flush-threshold-dumped', dumped],
        ['taperflush', taperflush],
      ] as const) {
        const place = storage.place(name);
        if (value <= scheduled || place === undefined) continue;
        report({
          place,
          message: `${storage.prefix}${name} (${String(value)}) must be less than or equal to flush-threshold-scheduled (${String(scheduled)}), amcheck warns. Raise flush-threshold-scheduled to ${String(value)} or lower this.`,
        });
      }
      const place = storage.place('taperflush');
      const autoflush = storage.value('autoflush');
      const off =
        asString(autoflush) === 'no' ||
        asNumber(autoflush) === 0 ||
        (autoflush?.t === 'bool' && autoflush.n === 0);
      if (taperflush > 0 && off && place !== undefined) {
        report({
          place,
          message: `${storage.prefix}taperflush ${String(taperflush)} needs autoflush: amcheck says "autoflush must be set to 'yes' or 'all' if taperflush is greater that 0". Add \`autoflush yes\`.`,
          fixes: () => {
            const made =
              storage.block === undefined
                ? addGlobalLine(snapshot, 'autoflush yes')
                : setInBlock(snapshot, storage.block, 'autoflush', 'yes');
            const setting = snapshot.config.global.get('autoflush');
            const edits =
              storage.block === undefined && setting !== undefined
                ? setValue(snapshot, setting, 'yes')
                : made;
            return edits === undefined ? [] : [{ title: 'Set autoflush yes', edits: [edits] }];
          },
        });
      }
    }
  },
};

export const partCache: Check = {
  id: 'trap/part-cache',
  severity: 'warning',
  title: 'part-size and the part cache of a tapetype contradict each other',
  doc: `amcheck refuses a tapetype with a part cache but without \`part-size\`, with \`part-cache-type disk\` but without
\`part-cache-dir\`, with a directory but another type, or with a size for a cache that is not in use; and it warns when a part
is below 0.1 % of the tape, because that makes more than 1,000 parts (\`server-src/amcheck.c\`). Amanda reads all of them
without a word.`,
  run(snapshot, report) {
    for (const block of snapshot.config.blocks.tapetype.values()) {
      const get = (name: string) => block.values.get(name);
      const place = (name: string) => get(name)?.place;
      const size = asNumber(get('part-size')?.value);
      const type = asString(get('part-cache-type')?.value) ?? 'none';
      const max = asNumber(get('part-cache-max-size')?.value);
      const say = (name: string, text: string, help: string) => {
        const at = place(name);
        if (at !== undefined)
          report({ place: at, message: `amcheck refuses this tapetype: "${text}". ${help}` });
      };
      if (get('part-size') === undefined) {
        for (const name of ['part-cache-type', 'part-cache-dir', 'part-cache-max-size']) {
          if (name === 'part-cache-type' && type === 'none') continue;
          say(name, `${name} specified, but no part-size`, 'Add a `part-size`, or take this line out.');
          if (place(name) !== undefined) break;
        }
        continue;
      }
      if (type === 'disk' && (asString(get('part-cache-dir')?.value) ?? '') === '') {
        say(
          'part-cache-type',
          'part-cache-type is DISK, but no part-cache-dir specified',
          'Add a `part-cache-dir`.',
        );
      }
      if (type !== 'disk') {
        say(
          'part-cache-dir',
          'part-cache-dir specified, but part-cache-type is not DISK',
          'Set `part-cache-type disk`.',
        );
      }
      if (size === 0 && type !== 'none') {
        say('part-size', "part_size is zero, but part-cache-type is not 'none'", 'Give part-size a value.');
      }
      if (max !== undefined && type === 'none') {
        say(
          'part-cache-max-size',
          'part-cache-max-size is specified but no part cache is in use',
          'Set `part-cache-type`.',
        );
      } else if (max !== undefined && size !== undefined && max > size) {
        say(
          'part-cache-max-size',
          'part-cache-max-size is greater than part-size',
          'Make it at most part-size.',
        );
      }
      const length = asNumber(get('length')?.value) ?? 0;
      const part = place('part-size');
      if (size !== undefined && size > 0 && size * 1000 < length && part !== undefined) {
        report({
          place: part,
          message: `A part of ${size.toLocaleString('en-US')} KiB is below 0.1 % of the tape's ${length.toLocaleString('en-US')} KiB: amcheck warns of more than 1,000 parts, "severely degrading backup/restore performance". Use ${Math.ceil(length / 100).toLocaleString('en-US')} KiB or more.`,
        });
      }
    }
  },
};
