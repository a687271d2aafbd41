import type { Check } from '../check';
import { settingsOf } from '../walk';

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
