import type { LogFacts, Statement } from '../logs/types';
import { secondsText } from '../text/quantities';
import { sentenceOf } from './causes/fill';
import type { Client } from './clients';
import type { Evidence, NightDle, NightHost } from './types';
import { evidenceOf, explained } from './words';

/** Causes that fail a DLE, or all of a host, by what the client alone has seen. */
const FATAL = new Set([
  'log/format-error',
  'log/refused-by-client',
  'log/reply-lost',
  'log/estimate-failed',
  'log/dump-failed',
]);

/**
 * What one client's logs tell of a night where no log of the server is at hand. Most of it is unknown: only the server
 * knows whether an answer came in time, and whether the dump is on tape.
 */
export function clientHost(client: Client): NightHost {
  const { host } = client;
  const disks = new Map<string, LogFacts['phases'][number] | undefined>();
  for (const disk of client.request?.disks ?? []) disks.set(disk, undefined);
  for (const log of client.logs) for (const phase of log.phases) disks.set(phase.disk, phase);
  const refusal = client.statements.find(({ disk, tag }) => disk === undefined && tag === 'FATAL');
  const whole =
    refusal ??
    client.statements.find(
      (one) => one.disk === undefined && FATAL.has(explained(one)?.row.cause ?? '') && !aboutOneDle(one),
    );
  const dles = [...disks].map(([disk, phase]): NightDle => {
    const own = client.statements.find(
      (one) => one.disk === disk && explained(one)?.row.weight === 'failure' && one.tag !== 'SAID',
    );
    const failed = own ?? whole;
    if (failed) {
      const match = explained(failed);
      const message = match
        ? sentenceOf(match, { host, disk }, failed.text)
        : `${host} ${disk}: ${failed.text}`;
      const { cause } = match?.row ?? {};
      return {
        host,
        disk,
        outcome: 'failed',
        phase: match?.row.phase ?? 'request',
        cause,
        message,
        evidence: [evidenceOf(failed)],
      };
    }
    const unended = client.unended.find((one) => one.disk === disk);
    if (unended) {
      const since = unended.clock === undefined ? '' : ` since ${unended.clock}`;
      const message = unended.killed
        ? `The estimate of ${disk} began${unended.clock === undefined ? '' : ` at ${unended.clock}`} and its process ended without a result: it was killed.`
        : `The estimate of ${disk} has no end in this log: it is under way${since}, or hangs. Whether the server still waits for it, the server's log of that night tells.`;
      const evidence: Evidence[] = [{ place: unended.place, text: `the last line about ${disk}` }];
      return unended.killed
        ? {
            host,
            disk,
            level: unended.level,
            outcome: 'failed',
            phase: 'estimate',
            cause: 'log/estimate-hung',
            message,
            evidence,
            blamed: disk,
          }
        : { host, disk, level: unended.level, outcome: 'pending', phase: 'estimate', message, evidence };
    }
    const request = client.request?.place;
    const place = phase?.place ?? request ?? client.logs[0]?.runs[0]?.place;
    const took = client.ended && client.seconds !== undefined ? ` after ${secondsText(client.seconds)}` : '';
    const message = phase?.ended
      ? `The client has estimated ${disk}${took}; what the server made of it, the server's log of that night tells.`
      : `The client was asked for ${disk}; the logs at hand do not tell what became of it.`;
    const evidence = place ? [{ place, text: phase ? `the estimates of ${disk}` : 'the request' }] : [];
    return { host, disk, outcome: 'pending', phase: phase ? 'estimate' : 'request', message, evidence };
  });
  return { host, dles, answeredAfter: client.ended ? client.seconds : undefined };
}

function aboutOneDle(statement: Statement): boolean {
  return statement.disk !== undefined || explained(statement)?.groups['disk'] !== undefined;
}
