import type { LogFacts } from '../../logs/types';
import { failuresIn } from '../../nights/failures';
import type { Snapshot } from '../../model/snapshot';
import { touches, type Span } from '../../text/span';

/** Hosts of the disklist of which a part of a log says that something went wrong, each once, as the disklist spells them. */
export function troubledHosts(facts: LogFacts, snapshot: Snapshot, span: Span): readonly string[] {
  const hosts = new Set<string>();
  for (const { host, place } of failuresIn(facts)) {
    if (!touches(place.span, span)) continue;
    const name = (host ?? facts.host)?.toLowerCase();
    const known = snapshot.disklist.hosts.find((one) => one.name.toLowerCase() === name);
    if (known) hosts.add(known.name);
  }
  return [...hosts];
}
