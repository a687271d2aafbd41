import type { Remedy } from './row';

// Things to do that many rows name. What runs on a client uses nothing that only a server has (no amgetconf), and looks
// in every place where debug logs may lie: per configuration since 2.5.1, flat before.

/** The debug directories of packages and of builds with the defaults of the sources. */
const DEBUG_DIRECTORIES = '/var/log/amanda /tmp/amanda /var/amanda/log';

/** The end of the newest debug log of a client program. */
export function clientLog(program: string): Remedy {
  return {
    title: `Read the end of the newest \`${program}\` debug log on {host}`,
    run: { on: 'client', commands: newest(program) },
  };
}

/** The end of the newest debug log of a server program. */
export function serverLog(program: string): Remedy {
  return {
    title: `Read the end of the newest \`${program}\` debug log on the server`,
    run: { on: 'server', commands: newest(program) },
  };
}

function newest(program: string): string {
  return `find ${DEBUG_DIRECTORIES} -name '${program}.*debug' -mtime -2 2>/dev/null | xargs -r ls -t | head -n 1 | xargs -r tail -n 40`;
}

export const checkClient: Remedy = {
  title: 'Ask the client again with `amcheck -c`',
  run: { on: 'server', commands: 'amcheck -c {config} {host}' },
};
export const checkServer: Remedy = {
  title: 'Check the server with `amcheck -s`',
  run: { on: 'server', commands: 'amcheck -s {config}' },
};
export const dumpAgain: Remedy = {
  title: 'Dump the host again when the cause is mended',
  run: { on: 'server', commands: 'amdump {config} {host}' },
};
export const flush: Remedy = {
  title: 'Write what waits on the holding disk to tape with `amflush`',
  run: { on: 'server', commands: 'amflush {config}' },
};
export const cleanup: Remedy = {
  title: 'Tidy up after the interrupted run with `amcleanup`',
  run: { on: 'server', commands: 'amcleanup {config}' },
};
export const serverSpace: Remedy = {
  title: 'Look for full file systems on the server',
  run: { on: 'server', commands: 'df -h; df -i' },
};
export const clientSpace: Remedy = {
  title: 'Look for full file systems on {host}',
  run: { on: 'client', commands: 'df -h; df -i' },
};
export const serverKernel: Remedy = {
  title: "Look for disk errors and the out-of-memory killer in the server's kernel log",
  run: { on: 'server', commands: 'dmesg -T | tail -n 50' },
};
export const clientKernel: Remedy = {
  title: 'Look for disk errors and the out-of-memory killer in the kernel log of {host}',
  run: { on: 'client', commands: 'dmesg -T | tail -n 50' },
};
export const clientReboots: Remedy = {
  title: 'See whether {host} was rebooted or suspended at that time',
  run: { on: 'client', commands: 'last -x reboot shutdown | head; uptime' },
};
export const listeners: Remedy = {
  title: 'See who listens for Amanda on {host}',
  run: {
    on: 'client',
    commands: 'ss -lntup | grep -w 10080; systemctl list-sockets 2>/dev/null | grep -i amanda',
  },
};
export const mounts: Remedy = {
  title: 'Test on {host} whether every mount answers',
  run: {
    on: 'client',
    commands:
      'awk \'{print $2}\' /proc/mounts | while read -r m; do timeout 10 stat -f "$m" >/dev/null || echo "no answer: $m"; done',
  },
};
export const lookUp: Remedy = {
  title: 'Look the name up on the server',
  run: { on: 'server', commands: 'getent hosts {host}' },
};
export const inventory: Remedy = {
  title: 'See what is in the slots',
  run: { on: 'server', commands: 'amtape {config} inventory' },
};
export const expected: Remedy = {
  title: 'Ask which tape Amanda expects',
  run: { on: 'server', commands: 'amadmin {config} tape' },
};
export const label: Remedy = {
  title: 'Label a new volume',
  run: { on: 'server', commands: 'amlabel {config} LABEL slot SLOT' },
};
export const owners: Remedy = {
  title: 'See who owns the files that Amanda writes on the server',
  run: {
    on: 'server',
    commands: 'for p in logdir infodir indexdir tapelist; do ls -ld "$(amgetconf {config} $p)"; done',
  },
};
export const wait: Remedy = { title: 'Nothing to do' };

/** Quick fixes of the configuration. */
export const raiseDtimeout: Remedy = { title: 'Raise `dtimeout`', fix: 'dtimeout' };
export const raiseEtimeout: Remedy = { title: 'Raise `etimeout`', fix: 'etimeout' };
export const raiseCtimeout: Remedy = { title: 'Raise `ctimeout`', fix: 'ctimeout' };
export const fasterEstimate: Remedy = {
  title: 'Use `estimate calcsize` or `estimate server`',
  fix: 'estimate',
};
export const streamAuth: Remedy = {
  title: 'Use `auth "bsdtcp"`, which does not depend on UDP',
  fix: 'stream-auth',
};
export const knownAuth: Remedy = { title: 'Correct `auth` in the dumptype', fix: 'known-auth' };
export const moreHolding: Remedy = { title: 'Enlarge `use` of the holding disk', fix: 'holdingdisk-use' };
export const holdingAuto: Remedy = { title: 'Set `holdingdisk auto` in the dumptype', fix: 'holdingdisk' };
export const lowerReserve: Remedy = { title: 'Lower `reserve`', fix: 'reserve' };
export const moreTapes: Remedy = { title: 'Raise `runtapes`', fix: 'runtapes' };
export const tapeLength: Remedy = { title: 'Correct `length` in the tapetype', fix: 'tapelength' };
export const allowSplit: Remedy = { title: 'Allow dumps to be split over tapes', fix: 'split' };
export const autolabel: Remedy = { title: 'Let Amanda label new volumes with `autolabel`', fix: 'autolabel' };
export const tapecycle: Remedy = { title: 'Correct `tapecycle`', fix: 'tapecycle' };
export const fewerAtOnce: Remedy = { title: 'Lower `inparallel`', fix: 'inparallel' };
export const fewerOnHost: Remedy = { title: 'Lower `maxdumps`', fix: 'maxdumps' };
export const spindles: Remedy = { title: 'Give DLEs of one disk the same spindle', fix: 'spindle' };
export const program: Remedy = { title: 'Correct `program` in the dumptype', fix: 'program' };
export const exclude: Remedy = { title: 'Exclude what cannot be read', fix: 'exclude' };
export const compress: Remedy = { title: 'Change `compress` in the dumptype', fix: 'compress' };
export const shorten: Remedy = { title: 'Shorten the request', fix: 'shorten-request' };
export const amandahosts: Remedy = {
  title: "Add the server to the client's `.amandahosts`",
  fix: 'amandahosts',
};
