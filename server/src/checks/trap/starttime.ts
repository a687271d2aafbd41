import type { Check } from '../check';
import { asNumber } from '../in-force';
import { settingsOf } from '../walk';

export const starttime: Check = {
  id: 'trap/starttime',
  severity: 'warning',
  title: 'starttime is not a time of day',
  doc: `\`starttime\` is a plain number hhmm. Amanda does not check it (\`common-src/conffile.c\`, \`get_time\`): 2560 or 1875 are taken, and
the dump waits for a moment of the night that nobody meant. Write 0000 to 2359, with minutes up to 59.`,
  run(snapshot, report) {
    for (const { setting } of settingsOf(snapshot, 'starttime')) {
      const time = asNumber(setting.value) ?? 0;
      if (time >= 0 && time <= 2359 && time % 100 <= 59) continue;
      report({
        place: setting.place,
        message: `Amanda takes ${String(time)} without a check, but it is no time of day. Write hours and minutes as hhmm, for instance 1830.`,
      });
    }
  },
};
