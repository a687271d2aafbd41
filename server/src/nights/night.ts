import type { KnownHost } from '../logs/clients';
import type { LogFacts } from '../logs/types';
import { addAll } from '../text/lists';
import { count } from '../text/quantities';
import { clientHost } from './client-night';
import { clientsOf } from './clients';
import { judge } from './judge';
import { notesOf } from './notes';
import { folderOf, runsOf, type Run } from './runs';
import { courseOf } from './state';
import { Trails } from './trail';
import type { Night, NightDle, NightHost, NightNote, NightState } from './types';

/**
 * The runs that the logs at hand are of, the newest first, with what became of each DLE. `known` are the hosts of the
 * disklist, which logs that do not name their client are compared with. Takes time in proportion to the logs.
 */
export function nightsOf(logs: readonly LogFacts[], known: readonly KnownHost[]): readonly Night[] {
  const nights = runsOf(logs, known).map((run) => nightOf(run, known));
  const lost = leftOver(nights);
  return nights.map((night) => {
    const note = lost.get(night);
    return note ? { ...night, notes: [note, ...night.notes] } : night;
  });
}

/**
 * What failed in the run before the newest, and is not in the newest: `amdump CONFIG HOST` and `amdump --no-dump` are
 * runs of their own, and what they leave out must not be forgotten for them.
 */
function leftOver(nights: readonly Night[]): Map<Night, NightNote> {
  const lost = new Map<Night, NightNote>();
  for (const night of newestOf(nights)) {
    if (night.clientsOnly || night.program !== 'amdump') continue;
    const before = nights.find(
      (one) => one !== night && !one.clientsOnly && keyOf(one) === keyOf(night) && isBefore(one, night),
    );
    if (!before) continue;
    const own = new Set(night.hosts.flatMap(({ dles }) => dles.map(nameOf)));
    const failed = before.hosts.flatMap(({ dles }) =>
      dles.filter((dle) => isFailure(dle) && !own.has(nameOf(dle))),
    );
    if (failed.length === 0) continue;
    const named = failed.slice(0, NAMED).map(({ host, disk }) => `${host} ${disk}`);
    const more = failed.length > NAMED ? ` and ${String(failed.length - NAMED)} more` : '';
    const message = `${count(failed.length, 'DLE')} that failed in the run of ${before.datestamp} ${failed.length === 1 ? 'is' : 'are'} not in this run: ${named.join(', ')}${more}.`;
    lost.set(night, {
      message,
      evidence: failed.slice(0, NAMED).flatMap(({ evidence }) => evidence.slice(0, 1)),
    });
  }
  return lost;
}

/** How many DLEs a note names. */
const NAMED = 5;

const nameOf = ({ host, disk }: Pick<NightDle, 'host' | 'disk'>) => `${host.toLowerCase()}\0${disk}`;
const isBefore = (one: Night, other: Night) => (one.began ?? 0) <= (other.began ?? 0);

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

/**
 * DLEs by cause, the cause that hits most first. What failed with another DLE of its host stands behind that one, under
 * its cause: one whose estimate kept the whole host waiting.
 */
export function byCause(
  dles: readonly NightDle[],
  causeOf: (dle: NightDle) => string,
): (readonly [string, readonly NightDle[]])[] {
  const failed = new Map(dles.filter(isFailure).map((dle) => [nameOf(dle), dle]));
  const groups = new Map<string, { own: NightDle[]; others: NightDle[] }>();
  for (const dle of dles) {
    const { host, disk, blamed = disk } = dle;
    const culprit = (isFailure(dle) ? failed.get(nameOf({ host, disk: blamed })) : undefined) ?? dle;
    const group = groups.get(causeOf(culprit)) ?? { own: [], others: [] };
    groups.set(causeOf(culprit), group);
    group[culprit === dle ? 'own' : 'others'].push(dle);
  }
  return [...groups]
    .map(([cause, { own, others }]) => [cause, [...own, ...others]] as const)
    .sort((a, b) => b[1].length - a[1].length);
}

/**
 * What failed in a run that failed no DLE that is known: a tape error of which no line names a dump that it left over
 * (a second storage, a vault). That all DLEs are whole does not make such a night good.
 */
export function troublesOf({ hosts, notes }: Night): readonly NightNote[] {
  if (hosts.some(({ dles }) => dles.some(isFailure))) return [];
  return notes.filter(({ weight, host }) => weight === 'failure' && host === undefined);
}

/**
 * The newest night of each configuration and program: what counts; the others are history. What only clients tell never
 * hides a run that the server tells of: their clocks may be wrong, and their logs are of any server.
 */
export function newestOf(nights: readonly Night[]): readonly Night[] {
  const seen = new Set<string>();
  return nights.filter((night) => {
    const key = `${String(night.clientsOnly ?? false)}\0${keyOf(night)}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** What tells the nights of one configuration and program from those of others. */
function keyOf({ program, config, logs }: Night): string {
  return `${program}\0${config ?? folderOf(logs[0] ?? '')}`;
}
