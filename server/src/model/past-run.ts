import { Force, type DumpRecord, type LastDump } from './history';
import { unquote } from '../syntax/unquote';

/** What an amdump log says of one DLE. */
interface RunOfDle {
  command: number;
  lastLevel: number;
  nextFull: number;
  runs: number;
  asked: readonly number[];
  /** Estimated KiB by level. */
  readonly sizes: Map<number, number>;
  dumped?: { readonly level: number; readonly since: number; readonly size: number };
  done: boolean;
}

const SETUP =
  /^setup_estimate: ([^:]+):(.*): command (\d+), options: .* last_level (-?\d+) next_level0 (-?\d+) level_days (-?\d+) +getting estimates (.*)$/;
const RESULT = /^planner: time [\d.]+: got result for host (\S+) disk ("(?:[^"\\]|\\.)*"|\S+): (.*)$/;
const DUMP = /^DUMP (\S+) \S+ ("(?:[^"\\]|\\.)*"|\S+) \d+ -?\d+ (\d+) (\d+(?::\d+){5}) (-?\d+) /;
const DONE = /^driver: finished-cmd time [\d.]+ dumper\d+ dumped ([^:]+):(.*)$/;

/**
 * The past of the DLEs as the amdump log of the last run leaves it, by host and disk (`HOST\nDISK`): what the planner
 * began with ("setup_estimate"), moved on by the dumps that were made. What such a log does not say is taken for what
 * makes the request larger: that the server can estimate the levels that exist.
 */
export function readPastRun(text: string): ReadonlyMap<string, DumpRecord> {
  const runs = new Map<string, RunOfDle>();
  const of = (host = '', disk = '') => runs.get(`${host}\n${unquote(disk)}`);
  let started = 0;
  let tellsEnds = false;
  for (const line of text.split('\n')) {
    if (line.startsWith('amdump: starttime ')) started = localTime(line.slice(18).trim()) ?? started;
    const setup = SETUP.exec(line);
    if (setup) {
      const [, host = '', disk = '', command, lastLevel, nextFull, days, asked = ''] = setup;
      runs.set(`${host}\n${unquote(disk)}`, {
        command: Number(command),
        lastLevel: Number(lastLevel),
        nextFull: Number(nextFull),
        runs: Number(days),
        asked: [...asked.matchAll(/(-?\d+) \(-?\d+\)/g)].map((m) => Number(m[1])).filter((n) => n >= 0),
        sizes: new Map(),
        done: false,
      });
      continue;
    }
    const [, host, disk, sizes = ''] = RESULT.exec(line) ?? [];
    for (const [, level, kib] of sizes.matchAll(/(-?\d+) -> (-?\d+)K/g))
      of(host, disk)?.sizes.set(Number(level), Number(kib));
    const dump = DUMP.exec(line);
    const planned = of(dump?.[1], dump?.[2]);
    if (dump && planned)
      planned.dumped = { level: Number(dump[3]), since: gmTime(dump[4] ?? ''), size: Number(dump[5]) };
    const end = DONE.exec(line);
    if (end) tellsEnds = true;
    const ended = of(end?.[1], end?.[2]);
    if (ended) ended.done = true;
  }
  return new Map(
    [...runs].map(([name, run]) => [name, recordOf(run, started, run.done || !tellsEnds)] as const),
  );
}

/** The record after the run; `succeeded` where its dump was made. */
function recordOf(run: RunOfDle, started: number, succeeded: boolean): DumpRecord {
  const { dumped, asked } = run;
  const last = new Map<number, LastDump>();
  const due = { days: run.nextFull, at: started };
  const full = { size: Math.max(run.sizes.get(0) ?? 0, 0), date: -1, label: '' };
  if (!dumped || !succeeded) {
    const level = run.lastLevel;
    if (level >= 0) last.set(0, full);
    // Whether the planner thought of the next level says what it will do again.
    if (level > 0) last.set(level, { size: asked.includes(level + 1) ? 0 : 1, date: -1, label: '' });
    const estimable = new Set(level >= 0 ? [0, level, level + 1] : []);
    return { command: run.command, lastLevel: level, runs: run.runs, last, estimable, due };
  }
  const { level, since, size } = dumped;
  last.set(0, full);
  if (level > 0) last.set(level - 1, { ...full, size: level === 1 ? full.size : 1, date: since });
  last.set(level, { size, date: started, label: '' });
  const again = level === run.lastLevel && (run.command & Force.full) === 0;
  return {
    command: 0,
    lastLevel: level,
    runs: again ? run.runs + 1 : 1,
    last,
    estimable: new Set([0, level, level + 1]),
    ...(level > 1 && { due }),
  };
}

/** A time stamp of 14 digits in the time of this machine, in seconds since 1970. */
function localTime(stamp: string): number | undefined {
  const [, ...parts] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(stamp) ?? [];
  const [year = NaN, month = NaN, day, hour, minute, second] = parts.map(Number);
  const time = new Date(year, month - 1, day, hour, minute, second).getTime();
  return Number.isNaN(time) ? undefined : time / 1000;
}

/** A dump date of the planner, which is GMT. */
function gmTime(text: string): number {
  const [year = 0, month = 1, day, hour, minute, second] = text.split(':').map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second) / 1000;
}
