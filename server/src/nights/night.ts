import type { KnownHost } from '../logs/clients';
import type { LogFacts } from '../logs/types';
import { addAll } from '../text/lists';
import { clientHost } from './client-night';
import { clientsOf } from './clients';
import { judge } from './judge';
import { notesOf } from './notes';
import { runsOf, type Run } from './runs';
import { courseOf } from './state';
import { Trails } from './trail';
import type { Night, NightDle, NightHost, NightState } from './types';

/**
 * The runs that the logs at hand are of, the newest first, with what became of each DLE. `known` are the hosts of the
 * disklist, which logs that do not name their client are compared with. Takes time in proportion to the logs.
 */
export function nightsOf(logs: readonly LogFacts[], known: readonly KnownHost[]): readonly Night[] {
  return runsOf(logs, known).map((run) => nightOf(run, known));
}

function nightOf(run: Run, known: readonly KnownHost[]): Night {
  const clients = clientsOf(run);
  const all: (LogFacts | undefined)[] = [run.log, run.amdump, run.report, run.amcheck, ...run.server];
  for (const { logs } of run.clients.values()) addAll(all, logs);
  const base = {
    program: run.program,
    config: run.config,
    datestamp: run.datestamp,
    began: run.began,
    logs: all.flatMap((log) => log?.uri ?? []),
  };
  if (run.amcheck) {
    const course = courseOf({ ...run, log: run.amcheck });
    return { ...base, state: 'finished', hosts: [], notes: notesOf(course, clients) };
  }
  const course = courseOf(run);
  if (!run.log && !run.amdump && !run.report) {
    const state: NightState = [...clients.values()].every(({ ended }) => ended) ? 'finished' : 'running';
    const hosts = [...clients.values()].map(clientHost);
    return { ...base, state, clientsOnly: true, hosts, notes: notesOf(course, clients) };
  }
  const hosts = new Map<string, { host: string; dles: NightDle[] }>();
  for (const trail of new Trails(run, known).all.values()) {
    const key = trail.host.toLowerCase();
    const host = hosts.get(key) ?? { host: trail.host, dles: [] };
    hosts.set(key, host);
    host.dles.push(judge(trail, course, clients.get(key)));
  }
  const shown = [...hosts].map(([key, host]): NightHost => {
    const client = clients.get(key);
    return { ...host, answeredAfter: client?.ended === true ? client.seconds : undefined };
  });
  return { ...base, state: course.state, hosts: shown, notes: notesOf(course, clients) };
}

/** True for an outcome that an administrator must see to. */
export function isFailure({ outcome }: NightDle): boolean {
  return outcome === 'failed' || outcome === 'missing' || outcome === 'partial' || outcome === 'not-flushed';
}

/** The newest night of each configuration and program: what counts; the others are history. */
export function newestOf(nights: readonly Night[]): readonly Night[] {
  const seen = new Set<string>();
  return nights.filter(({ program, config, logs }) => {
    const key = `${program}\0${config ?? (logs[0] ?? '').replace(/\/[^/]*$/, '')}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
