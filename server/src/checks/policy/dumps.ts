import type { Check } from '../check';
import { causes, relatedDles } from '../causes';
import { setValue } from '../edit';
import { globalNumber } from '../in-force';
import { factsOf } from '../../estimate/hostplan';
import { count, settingsOf } from '../walk';
import { asNumber } from '../in-force';

export const noIndex: Check = {
  id: 'policy/no-index',
  severity: 'info',
  title: 'Without an index amrecover finds nothing',
  doc: `\`index no\` saves some space on the server, but \`amrecover\` lists files from the index: DLEs without one cannot be browsed, single
files of them come back only by \`amrestore\` or \`amfetchdump\` of the whole dump.`,
  run(snapshot, report) {
    for (const { place, dles } of causes(snapshot, ({ facts, absent }) =>
      !facts.index && absent?.why !== 'skip' ? { parameter: 'index', what: '' } : undefined,
    )) {
      report({
        place,
        message: `amrecover cannot list files of ${count(dles.length, 'DLE')} without an index: only whole dumps come back, by amfetchdump. Set \`index yes\` unless that is meant.`,
        related: relatedDles(dles, 'has no index'),
        fixes: () => {
          const setting = dles[0]?.dumptype.values.get('index');
          return setting === undefined
            ? []
            : [{ title: 'Set index yes', edits: [setValue(snapshot, setting, 'yes')] }];
        },
      });
    }
  },
};

export const noRecord: Check = {
  id: 'policy/no-record',
  severity: 'info',
  title: 'record no: later incrementals do not build on these dumps',
  doc: `With \`record no\` the client does not note the dump in its list (\`/etc/dumpdates\`, \`gnutar-lists\`, \`amandates\`), so the next
incremental saves everything since the last *recorded* dump. That is right for an archive beside the daily backup, and wrong in
the daily backup itself. Use \`strategy noinc\` with it.`,
  run(snapshot, report) {
    for (const { place, dles } of causes(snapshot, ({ facts, absent }) =>
      !facts.record && facts.strategy !== 'noinc' && absent?.why !== 'skip'
        ? { parameter: 'record', what: '' }
        : undefined,
    )) {
      report({
        place,
        message: `With \`record no\` the client forgets these dumps, and incrementals of ${count(dles.length, 'DLE')} grow from the last recorded one. Use it for archives only, with \`strategy noinc\`.`,
        related: relatedDles(dles, 'is not recorded'),
      });
    }
  },
};

export const clientCompress: Check = {
  id: 'policy/client-compress-maxdumps',
  severity: 'info',
  title: 'A client compresses several dumps at once',
  doc: `With \`maxdumps\` above 1 a host dumps several DLEs at the same time. With \`compress client\` each of them runs a compressor there,
and the machine's own work suffers. Use \`compress server\`, or \`maxdumps 1\` for this host. \`compress client fast\` is also what a
dumptype has that says nothing about compression.`,
  run(snapshot, report) {
    for (const host of snapshot.disklist.hosts) {
      const last = host.dles.at(-1);
      if (last === undefined) continue;
      const { maxdumps } = factsOf(snapshot, last);
      const busy = host.dles.filter((dle) => {
        const { compress } = factsOf(snapshot, dle);
        return compress.side === 'client';
      });
      const [first] = busy;
      const atOnce = Math.min(maxdumps, busy.length);
      if (first === undefined || atOnce < 2) continue;
      report({
        place: first.dumptypePlace ?? first.diskPlace,
        message: `${host.name} compresses up to ${String(atOnce)} dumps at once itself (maxdumps ${String(maxdumps)}, compress client ${factsOf(snapshot, first).compress.how}). Use \`compress server\`, or fewer dumps at once.`,
        related: relatedDles(busy.slice(1), 'compresses on the client, too'),
      });
    }
  },
};

export const spindles: Check = {
  id: 'policy/spindle',
  severity: 'info',
  title: 'One spindle serialises the dumps of a host',
  doc: `DLEs of one host with the same spindle (0 or more) are never dumped at the same time; −1, the default, means "no limit". When all
DLEs of a host share a spindle, a \`maxdumps\` above 1 does nothing for it (\`server-src/driver.c\`). Spindles help when they tell
disks apart: one number for each disk.`,
  run(snapshot, report) {
    for (const host of snapshot.disklist.hosts) {
      const last = host.dles.at(-1);
      if (last === undefined || host.dles.length < 2) continue;
      const maxdumps = factsOf(snapshot, last).maxdumps;
      const used = new Set(host.dles.map((dle) => dle.spindle));
      if (maxdumps < 2 || used.size >= maxdumps || used.has(-1)) continue;
      const first = host.dles[0];
      report({
        place: first?.spindlePlace ?? last.diskPlace,
        message: `${host.name} may run ${String(maxdumps)} dumps at once (maxdumps), but its ${count(host.dles.length, 'DLE')} have ${used.size === 1 ? 'one and the same spindle' : `${String(used.size)} spindles only`}, and DLEs of one spindle wait for each other. Number the spindles by disk, or use -1.`,
        related: relatedDles(host.dles, 'same host'),
      });
    }
  },
};

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
