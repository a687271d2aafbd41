import { isFailure } from './night';
import type { Night } from './types';

/** How long a firewall remembers a UDP connection, as far as the nights at hand bound it; in seconds. */
export interface FirewallBounds {
  /** The soonest reply that was lost. */
  readonly lostAfter: number;
  /** The latest reply that arrived, if one did. */
  readonly arrivedAfter?: number;
}

/** Replies that were lost and replies that arrived; undefined where none was lost. Hosts over TCP do not count. */
export function firewallBounds(
  nights: readonly Night[],
  udp: (host: string) => boolean,
): FirewallBounds | undefined {
  let lostAfter: number | undefined;
  let arrivedAfter: number | undefined;
  for (const { hosts } of nights) {
    for (const { host, answeredAfter, dles } of hosts) {
      if (answeredAfter === undefined || !udp(host)) continue;
      if (dles.some(({ cause }) => cause === 'log/reply-lost'))
        lostAfter = Math.min(lostAfter ?? Infinity, answeredAfter);
      else if (!dles.some((dle) => isFailure(dle) && (dle.phase === 'request' || dle.phase === 'estimate')))
        arrivedAfter = Math.max(arrivedAfter ?? 0, answeredAfter);
    }
  }
  if (lostAfter === undefined) return undefined;
  // A reply that took longer and arrived shows that the loss had another reason than time.
  if (arrivedAfter !== undefined && arrivedAfter >= lostAfter) return { lostAfter };
  return { lostAfter, arrivedAfter };
}
