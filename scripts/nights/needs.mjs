// What the laboratory needs of the machine.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';

/** What is missing and how to get it, in one line; undefined when all is there. */
export function missingTools() {
  if (process.getuid?.() !== 0)
    return 'The laboratory of nights makes namespaces and starts Amanda as the user backup: run it as root.';
  const packages = [
    ['amanda-server', () => fs.existsSync('/usr/lib/amanda/planner')],
    ['amanda-client', () => fs.existsSync('/usr/lib/amanda/amandad')],
    ['libencode-locale-perl', () => runs('perl', '-MEncode::Locale', '-e', '1')],
    ['iproute2', () => runs('ip', '-V')],
    ['util-linux', () => runs('unshare', '--version') && runs('setpriv', '--version')],
  ];
  const missing = packages.filter(([, there]) => !there()).map(([name]) => name);
  if (missing.length > 0)
    return `The laboratory of nights needs Debian's ${missing.join(', ')}: apt-get install ${missing.join(' ')}`;
  if (!runs('unshare', '-mnuip', '--fork', 'true'))
    return 'The laboratory of nights needs namespaces, which this machine does not let it make (unshare -mnuip fails).';
  return undefined;
}

function runs(command, ...args) {
  const r = spawnSync(command, args, { stdio: 'ignore' });
  return !r.error && r.status === 0;
}
