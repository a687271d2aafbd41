import type { Check } from '../check';
import { setValue } from '../edit';
import { globalNumber } from '../in-force';
import { factsOf } from '../../estimate/hostplan';
import { count } from '../../text/quantities';

export const fewPorts: Check = {
  id: 'policy/reserved-ports',
  severity: 'warning',
  title: 'Fewer reserved ports than connections at once',
  doc: `Each connection of auth bsdtcp, and each of auth bsd and bsdudp, binds a port of its own below 1024 from \`reserved-tcp-port\` or
\`reserved-udp-port\`. With fewer ports than \`inparallel\` dumps (a dump needs one, and the planner one for each host that it
asks at the same time), connections fail with \`can't bind\` or wait. The default is 512 to 1023.`,
  run(snapshot, report) {
    const need = Math.min(globalNumber(snapshot, 'inparallel'), Math.max(1, snapshot.disklist.dles.length));
    for (const name of ['reserved-tcp-port', 'reserved-udp-port']) {
      const setting = snapshot.config.global.get(name);
      if (setting?.value.t !== 'range') continue;
      const ports = setting.value.high - setting.value.low + 1;
      const users = snapshot.disklist.dles.filter((dle) =>
        (name === 'reserved-tcp-port' ? ['bsdtcp'] : ['bsd', 'bsdudp']).includes(
          factsOf(snapshot, dle).auth.toLowerCase(),
        ),
      );
      const hosts = new Set(users.map((dle) => dle.host)).size;
      const wanted = Math.max(need, Math.min(hosts, need * 2));
      if (users.length === 0 || ports >= wanted) continue;
      report({
        place: setting.place,
        message: `${count(ports, 'port')} for up to ${String(wanted)} connections at once (inparallel ${String(globalNumber(snapshot, 'inparallel'))}, ${count(hosts, 'host')}): some will not find a free one. Widen the range, for instance 512,1023.`,
        fixes: () => [{ title: `Write ${name} 512,1023`, edits: [setValue(snapshot, setting, '512,1023')] }],
      });
    }
  },
};
