import { planHost } from '../../estimate/hostplan';
import { measured } from '../../estimate/measured';
import type { Snapshot } from '../../model/snapshot';
import type { Fix } from '../check';
import { hostAuthFixes } from '../remedies/auth';
import { estimateFixes, etimeoutFix } from '../remedies/estimate';
import { needed } from '../timing/judge';
import { findDle } from './run-time';

/** What helps against slow estimates, as fixes of the disklist and amanda.conf that a log leads to. */
export function timeFixes(snapshot: Snapshot, host: string | undefined, disk: string): readonly Fix[] {
  const dle = findDle(snapshot, host, disk);
  const known = dle && measured(snapshot, dle.host);
  const owner = dle && snapshot.disklist.hosts.find((one) => one.name === dle.host);
  return [
    ...(dle ? estimateFixes(snapshot, dle) : []),
    ...(known && owner ? etimeoutFix(snapshot, needed(known, owner, known.took)) : []),
  ];
}

/** Away from UDP, for packets that were cut off or lost; nothing for a host that does not use it. */
export function transportFixes(snapshot: Snapshot, host: string | undefined): readonly Fix[] {
  const owner = snapshot.disklist.hosts.find((one) => one.name.toLowerCase() === host?.toLowerCase());
  const plan = owner && planHost(snapshot, owner);
  return plan?.udp ? hostAuthFixes(snapshot, plan) : [];
}
