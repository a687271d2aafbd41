import type { Check } from '../check';
import { setValue } from '../edit';
import { globalNumber } from '../in-force';
import { settingsOf } from '../walk';
import { asNumber } from '../in-force';

export const inparallel: Check = {
  id: 'policy/maxdumps-inparallel',
  severity: 'info',
  title: 'maxdumps is larger than inparallel',
  doc: `\`maxdumps\` limits the dumps of one host, \`inparallel\` those of the whole run (10 unless set). A \`maxdumps\` above \`inparallel\` is
never reached. Raise \`inparallel\` or lower \`maxdumps\`.`,
  run(snapshot, report) {
    if (snapshot.config.client) return;
    const most = globalNumber(snapshot, 'inparallel');
    for (const { setting } of settingsOf(snapshot, 'maxdumps')) {
      const value = asNumber(setting.value) ?? 0;
      if (value <= most) continue;
      report({
        place: setting.place,
        message: `maxdumps ${String(value)} is never reached: the whole run makes at most ${String(most)} dumps at once (inparallel). Lower it or raise inparallel.`,
        fixes: () => [
          { title: `Set maxdumps ${String(most)}`, edits: [setValue(snapshot, setting, String(most))] },
        ],
      });
    }
  },
};
