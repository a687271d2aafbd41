// The table of all kinds of nights. A row:
//   name, about   what happens, in one line
//   disklist      text; every host of it is a client of 192.0.2.0/24
//   conf          amanda.conf (conf.mjs), when it is not the usual one
//   clients       by host: what is the matter with it (clients.mjs)
//   disks         [host, disk, directory] of its lines, when it has names beside directories
//   sizes         by directory: KiB of files on it, 0 for a directory that does not exist (default 40)
//   slots         of the changer (default 6)
//   setup, run    functions of the world (world.mjs); run defaults to one amdump
//   record        which debug logs are kept
//   truth         by view (truth.mjs)
import { amandaConf } from './conf.mjs';
import { dumpKinds } from './kinds/dumps.mjs';
import { estimateKinds } from './kinds/estimates.mjs';
import { requestKinds } from './kinds/requests.mjs';
import { runKinds } from './kinds/runs.mjs';
import { tapeKinds } from './kinds/tapes.mjs';

/** [host, disk, directory, KiB] of each line, which is as plain as the kinds write them, or which the kind tells itself. */
function disksOf({ disklist, disks, sizes = {} }) {
  const found =
    disks ?? [...disklist.matchAll(/^([a-z]\S*)\s+(\/\S*)/gm)].map(([, host, disk]) => [host, disk, disk]);
  return found.map(([host, disk, directory]) => [host, disk, directory, sizes[directory] ?? 40]);
}

function complete(kind) {
  const disks = disksOf(kind);
  return {
    conf: amandaConf(),
    clients: {},
    slots: 6,
    run: (world) => world.amdump(),
    ...kind,
    disks,
    hosts: [...new Set([...disks.map(([host]) => host), ...Object.keys(kind.clients ?? {})])].filter(
      (host) => !kind.unknown?.includes(host),
    ),
  };
}

export const kinds = [...estimateKinds, ...requestKinds, ...dumpKinds, ...tapeKinds, ...runKinds].map(
  complete,
);
