import { baseName } from '../../text/uri';
import type { HostPlan } from '../../estimate/hostplan';
import type { Measured } from '../../estimate/measured';
import { waitedText } from '../../estimate/waiting';
import { sanitiseFilename } from '../../model/quote';
import type { Snapshot } from '../../model/snapshot';
import type { Fix } from '../check';
import { roundUp } from './estimate';
import { shellWord } from './paths';

/** A fix that changes no file: a text to copy. */
export function copyFix(title: string, copy: string, note?: string): Fix {
  return { title, edits: [], copy, ...(note === undefined ? {} : { note }) };
}

/** The configuration's name, as Amanda's programs want it. */
export function configName(snapshot: Snapshot): string {
  return baseName(snapshot.config.folder);
}

/** Where clients keep their debug logs (AMANDA_DBGDIR), as their packages or builds have it; each may be a link. */
const DEBUG_FOLDERS = '/var/log/amanda/ /tmp/amanda/ /tmp/amanda-dbg/';

/**
 * Lists the newest debug logs of a program, to be run on a client: with nothing but find, ls and head, because amgetconf
 * is the server's. It finds them in every layout of AMANDA_DBGDIR (common-src/debug.c, debug_setup_1): all in one
 * folder to 2.5.0, later in `client/CONFIG`, `amandad` and so on. With `config` those of other configurations are
 * left out.
 */
export function findDebugLogs(program: string, config?: string): string {
  const name = shellWord(`${program}*.debug`);
  // Stars and brackets of the name itself stand for themselves.
  const folder = config === undefined ? '' : sanitiseFilename(config).replace(/[*?[\]\\]/g, '\\$&');
  const own =
    config === undefined ? '' : ` \\( ! -path '*/client/*' -o -path ${shellWord(`*/client/${folder}/*`)} \\)`;
  return `# on the client, as root or as Amanda's user
find ${DEBUG_FOLDERS} -type f -name ${name}${own} -exec ls -t {} + 2>/dev/null | head
# if that finds none, Amanda was built with another folder:
find / -xdev -type f -name ${name} 2>/dev/null | head
`;
}

/** Fewer levels tonight: a forced full dump asks for level 0 only. */
export function forceCommand(snapshot: Snapshot, host: string): string {
  return `amadmin ${shellWord(configName(snapshot))} force ${shellWord(host)}`;
}

/** Larger datagrams on FreeBSD and macOS, now and after a restart; `where` is the host that sends them. */
export function sysctlCommands(where: string): string {
  return `# ${where}, as root
sysctl net.inet.udp.maxdgram=65535
echo 'net.inet.udp.maxdgram=65535' >> /etc/sysctl.conf
`;
}

/**
 * The longest that a reply to the estimate request may take, in seconds: what the client was measured to take, or the wait
 * for one request on the worst day (or tonight), whichever is longer. A firewall must remember a request for longer, and
 * a test of a firewall must last longer.
 */
export function replySeconds(plan: HostPlan, known?: Pick<Measured, 'took'>): number {
  const waits = [...Object.values(plan.days), ...(plan.tonight ? [plan.tonight] : [])];
  return Math.max(known?.took ?? 0, ...waits.map(({ budget }) => budget.perAttempt));
}

/** More than that, as a person would write it. */
export function beyond(seconds: number): number {
  return roundUp(Math.floor(seconds) + 1);
}

/** The line for a firewall that tracks Amanda's connections; seconds. */
export function modprobeLines(seconds: number): string {
  return `# /etc/modprobe.d/amanda.conf on the firewall
options nf_conntrack_amanda master_timeout=${String(seconds)}
# kernels before 2.6.20, in /etc/modprobe.conf:
# options ip_conntrack_amanda master_timeout=${String(seconds)}
`;
}

/**
 * The manual test for UDP timeouts, for recent and for old netcat. Its pause is longer than `seconds`, which is what a
 * reply may take (replySeconds): a shorter one proves nothing.
 */
export function netcatFixes(client: string, seconds: number): readonly Fix[] {
  const forms = [
    { which: 'recent nc', listen: 'nc -vv -u -l 10080' },
    { which: 'old nc, such as 1.10', listen: 'nc -vv -u -l -p 10080' },
  ];
  return forms.map(({ which, listen }) =>
    copyFix(
      `Copy the netcat test for ${client} (${which})`,
      netcatTest(client, listen, beyond(seconds)),
      'What is typed on the client after the pause must still appear on the server.',
    ),
  );
}

function netcatTest(client: string, listen: string, seconds: number): string {
  return `# 1. on ${client}: stop inetd, xinetd or amanda.socket, so that nothing listens on 10080/udp, then
${listen}
# 2. on the Amanda server
nc -vv -u ${shellWord(client)} 10080
# 3. type a line on the server (it appears on the client), then one on the client (it appears on the server)
# 4. wait ${waitedText(seconds)} and type on the client again: if nothing appears on the server, a firewall forgot the connection
`;
}
