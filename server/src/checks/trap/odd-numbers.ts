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

export const portRange: Check = {
  id: 'trap/port-range',
  severity: 'warning',
  title: 'The upper end of a port range is out of range',
  doc: `Amanda checks the lower end of a port range and that the ends are in order, but not the upper end
(\`common-src/conffile.c\`, \`validate_port_range\`). Reserved ports are below 1024; with \`reserved-udp-port 600,2000\` Amanda
may choose a port that the client refuses as not secure. Ports above 65535 do not exist.`,
  run(snapshot, report) {
    for (const name of ['reserved-udp-port', 'reserved-tcp-port', 'unreserved-tcp-port']) {
      const most = name.startsWith('reserved') ? 1023 : 65535;
      for (const { setting } of settingsOf(snapshot, name)) {
        if (setting.value.t !== 'range' || setting.value.high <= most) continue;
        report({
          place: setting.place,
          message: `Amanda does not check the upper end, but ${name} must end at ${String(most)} at the latest, not at ${String(setting.value.high)}${most === 1023 ? ': clients refuse ports above that as not secure' : ''}.`,
        });
      }
    }
  },
};
