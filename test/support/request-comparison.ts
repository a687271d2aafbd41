import { DEFAULT_FEATURES } from '../../server/src/estimate/features';
import { planHost, type DlePlan, type HostPlan } from '../../server/src/estimate/hostplan';
import type { LevelRequest } from '../../server/src/estimate/levels';
import { packets } from '../../server/src/estimate/payload';
import type { Host } from '../../server/src/model/types';
import type { Snapshot } from '../../server/src/model/snapshot';

/** The name that generated configurations have, and the time stamp of their runs. */
export const CONFIG = 'gen';
export const TIMESTAMP = '20261123010203';

/** The plan for a host of a generated configuration whose client announces these features. */
export function planOf(snapshot: Snapshot, host: Host, features: string | undefined): HostPlan {
  return planHost(snapshot, host, {
    features: features ?? DEFAULT_FEATURES,
    configName: CONFIG,
    timestamp: TIMESTAMP,
  });
}

/** A request without its header line, which holds a counter and the time. */
export function withoutHeader(request: string): string {
  return request.slice(request.indexOf('\n') + 1);
}

/** Our request for a host, without its header line; undefined when none is sent. */
export function ourRequest(
  plan: HostPlan,
  levels: (plan: DlePlan) => readonly LevelRequest[],
): string | undefined {
  const [text] = packets(plan, levels);
  return text === undefined ? undefined : withoutHeader(text);
}
