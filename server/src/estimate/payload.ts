import { days, type Day, type LevelRequest } from './levels';
import type { DlePlan, HostPlan } from './hostplan';
import { DleWriter, headerText, optionsText } from './request';

/** The levels of each DLE: those of a day, one list for all, or a choice by DLE. */
export type LevelChoice = Day | readonly LevelRequest[] | ((plan: DlePlan) => readonly LevelRequest[]);

/**
 * The packet that the planner sends for a host's estimates, uncut, as text; encodeLossless gives the bytes.
 * Undefined when it sends none. The header line has a handle and a sequence number of the usual length.
 */
export function payload(plan: HostPlan, choice: LevelChoice): string | undefined {
  const writer = new DleWriter(plan.preamble);
  const parts: string[] = [];
  for (const dle of [...plan.dles].reverse()) {
    const levels = dle.absent ? [] : levelsOf(dle, choice);
    if (levels.length) parts.push(writer.text(dle.dle, dle.facts, levels));
  }
  const fatal = plan.dles.some(({ absent }) => absent?.why === 'fatal');
  if (!parts.length || !plan.authKnown || fatal) return undefined;
  return headerText(plan.preamble) + optionsText(plan.preamble) + parts.join('');
}

/** What a choice asks of one DLE. */
export function levelsOf(dle: DlePlan, choice: LevelChoice): readonly LevelRequest[] {
  if (typeof choice === 'function') return choice(dle);
  return typeof choice === 'string' ? dle.levels[choice] : choice;
}

export function isDay(text: string): text is Day {
  return (days as readonly string[]).includes(text);
}
