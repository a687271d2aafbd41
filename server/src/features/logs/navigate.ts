import { findDle } from '../../checks/log/run-time';
import type { DleMention, LogFacts } from '../../logs/types';
import type { Snapshot } from '../../model/snapshot';
import type { Dle } from '../../model/types';
import { lastNights } from '../../nights/snapshot';
import type { Place } from '../../text/span';

/** The name of a DLE that a log has at `offset`, or on whose line `offset` is. */
export function mentionAt(
  facts: LogFacts,
  offset: number,
  lineStart = offset,
  lineEnd = offset,
): DleMention | undefined {
  const inside = facts.mentions.find((m) => m.place.span.start <= offset && offset <= m.place.span.end);
  return inside ?? facts.mentions.find((m) => m.place.span.start >= lineStart && m.place.span.end <= lineEnd);
}

/** The disklist entry that a place in a log is about: its definition. */
export function dleAt(
  snapshot: Snapshot,
  facts: LogFacts,
  offset: number,
  lineStart?: number,
  lineEnd?: number,
): Dle | undefined {
  const mention = mentionAt(facts, offset, lineStart, lineEnd);
  if (!mention) return undefined;
  return findDle(snapshot, mention.host ?? hostOfLog(snapshot, facts), mention.disk);
}

/** The client that a debug log comes from: as it says itself, or as the observations have matched it. */
export function hostOfLog(snapshot: Snapshot, facts: LogFacts): string | undefined {
  if (facts.host !== undefined) return facts.host;
  for (const seen of snapshot.observations.hosts.values()) {
    const uris = [seen.totalPlace?.uri, seen.estimates[0]?.place.uri, seen.request?.place.uri];
    if (uris.includes(facts.uri)) return seen.host;
  }
  return undefined;
}

/** Where the newest logs speak of a DLE: its estimates first, then failures, then any other line. */
export function logPlacesOf(snapshot: Snapshot, dle: Pick<Dle, 'host' | 'disk'>): Place[] {
  const host = dle.host.toLowerCase();
  const seen = snapshot.observations.hosts.get(host);
  const places = (seen?.estimates ?? []).filter((e) => e.disk === dle.disk).map((e) => e.place);
  for (const night of lastNights(snapshot)) {
    const own = night.hosts.find((one) => one.host.toLowerCase() === host);
    const told = own?.dles.find(({ disk, cause }) => disk === dle.disk && cause !== undefined);
    for (const { place, text } of told?.evidence ?? []) if (text.includes(dle.disk)) places.push(place);
  }
  if (places.length > 0) return places;
  for (const facts of snapshot.observations.logs.values()) {
    const own = hostOfLog(snapshot, facts)?.toLowerCase() === host;
    for (const mention of facts.mentions) {
      if (mention.disk === dle.disk && (mention.host?.toLowerCase() ?? (own ? host : '')) === host)
        places.push(mention.place);
    }
  }
  return places;
}

/** The disklist entry that an offset of a disklist lies in. */
export function dleAround(snapshot: Snapshot, uri: string, offset: number): Dle | undefined {
  return snapshot.disklist.dles.find(
    ({ place }) => place.uri === uri && place.span.start <= offset && offset <= place.span.end,
  );
}
