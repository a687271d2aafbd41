import { baseName } from '../../text/uri';
import type { Snapshot } from '../../model/snapshot';
import type { Fix } from '../check';
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

/** Larger datagrams on FreeBSD and macOS, now and after a restart. */
export const sysctlCommands = `# on the client, as root
sysctl net.inet.udp.maxdgram=65535
echo 'net.inet.udp.maxdgram=65535' >> /etc/sysctl.conf
`;

/** The line for a firewall that tracks Amanda's connections; seconds. */
export function modprobeLines(seconds: number): string {
  return `# /etc/modprobe.d/amanda.conf on the firewall
options nf_conntrack_amanda master_timeout=${String(seconds)}
# kernels before 2.6.20, in /etc/modprobe.conf:
# options ip_conntrack_amanda master_timeout=${String(seconds)}
`;
}

/**
 * The manual test for UDP timeouts, for recent and for old netcat; `keeps` is how long a firewall remembers a
 * connection, in seconds.
 */
export function netcatFixes(client: string, keeps: number): readonly Fix[] {
  const forms = [
    { which: 'recent nc', listen: 'nc -vv -u -l 10080' },
    { which: 'old nc, such as 1.10', listen: 'nc -vv -u -l -p 10080' },
  ];
  return forms.map(({ which, listen }) =>
    copyFix(
      `Copy the netcat test for ${client} (${which})`,
      netcatTest(client, listen, keeps + 20),
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
# 4. wait ${String(seconds)} s and type on the client again: if nothing appears on the server, a firewall forgot the connection
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
