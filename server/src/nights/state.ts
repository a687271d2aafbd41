import type { Statement } from '../logs/types';
import type { Run } from './runs';
import type { NightState } from './types';
import { explained, hostOf } from './words';

/** What a run's logs say of the run as a whole. */
export interface Course {
  readonly run: Run;
  readonly state: NightState;
  /** The line that says that it has finished, or shows that it is over. */
  readonly last?: Statement;
  /** planner began and did not come to its end: the line with which it began. */
  readonly plannerDied?: Statement;
  /** driver began, did not come to its end, and nothing is running any more. */
  readonly driverDied?: Statement;
  /** What taper says of the tapes of the run: the last word. */
  readonly tape?: Statement;
  /** A chunker or a taper says what became of each dump: since 2.5. */
  readonly modern: boolean;
  /** Errors that name a host, by host in lower case: the first. */
  readonly hostErrors: ReadonlyMap<string, Statement>;
  /** What made planner give up altogether. */
  readonly fatal?: Statement;
  /** Seconds from planner's start until it stopped waiting for estimates. */
  readonly gaveUpAfter?: number;
  /** What is said of the run and of no DLE. */
  readonly general: readonly Statement[];
}

const ENDS = new Set(['driver', 'amflush', 'amvault']);

/** Reads the course of a run from its server's logs. */
export function courseOf(run: Run): Course {
  const main = run.log ?? run.amdump;
  const statements = [...(main?.statements ?? []), ...(main ? [] : (run.report?.statements ?? []))];
  const beside = [run.log ? run.amdump : undefined, main ? run.report : undefined].flatMap(
    (log) => log?.statements ?? [],
  );
  const said = (tag: Statement['tag'], program: (name: string) => boolean) =>
    statements.find((one) => one.tag === tag && program(one.program));
  const finish = said('FINISH', (name) => ENDS.has(name));
  const unfinished = beside
    .concat(statements)
    .find(({ tag, program }) => tag === 'FATAL' && program === 'amreport');
  const reported = main === undefined && run.report !== undefined && !unfinished;
  const over = overOf(run, statements, beside);
  // amreport says so of a run that goes on, too, when somebody calls it meanwhile. When the run is over, amdump, or
  // amcleanup after a crash, has also given amdump its number (server-src/amdump.pl, amcleanup.pl).
  const numbered = /\/amdump\.\d{1,3}(?:\.gz)?$/.test(run.amdump?.uri ?? '');
  const mailed = main === undefined || numbered ? unfinished : undefined;
  const dead = over ?? mailed;
  const state: NightState =
    finish !== undefined || reported ? 'finished' : dead !== undefined || run.superseded ? 'died' : 'running';
  const planner = said('START', (name) => name === 'planner') ?? saysOf(run, 'planner');
  const plannerEnd = said('FINISH', (name) => name === 'planner');
  const empty = statements.find(({ text }) => text.includes('got empty schedule from planner'));
  const fatal = statements.find(
    ({ tag, program }) => tag === 'FATAL' && (program === 'planner' || program === run.program),
  );
  const planned = plannerEnd !== undefined || scheduled(run) || statements.some((one) => isDump(one, run));
  const died = (planner ?? empty) && !planned && !fatal && (empty !== undefined || state !== 'running');
  const driver = said('START', (name) => name === 'driver');
  const hostErrors = new Map<string, Statement>();
  for (const one of [...statements, ...beside]) {
    if ((one.tag !== 'ERROR' && one.tag !== 'FATAL') || one.disk !== undefined) continue;
    const host = hostOf(one)?.toLowerCase();
    if (host !== undefined && !hostErrors.has(host)) hostErrors.set(host, one);
  }
  return {
    run,
    state,
    last: finish ?? dead,
    plannerDied: died ? (empty ?? planner) : undefined,
    driverDied: state === 'died' && planned && driver ? driver : undefined,
    tape: statements.findLast(isTapeError) ?? beside.findLast(isTapeError) ?? statements.find(isTaperDeath),
    modern: statements.some(isOfToday),
    hostErrors,
    fatal,
    gaveUpAfter: gaveUp(statements.concat(beside)),
    general: [...statements, ...beside].filter(
      ({ tag, disk }) => disk === undefined && tag !== 'START' && tag !== 'FINISH' && tag !== 'STATS',
    ),
  };
}

/** taper's `no-tape`, and what amreport makes of it. */
function isTapeError({ tag, program, disk }: Statement): boolean {
  return tag === 'ERROR' && program === 'taper' && disk === undefined;
}

/** The taper itself is gone: what driver says of it. */
function isTaperDeath(statement: Statement): boolean {
  return statement.disk === undefined && explained(statement)?.row.cause === 'log/taper-died';
}

/** Lines that 2.4 does not write: those of chunkers, and the process ids of 3.x. */
function isOfToday({ tag, program, text }: Statement): boolean {
  return program === 'chunker' || (tag === 'INFO' && / pid \d+$/.test(text));
}

/** A line that shows that nothing of a run is at work any more. */
function overOf(
  run: Run,
  statements: readonly Statement[],
  beside: readonly Statement[],
): Statement | undefined {
  const all = [...statements, ...beside];
  return all.findLast(
    ({ tag, program, text }) =>
      (tag === 'FINISH' && program === run.program) ||
      (tag === 'INFO' && program === run.program && text.startsWith('pid-done ')) ||
      program === 'amcleanup',
  );
}

/** planner was at work, by the words of amdump.N. */
function saysOf(run: Run, program: string): Statement | undefined {
  return run.amdump?.statements.find((one) => one.program === program);
}

/** A DLE of this run was dumped, so there was a schedule. */
function isDump({ program, disk, tag, timestamp }: Statement, { program: own, datestamp }: Run): boolean {
  if (own !== 'amdump' || disk === undefined || (program !== 'dumper' && program !== 'chunker')) return false;
  return (
    tag !== 'INFO' && (timestamp === undefined || timestamp.startsWith(datestamp.slice(0, timestamp.length)))
  );
}

/** planner got as far as the schedule; only amdump.N shows it. */
function scheduled(run: Run): boolean {
  if (run.log || !run.amdump) return false;
  return run.amdump.sections.some(({ title }) => title === 'GENERATING SCHEDULE');
}

function gaveUp(statements: readonly Statement[]): number | undefined {
  for (const { tag, program, text } of statements) {
    if (program !== 'planner') continue;
    const seconds =
      tag === 'STATS'
        ? /^estimates ([\d.]+)/.exec(text)?.[1]
        : tag === 'FINISH'
          ? /\btime ([\d.]+)/.exec(text)?.[1]
          : undefined;
    if (seconds !== undefined) return Number(seconds);
  }
  return undefined;
}

/** True for words of taper that tell of a choice of the configuration, not of a failure. */
export function isHarmless(statement: Statement): boolean {
  return explained(statement)?.row.weight === 'harmless';
}
