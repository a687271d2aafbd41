import type { LogFacts } from '../../logs/types';
import type { Snapshot } from '../../model/snapshot';
import { touches, type Span } from '../../text/span';

/** Hosts of the disklist of which a part of a log says that something went wrong, each once, as the disklist spells them. */
export function troubledHosts(facts: LogFacts, snapshot: Snapshot, span: Span): readonly string[] {
  const hosts = new Set<string>();
  for (const { kind, host, place } of facts.events) {
    if (kind === 'note' || !touches(place.span, span)) continue;
    const name = (host ?? facts.host)?.toLowerCase();
    const known = snapshot.disklist.hosts.find((one) => one.name.toLowerCase() === name);
    if (known) hosts.add(known.name);
  }
  return [...hosts];
}
