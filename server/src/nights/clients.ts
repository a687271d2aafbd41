import type { LogFacts, Packet, Statement, Unended } from '../logs/types';
import { newestFrom, unendedOf } from '../logs/unended';
import type { Run } from './runs';

/** What a client's own logs say of one night. Times in seconds. */
export interface Client {
  readonly host: string;
  readonly logs: readonly LogFacts[];
  /** sendsize of that night wrote a log that is at hand. */
  readonly estimated: boolean;
  /** It came to its own end, after so many seconds. */
  readonly ended: boolean;
  readonly seconds?: number;
  readonly endStatement?: { readonly log: LogFacts; readonly run: LogFacts['runs'][number] };
  /** Estimates that never came to an end, as far as the log goes. */
  readonly unended: readonly Unended[];
  /** The DLE whose estimates took longest, in seconds. */
  readonly slowest?: { readonly disk: string; readonly seconds: number };
  /** The estimate request as it arrived, and the reply as it was sent. */
  readonly request?: Packet;
  readonly reply?: Packet;
  /** The auth that amandad was started with. */
  readonly auth?: string;
  readonly statements: readonly Statement[];
}

/** The clients of a run whose logs are at hand, by host in lower case. */
export function clientsOf(run: Run): Map<string, Client> {
  const clients = new Map<string, Client>();
  for (const [key, { host, logs }] of run.clients) clients.set(key, clientOf(host, logs));
  return clients;
}

function clientOf(host: string, logs: readonly LogFacts[]): Client {
  const sendsize = logs.findLast(
    ({ program, phases, estimates }) =>
      program?.startsWith('sendsize') === true && phases.length + estimates.length > 0,
  );
  const run = sendsize?.runs.at(-1);
  const ended = run?.finishText !== undefined;
  const packet = (fits: (one: Packet) => boolean) =>
    logs.flatMap(({ packets }) => packets).findLast((one) => one.disks.length > 0 && fits(one));
  return {
    host,
    logs,
    estimated: sendsize !== undefined,
    ended,
    seconds: run?.seconds ?? run?.lastAt,
    endStatement: sendsize && run ? { log: sendsize, run } : undefined,
    unended: sendsize ? unendedOf(sendsize) : [],
    slowest: sendsize ? slowestOf(sendsize) : undefined,
    request: packet(({ type, service }) => type === 'REQ' && service === 'sendsize'),
    reply: packet(({ type }) => type === 'REP'),
    auth: logs.flatMap(({ packets }) => packets).findLast(({ auth }) => auth !== undefined)?.auth,
    statements: logs.flatMap(({ statements }) => statements),
  };
}

function slowestOf(log: LogFacts): Client['slowest'] {
  const from = newestFrom(log);
  const times = new Map<string, number>();
  for (const { disk, seconds, place } of log.estimates) {
    if (place.span.start >= from) times.set(disk, (times.get(disk) ?? 0) + seconds);
  }
  let slowest: Client['slowest'];
  for (const [disk, seconds] of times) if (seconds > (slowest?.seconds ?? 0)) slowest = { disk, seconds };
  return slowest;
}
