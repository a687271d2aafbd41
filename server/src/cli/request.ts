import { FeatureSet } from '../estimate/features';
import { planHost } from '../estimate/hostplan';
import { parseLevels } from '../estimate/levels';
import { isDay, payload, type LevelChoice } from '../estimate/payload';
import type { Snapshot } from '../model/snapshot';
import { encodeLossless } from '../text/bytes';

export interface RequestOptions {
  readonly host: string;
  /** `first`, `typical`, `worst`, or a list such as `0,1` or `0s,1s,2`. */
  readonly levels?: string;
  readonly features?: string;
  readonly configName?: string;
  readonly timestamp?: string;
}

export type RequestResult =
  /** The packet, byte for byte, but for the counter and the time in its first line. */
  | { readonly kind: 'packet'; readonly bytes: Uint8Array }
  /** The planner sends no request to this host; why. */
  | { readonly kind: 'nothing'; readonly reason: string }
  /** The arguments do not fit the configuration; what is wrong. */
  | { readonly kind: 'usage'; readonly reason: string };

/** What `amanda-lint request` writes. */
export function requestPacket(snapshot: Snapshot, options: RequestOptions): RequestResult {
  const wanted = options.levels ?? 'first';
  const levels: LevelChoice | undefined = isDay(wanted) ? wanted : parseLevels(wanted);
  if (!levels)
    return usage(`--levels ${wanted}: expected first, typical, worst, or up to three levels such as 0,1,2`);
  if (options.features !== undefined && !FeatureSet.parse(options.features))
    return usage(`--features ${options.features}: expected pairs of hexadecimal digits`);
  const host = snapshot.disklist.hosts.find(({ name }) => name === options.host);
  if (!host) return usage(`no host "${options.host}" in the disklist`);
  const { features, configName, timestamp } = options;
  const plan = planHost(snapshot, host, { features, configName, timestamp });
  const text = payload(plan, levels);
  if (text !== undefined) return { kind: 'packet', bytes: encodeLossless(text) };
  if (!plan.authKnown) {
    const reason = `Amanda has no auth "${plan.auth}": the planner asks this host for nothing, and its DLEs end as RESULTS MISSING`;
    return { kind: 'nothing', reason };
  }
  const texts = new Set(plan.dles.flatMap(({ absent }) => absent?.text ?? []));
  const why = texts.size ? `: ${[...texts].join('; ')}` : '';
  return { kind: 'nothing', reason: `the planner asks ${host.name} for no estimate${why}` };
}

function usage(reason: string): RequestResult {
  return { kind: 'usage', reason };
}
