import type { LogFacts, Unended } from './types';

/** Where the newest run in a log begins: what stands before it is of older ones. */
export function newestFrom(log: LogFacts): number {
  return log.runs.length > 1 ? (log.runs.at(-1)?.place.span.start ?? 0) : 0;
}

/** The estimates of the newest run in a sendsize log that were begun and have no end, as far as the log goes. */
export function unendedOf(log: LogFacts): Unended[] {
  const from = newestFrom(log);
  const killed = log.runs.at(-1)?.finishText !== undefined;
  return log.phases.flatMap(({ disk, ended, open, place }) => {
    if (ended || !open || place.span.start < from) return [];
    return [{ disk, level: open.level, clock: open.clock, place: open.place, killed }];
  });
}
