import { baseName } from '../../text/uri';
import type { HostPlan } from '../../estimate/hostplan';
import type { Measured } from '../../estimate/measured';
import { waitedText } from '../../estimate/waiting';
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

/**
 * Commands that find a program's newest debug logs on a client, in every layout of AMANDA_DBGDIR (common-src/debug.c):
 * flat to 2.5.0, by program since 2.5.1, by configuration since 2.6. Only what a client has is used.
 */
export function findDebugLogs(program: string, config?: string): string {
  const of = config === undefined ? '*' : shellWord(config);
  return `# on the client
ls -t /var/log/amanda/client/${of}/${program}.*.debug /var/log/amanda/${program}/${program}.*.debug \\
  /tmp/amanda/client/${of}/${program}.*.debug /tmp/amanda/${program}*.debug 2>/dev/null | head
`;
}
