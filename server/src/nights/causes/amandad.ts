import {
  amandahosts,
  checkClient,
  clientKernel,
  clientLog,
  clientSpace,
  fewerOnHost,
  listeners,
} from './remedies';
import type { CauseRow } from './row';
import { SECURITY } from './writers';

/** amandad, which takes the requests on the client: amandad-src/amandad.c. The server writes `NAK` before its refusals. */
export const amandadRows: readonly CauseRow[] = [
  {
    key: 'service-denied',
    writers: SECURITY,
    text: /^(?:(?<program>\S+): invalid service, add '(?<text>[^']*)' as argument to amandad|execute access to ["'](?<path>[^"']*)["'] denied|invalid '[^']*' service as argument)/,
    weight: 'failure',
    cause: 'log/refused-by-client',
    phase: 'request',
    what: 'amandad on {host} does not offer the service that was asked for.',
    because: [
      'It is started without the service in its arguments (`amdump`, or `amindexd amidxtaped` for restores).',
      'The program of the service is not installed there or not executable.',
    ],
    remedies: [
      { title: 'Add `amdump` to the arguments of amandad in inetd, xinetd, systemd or authorized_keys' },
      listeners,
      checkClient,
    ],
    source: 'amandad-src/amandad.c, protocol_recv',
    since: '2.5.2',
    examples: [
      "www.example.com NAK: sendbackup: invalid service, add 'amdump' as argument to amandad",
      'execute access to "/usr/lib/amanda/sendsize" denied',
      "NAK: execute access to '/usr/lib/amanda/noop' denied",
    ],
  },
  {
    key: 'service-failed',
    writers: SECURITY,
    text: /^(?:service (?<program>\S+) failed: pid \d+ exited with (?:signal|code) (?<line>\d+)|(?:timeout|read error) on reply pipe(?<text>.*)|error writing arguments to|write error on stream|(?:A ERROR )?data descriptor \d+ broken)/,
    weight: 'failure',
    cause: 'log/client-error',
    phase: 'request',
    what: 'The service that amandad started on {host} ended with an error or gave no answer.',
    because: [
      'The program crashed or was killed (signal 9 is often the out-of-memory killer).',
      'It worked longer than the six hours that amandad waits.',
      'A library or Perl module is missing after an upgrade.',
    ],
    remedies: [clientLog('sendsize'), clientLog('amandad'), clientKernel],
    source: 'amandad-src/amandad.c, s_repwait',
    since: '2.5.2',
    examples: [
      'service sendsize failed: pid 4711 exited with signal 9',
      'service /usr/lib/amanda/noop failed: pid 4711 exited with code 1',
      'timeout on reply pipe',
      'read error on reply pipe: Input/output error',
    ],
  },
  {
    key: 'amandad-busy',
    writers: SECURITY,
    text: /^(?:amandad busy|invalid REQ|unexpected packet type|unknown service)(?<text>.*)/,
    weight: 'failure',
    cause: 'log/refused-by-client',
    phase: 'request',
    what: '{host} refused the request: it was busy, or did not expect such a packet.',
    because: [
      'Another request of the server is still being worked on.',
      'Server and client are of very different releases.',
    ],
    remedies: [
      {
        title: 'See what runs there',
        run: {
          on: 'client',
          commands: 'ps axo pid,etime,args | grep -E "[a]mandad|[s]endsize|[s]endbackup"',
        },
      },
      fewerOnHost,
      checkClient,
    ],
    source: 'amandad-src/amandad.c, protocol_recv',
    since: '2.5.2',
    examples: ['amandad busy', 'www.example.com NAK: amandad busy', 'unexpected packet type REP'],
  },
  {
    key: 'amandad-setup',
    writers: ['amandad', 'security'],
    text: /^(?:argv == NULL|Can't set e?[ug]id|no driver for (?:default )?security type|can't (?:create|bind)|'amandad' must be run as|dup \d+ to|Can't dup out|could not (?:fork|exec) service|pipe: |error \[?(?:cannot find user|setting SIGCHLD|reading conffile)|cannot find user|error setting|error reading conffile|sasl|getpwnam)(?<text>.*)/,
    weight: 'failure',
    cause: 'log/client-error',
    phase: 'request',
    what: 'amandad could not start its work on {host}: {text}.',
    because: [
      'It is started as another user than the one that Amanda was built for.',
      'Its `-auth=` is unknown, or no process and memory was left.',
    ],
    remedies: [clientLog('amandad'), listeners, clientSpace],
    source: 'amandad-src/amandad.c, main, service_new',
    since: '2.5.2',
    examples: [
      "no driver for security type 'X'",
      "'amandad' must be run as user 'backup' when using 'bsdtcp' authentication",
      'could not fork service /usr/lib/amanda/sendsize: Cannot allocate memory',
      "can't bind to port 10080: Address already in use",
    ],
  },
  {
    key: 'nak',
    writers: ['planner', 'dumper', 'amcheck'],
    text: /^(?:(?<host>\S+) )?NAK ?: ?(?<text>.*)/,
    weight: 'failure',
    cause: 'log/refused-by-client',
    phase: 'request',
    what: '{host} refused the request: {text}.',
    because: [
      '`.amandahosts` on the client does not allow this server and user.',
      'The service is not offered there, or busy.',
    ],
    remedies: [amandahosts, clientLog('amandad'), checkClient],
    source: 'server-src/planner.c, handle_result; server-src/dumper.c, sendbackup_response',
    since: '2.5.2',
    examples: ['www.example.com NAK: the moon is full', 'NAK: the moon is full'],
  },
];
