import { Clients, type KnownHost } from '../logs/clients';
import { isServerProgram } from '../logs/detect';
import { readStamp } from '../logs/prefix';
import type { LogFacts } from '../logs/types';
import type { NightProgram } from './types';

/** The logs of one run, not yet read for what they say. Times in seconds since 1970, as if clocks showed UTC. */
export interface Run {
  readonly program: NightProgram;
  config?: string;
  /** The folder of the server's logs: runs of configurations without a name are told apart by it. */
  readonly folder: string;
  datestamp: string;
  began?: number;
  log?: LogFacts;
  amdump?: LogFacts;
  report?: LogFacts;
  amcheck?: LogFacts;
  /** Debug logs of the server's programs. */
  readonly server: LogFacts[];
  /** Logs of clients, by host in lower case. */
  readonly clients: Map<string, { readonly host: string; readonly logs: LogFacts[] }>;
  /** A request named the run: its time is not a guess. */
  stamped?: boolean;
  /** A newer run of the same program and configuration is at hand. */
  superseded: boolean;
}

/** Seconds by which the clocks of server and client, or two lines about one start, may differ. */
const SLACK = 120;
/** Seconds after a run's last line in which a client may still be at work for it. */
const LATE = 3 * 3600;
/** Seconds without a log of a client that part one night from the next. */
const NIGHT = 6 * 3600;
const DAY = 24 * 3600;

/** Brings logs together that are of one run, the newest run first. */
export function runsOf(logs: readonly LogFacts[], known: readonly KnownHost[]): Run[] {
  const runs: Run[] = [];
  const of = (kind: LogFacts['kind']) => logs.filter((log) => log.kind === kind && log.statements.length > 0);
  // amtrmlog may have taken the log away under a run: its last line alone, in a new file, is no run.
  const isRun = ({ statements }: LogFacts) => !statements.every(({ text }) => /\bpid-done \d+$/.test(text));
  for (const log of of('log').filter(isRun)) runs.push({ ...newRun(log), log });
  for (const log of of('amdump')) {
    const run = runs.find((one) => !one.amdump && belongs(one, log) && sameStart(one, log));
    if (run) join(run, log).amdump = log;
    else runs.push({ ...newRun(log), amdump: log });
  }
  for (const log of of('report')) {
    const run = runs
      .filter((one) => !one.report && sameDay(one, log) && (belongs(one, log) || isAbout(one, log)))
      .sort((a, b) => overlap(b, log) - overlap(a, log) || (b.began ?? 0) - (a.began ?? 0))[0];
    if (run) join(run, log).report = log;
    else runs.push({ ...newRun(log), report: log });
  }
  for (const log of of('amcheck')) runs.push({ ...newRun(log), amcheck: log });
  runs.sort(newestFirst);
  nameOnly(runs);
  addDebugLogs(runs, logs, known);
  for (const [i, run] of runs.entries())
    run.superseded = runs.slice(0, i).some((newer) => newer.program === run.program && sameSite(newer, run));
  return runs;
}

/**
 * A log.DATE.N does not name its configuration, a mail does. Where one name alone is told, and all nameless logs lie in
 * one folder, they are of that configuration.
 */
function nameOnly(runs: readonly Run[]): void {
  const names = new Set(runs.flatMap(({ config }) => config ?? []));
  const nameless = runs.filter(({ config }) => config === undefined);
  const [name] = names;
  if (names.size !== 1 || new Set(nameless.map(({ folder }) => folder)).size !== 1) return;
  for (const run of nameless) run.config = name;
}

/** By when they began; runs of one day of which a log tells the day only, by the number of their logs. */
function newestFirst(a: Run, b: Run): number {
  const [one, other] = [numberOf(a), numberOf(b)];
  const sameDay = a.datestamp.slice(0, 8) === b.datestamp.slice(0, 8);
  if (sameDay && one !== undefined && other !== undefined && one !== other) return other - one;
  return (b.began ?? 0) - (a.began ?? 0) || (a.datestamp < b.datestamp ? 1 : -1);
}

/** The N of log.DATE.N; where the name has the time too, it is of no use. */
function numberOf({ log }: Run): number | undefined {
  const number = /\/log\.\d{8}\.(\d+)(?:\.gz)?$/.exec(log?.uri ?? '')?.[1];
  return number === undefined ? undefined : Number(number);
}

function newRun(log: LogFacts): Run {
  const began = readStamp(log.datestamp ?? '') ?? log.time;
  return {
    program: programOf(log),
    config: log.config,
    folder: folderOf(log.uri),
    datestamp: log.datestamp ?? (began === undefined ? '' : stampOf(began)),
    began: log.datestamp?.length === 14 ? began : startOfDay(log.time ?? began),
    server: [],
    clients: new Map(),
    superseded: false,
  };
}

/** What ran: planner writes only in a run of amdump, the others name themselves. */
function programOf(log: LogFacts): NightProgram {
  if (log.kind === 'amcheck') return 'amcheck';
  if (log.statements.some(({ program }) => program === 'planner')) return 'amdump';
  for (const name of ['amflush', 'amvault'] as const) {
    if (log.program === name || log.statements.some(({ program }) => program === name)) return name;
  }
  return 'amdump';
}

/** The folder of a configuration's logs; old ones are put into `oldlog` below it (server-src/amtrmlog.c). */
export function folderOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf('/')).replace(/\/oldlog$/, '');
}

/** When a run begins of which only the day is known: not later than its logs. */
function startOfDay(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : Math.floor(seconds / DAY) * DAY;
}

/** Seconds since 1970 as Amanda names a run. */
function stampOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(/\D/g, '').slice(0, 14);
}

/** False when it is known that a log is of another configuration. */
function belongs(run: Run, log: LogFacts): boolean {
  if (run.config !== undefined && log.config !== undefined) return run.config === log.config;
  // Nothing names the configuration: logs of one run lie in one folder, unless the time to the second is the same.
  return (
    run.folder === folderOf(log.uri) || (log.datestamp?.length === 14 && log.datestamp === run.datestamp)
  );
}

function sameSite(a: Run, b: Run): boolean {
  return a.config !== undefined && b.config !== undefined ? a.config === b.config : a.folder === b.folder;
}

function sameStart(run: Run, log: LogFacts): boolean {
  const a = run.datestamp;
  const b = log.datestamp ?? '';
  if (a.length === 14 && b.length === 14) return a === b;
  if (a.slice(0, 8) !== b.slice(0, 8)) return false;
  // Of two runs on one day the mere date does not tell which: then their DLEs and programs must do.
  return sameProgram(run, log);
}

function sameDay(run: Run, log: LogFacts): boolean {
  return log.datestamp !== undefined && run.datestamp.slice(0, 8) === log.datestamp.slice(0, 8);
}

function sameProgram(run: Run, log: LogFacts): boolean {
  return programOf(log) === run.program || log.kind === 'report';
}

/** A mail lies elsewhere than the logs, and is about the same DLEs. */
function isAbout(run: Run, report: LogFacts): boolean {
  return run.config === undefined && overlap(run, report) > 0;
}

/** How many DLEs of a report a run has, less those that it has not; a report of amflush is none of amdump. */
function overlap(run: Run, report: LogFacts): number {
  const own = new Set((run.log ?? run.amdump)?.statements.map(dleKey) ?? []);
  const mine = report.statements.filter((one) => one.disk !== undefined);
  const shared = mine.filter((one) => own.has(dleKey(one))).length;
  return shared - (mine.length - shared) - (programOf(report) === run.program ? 0 : 1000);
}

const dleKey = ({ host, disk }: { host?: string; disk?: string }) =>
  `${host?.toLowerCase() ?? ''}\0${disk ?? ''}`;

function join(run: Run, log: LogFacts): Run {
  run.config ??= log.config;
  if (run.datestamp.length < 14 && log.datestamp?.length === 14) {
    run.datestamp = log.datestamp;
    run.began = readStamp(log.datestamp) ?? run.began;
  }
  return run;
}

/** When the last line of a run's own logs was written; undefined where none of them tells. */
function endOf(run: Run): number | undefined {
  if (run.began === undefined) return undefined;
  const finish = run.log?.statements.findLast(({ tag }) => tag === 'FINISH')?.text;
  const took = /\btime ([\d.]+)/.exec(finish ?? '')?.[1] ?? run.amdump?.runs[0]?.seconds;
  return took === undefined ? undefined : run.began + Number(took);
}

/** The hosts of the disklist and those that the server's logs name: a client's log may lie in a folder of its name. */
function withNamed(known: readonly KnownHost[], logs: readonly LogFacts[]): KnownHost[] {
  const hosts = new Map(
    known.map(({ name, disks }) => [name.toLowerCase(), { name, disks: new Set(disks) }]),
  );
  for (const { kind, statements } of logs) {
    if (kind === 'debug') continue;
    for (const { host, disk, tag } of statements) {
      if (host === undefined || disk === undefined || tag !== 'DISK') continue;
      const key = host.toLowerCase();
      const entry = hosts.get(key) ?? { name: host, disks: new Set<string>() };
      hosts.set(key, entry);
      entry.disks.add(disk);
    }
  }
  return [...hosts.values()].map(({ name, disks }) => ({ name, disks: [...disks] }));
}

/** Gives each debug log to the run that it is of: by the run's name in it, else by time. */
function addDebugLogs(runs: Run[], logs: readonly LogFacts[], known: readonly KnownHost[]): void {
  const clients = new Clients(logs, withNamed(known, logs));
  const debug = logs.filter((log) => log.kind === 'debug').sort((a, b) => (a.time ?? 0) - (b.time ?? 0));
  // The requests name their run: what an amandad started is of it too, and so are the logs of that minute.
  const stamps = new Map<string, string>();
  for (const log of debug) {
    const host = clients.of(log);
    if (log.datestamp === undefined || host === undefined) continue;
    for (const pid of log.services) stamps.set(`${host.toLowerCase()} ${pid}`, log.datestamp);
  }
  for (const log of debug) {
    const server = isServerProgram(log.program);
    const host = clients.of(log);
    const pid = log.runs.at(-1)?.pid;
    const stamp = log.datestamp ?? stamps.get(`${host?.toLowerCase() ?? ''} ${pid ?? ''}`);
    const run = runOf(runs, log, stamp) ?? (server ? undefined : clientRun(runs, log, stamp));
    if (!run) continue;
    if (server) {
      run.server.push(log);
      continue;
    }
    const key = (host ?? '').toLowerCase();
    const client = run.clients.get(key) ?? { host: host ?? '', logs: [] };
    run.clients.set(key, client);
    client.logs.push(log);
    run.config ??= log.config;
  }
  runs.sort(newestFirst);
}

const hasMain = (run: Run) => run.log !== undefined || run.amdump !== undefined || run.report !== undefined;

function runOf(runs: readonly Run[], log: LogFacts, stamp: string | undefined): Run | undefined {
  const fits = runs.filter(
    (run) => run.config === undefined || log.config === undefined || run.config === log.config,
  );
  if (stamp !== undefined) {
    const named = fits.find((run) => run.datestamp === stamp);
    if (named) return named;
  }
  const { time } = log;
  if (time === undefined) return undefined;
  // The run that was under way; where the client's clock is behind, the one that was about to begin.
  for (const slack of [2, SLACK]) {
    const run = fits.find((one) => hasMain(one) && during(one, time, slack));
    if (run) return run;
  }
  return undefined;
}

function during(run: Run, time: number, slack: number): boolean {
  const { began } = run;
  if (began === undefined) return false;
  // Only the day is known, and a run may go on after midnight.
  if (run.datestamp.length < 14) return time >= began && time < began + 1.5 * DAY;
  if (time < began - slack) return false;
  const end = endOf(run);
  return time <= (end === undefined ? began + DAY : end + LATE);
}

/** The run that only clients' logs tell of. */
function clientRun(runs: Run[], log: LogFacts, stamp: string | undefined): Run | undefined {
  const { time } = log;
  const sameTime = (run: Run) =>
    time !== undefined && run.began !== undefined && Math.abs(time - run.began) < NIGHT;
  const near = runs.find(
    (run) =>
      !hasMain(run) &&
      run.clients.size > 0 &&
      (run.config === undefined || log.config === undefined || run.config === log.config) &&
      (stamp !== undefined && run.stamped ? run.datestamp === stamp : sameTime(run)),
  );
  if (near) return near;
  // What amandad answered to amcheck, or a selfcheck, is no part of a night.
  const ofNight = /^(?:sendsize|sendbackup)/.test(log.program ?? '') || asks(log);
  if (!ofNight || (time === undefined && stamp === undefined)) return undefined;
  const began = stamp === undefined ? time : (readStamp(stamp) ?? time);
  const run: Run = {
    program: 'amdump',
    config: log.config,
    folder: folderOf(log.uri),
    datestamp: stamp ?? (began === undefined ? '' : stampOf(began)),
    began,
    server: [],
    clients: new Map(),
    stamped: stamp !== undefined,
    superseded: false,
  };
  runs.push(run);
  return run;
}

const asks = (log: LogFacts) =>
  log.packets.some(({ service }) => service === 'sendsize' || service === 'sendbackup');
