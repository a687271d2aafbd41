import type { LogEvent, LogEventKind } from '../../logs/types';
import type { Check, Severity } from '../check';
import { transportFixes } from './remedies';
import { dleRelated } from './run-time';

/** What a kind of line means. One row per kind; `says` is the message for the administrator. */
interface Row {
  readonly kind: LogEventKind;
  readonly name: string;
  readonly severity: Severity;
  readonly title: string;
  says(who: string, event: LogEvent): string;
  readonly doc: string;
}

const rows: readonly Row[] = [
  {
    kind: 'results-missing',
    name: 'results-missing',
    severity: 'error',
    title: 'RESULTS MISSING',
    says: (who) =>
      `Amanda has no word on what became of ${who}: RESULTS MISSING. Walk through the checklist "Results missing" for this ` +
      'host; most often the planner gave up waiting for its estimates.',
    doc: `amreport prints \`RESULTS MISSING\` for a DLE that the planner listed and that no later line of the log
mentions. The usual causes are an estimate that ran longer than Amanda waits, a firewall that dropped the reply, a
request that did not fit into one UDP packet, and an \`auth\` that does not exist.`,
  },
  {
    kind: 'ack-timeout',
    name: 'no-answer',
    severity: 'error',
    title: 'The client did not answer at all',
    says: (who) =>
      `${who} did not even confirm the request within three tries of 10 s: amandad does not run there, or a firewall drops ` +
      'the packets. Run amcheck -c for the client, and check port 10080 on it.',
    doc: `\`timeout waiting for ACK\`: no packet came back from the client. Either nothing listens on port 10080, or a
firewall drops the request or the answer, or the auth of the server and of the client's inetd, xinetd or systemd entry
differ (a UDP request to a client that listens on TCP only).`,
  },
  {
    kind: 'reply-timeout',
    name: 'estimate-timeout',
    severity: 'error',
    title: 'The server gave up waiting for the estimates',
    says: (who) =>
      `${who} confirmed the request, but its estimates did not arrive in time: they took longer than etimeout allows, or a ` +
      "firewall dropped the reply. Compare the end of the client's sendsize debug log with the time allowed.",
    doc: `\`Some estimate timeout on HOST\` (older: \`Estimate timeout from HOST\`, \`timeout waiting for REP\`): the client
confirmed the request, and no reply came while the planner waited, three times. Find out with the client's \`sendsize\`
debug log whether the estimates ran too long; if they ended in time, a firewall forgot the connection.`,
  },
  {
    kind: 'reply-lost',
    name: 'reply-lost',
    severity: 'error',
    title: "The server never confirmed the client's reply",
    says: () =>
      'The client sent its reply, and the server never confirmed it: a firewall between them has forgotten the UDP ' +
      'connection, or the server had given up. Use auth "bsdtcp", or raise the time that the firewall keeps UDP connections.',
    doc: `\`timeout waiting for ACK for our REP\`: amandad has sent the estimates several times and got no confirmation.
Many firewalls let an answer pass for only 40 seconds after the request.`,
  },
  {
    kind: 'format-error',
    name: 'format-error',
    severity: 'error',
    title: 'FORMAT ERROR IN REQUEST PACKET',
    says: (who) =>
      `The client of ${who} could not read the request, so every DLE of the host fails: the request was cut off at 65,503 ` +
      'bytes, or a program name in it holds `&` or `<`. Set auth "bsdtcp", or shorten the request.',
    doc: `The client's XML parser refused the request. A request over UDP is cut off at 65,503 bytes; and the programs of
\`compress client custom\` and \`encrypt client\` are sent without escapes, so that an \`&\` or \`<\` in them breaks it.`,
  },
  {
    kind: 'bad-request',
    name: 'bad-request',
    severity: 'error',
    title: 'A packet could not be read',
    says: () =>
      'The packet could not be read: it was cut off on its way, or client and server are too different in version. Compare ' +
      'the packet in the amandad debug log of the same time.',
    doc: `\`REQ packet is bogus\` and \`badly formatted response\`: one side did not understand the other.`,
  },
  {
    kind: 'refused',
    name: 'connection-refused',
    severity: 'error',
    title: 'The client refused the connection',
    says: (who) =>
      `The connection to ${who} failed: nothing listens on port 10080/tcp there, or the network is down. Check the client's ` +
      'inetd, xinetd or systemd entry for amandad, and that its -auth is the one of the dumptype.',
    doc: 'A stream auth (bsdtcp, ssh, …) could not connect to the client.',
  },
  {
    kind: 'unresolved',
    name: 'unknown-host',
    severity: 'error',
    title: 'The name of the client is not known',
    says: (who) =>
      `The server cannot find the address of ${who}, so nothing was asked of it. Correct the host name in the disklist, or ` +
      'add it to DNS or /etc/hosts.',
    doc: '`resolve_hostname(HOST): Name or service not known`: DNS and /etc/hosts of the server do not know the client.',
  },
  {
    kind: 'nak',
    name: 'refused-by-client',
    severity: 'error',
    title: 'The client refused the request',
    says: (who, event) =>
      `${who} refused the request (${event.text.slice(0, 120)}). Look at .amandahosts on the client: it must allow this ` +
      'server and user for the service amdump.',
    doc: 'The client answered with a NAK: access denied, an unknown service, or busy.',
  },
  {
    kind: 'no-driver',
    name: 'unknown-auth',
    severity: 'error',
    title: 'The auth does not exist in this Amanda',
    says: (who) =>
      `Amanda has no security driver of that name, so ${who} was not asked for estimates, and its DLEs are RESULTS MISSING. ` +
      'Correct auth in the dumptype: bsdtcp, ssh, bsd, bsdudp, local or ssl.',
    doc: '`Could not find security driver`: planner writes only this line, and none for the DLEs of the host.',
  },
  {
    kind: 'dead-mount',
    name: 'dead-mount',
    severity: 'warning',
    title: 'A mount on the client does not answer',
    says: (who) =>
      `tar could not look at a mount point below ${who}: its server does not answer, and tar waits for it every time. ` +
      'Unmount it on the client, or exclude the mount point.',
    doc: `GNU tar calls \`stat()\` on every mount point it meets; only then does it know that it would cross a file system. A
server that does not answer (NFS and other network file systems) can block it for minutes.`,
  },
  {
    kind: 'missing-result',
    name: 'missing-result',
    severity: 'error',
    title: 'The reply had no line for this DLE',
    says: (who) =>
      `The client's reply says nothing of ${who}. Look into the client's sendsize debug log of that time for an error about it.`,
    doc: '`missing result for DISK in HOST response`: the reply came, without an estimate for the DLE.',
  },
  {
    kind: 'estimate-failed',
    name: 'estimate-failed',
    severity: 'error',
    title: 'The estimate failed on the client',
    says: (who, event) =>
      `The estimate of ${who} failed on the client (${event.text.slice(0, 120)}). Check that the path exists there and that the ` +
      'program (tar, dump) runs as root through runtar or rundump.',
    doc: 'The client tried, and the program that it ran gave no size.',
  },
];

/** Failures that an auth without UDP does not have. */
const TRANSPORT: ReadonlySet<LogEventKind> = new Set(['format-error', 'reply-lost', 'reply-timeout']);

/** One finding for each host (or, without a host, each file): the failure of 280 DLEs has one cause. */
function eventCheck(row: Row): Check {
  return {
    id: `log/${row.name}`,
    severity: row.severity,
    title: row.title,
    doc: row.doc,
    run(snapshot, report) {
      for (const facts of snapshot.observations.logs.values()) {
        const groups = new Map<string, LogEvent[]>();
        for (const event of facts.events) {
          if (event.kind !== row.kind) continue;
          const key = (event.host ?? facts.host ?? '').toLowerCase();
          const group = groups.get(key);
          if (group) group.push(event);
          else groups.set(key, [event]);
        }
        for (const group of groups.values()) {
          const first = group.find((event) => event.disk !== undefined) ?? group[0];
          if (!first) continue;
          const disks = new Set(group.flatMap((event) => (event.disk === undefined ? [] : [event.disk])));
          const host = first.host ?? facts.host;
          report({
            place: first.place,
            message: row.says(whoOf(host, first.disk, disks.size), first),
            related: dleRelated(snapshot, host, first.disk),
            ...(TRANSPORT.has(row.kind) && { fixes: () => transportFixes(snapshot, host) }),
          });
        }
      }
    },
  };
}

function whoOf(host: string | undefined, disk: string | undefined, disks: number): string {
  const more = disks > 1 ? ` and ${disks - 1} more DLE${disks === 2 ? '' : 's'} of the host` : '';
  return [host ?? 'the client', disk].filter((part) => part !== undefined).join(' ') + more;
}

export const eventChecks: readonly Check[] = rows.map(eventCheck);
