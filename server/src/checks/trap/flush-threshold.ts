import type { Check } from '../check';
import { addGlobalLine, setInBlock, setValue } from '../edit';
import { storages } from '../storages';
import { asNumber, asString } from '../in-force';

export const flushThreshold: Check = {
  id: 'trap/flush-threshold',
  severity: 'warning',
  title: 'flush-threshold-dumped, flush-threshold-scheduled and taperflush contradict each other',
  doc: `amcheck warns when \`flush-threshold-dumped\` or \`taperflush\` is larger than \`flush-threshold-scheduled\`, and when \`taperflush\`
is above 0 without \`autoflush\` (\`server-src/amcheck.c\`). For the last of these amcheck 3.5.1 counts the arguments of its message
wrong: with \`-l\` the text appears, with \`-s\` the program that checks
the server usually dies, and nothing is reported at all. The taper then waits for data that never comes together, or leaves
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
          message: `${storage.prefix}taperflush ${String(taperflush)} needs autoflush: amcheck says "autoflush must be set to 'yes' or 'all'" or (with -s) dies without a report. Add \`autoflush yes\`.`,
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
