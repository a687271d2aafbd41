import { days, type Day, type LevelRequest } from './levels';
import { byteLength } from '../text/bytes';
import type { DlePlan, HostPlan } from './hostplan';
import { packetsOf } from './limits';
import { DleWriter, headerText, optionsText } from './request';

/** The levels of each DLE: those of a day, one list for all, or a choice by DLE. */
export type LevelChoice =
  Day | 'tonight' | readonly LevelRequest[] | ((plan: DlePlan) => readonly LevelRequest[]);

/**
 * The packets that the planner sends for a host's estimates, uncut, as text; encodeLossless gives the bytes. One, but for
 * releases that split a long request; none when it asks for nothing. The header line has a handle and a sequence number
 * of the usual length.
 */
export function packets(plan: HostPlan, choice: LevelChoice): readonly string[] {
  const writer = new DleWriter(plan.preamble);
  const parts: string[] = [];
  for (const dle of [...plan.dles].reverse()) {
    const levels = dle.absent ? [] : levelsOf(dle, choice);
    if (levels.length) parts.push(writer.text(dle.dle, dle.facts, levels));
  }
  const fatal = plan.dles.some(({ absent }) => absent?.why === 'fatal');
  if (!parts.length || !plan.authKnown || fatal) return [];
  const head = headerText(plan.preamble) + optionsText(plan.preamble);
  const sizes = plan.udp ? packetsOf(plan.row, plan.preambleBytes, parts.map(byteLength)) : [parts.length];
  let next = 0;
  return sizes.map((dles) => head + parts.slice(next, (next += dles)).join(''));
}

/** What a choice asks of one DLE. */
export function levelsOf(dle: DlePlan, choice: LevelChoice): readonly LevelRequest[] {
  if (typeof choice === 'function') return choice(dle);
  if (choice === 'tonight') return dle.tonight?.levels ?? [];
  return typeof choice === 'string' ? dle.levels[choice] : choice;
}

export function isDay(text: string): text is Day {
  return (days as readonly string[]).includes(text);
}
