import type { LogFacts } from '../logs/types';
import type { Snapshot } from '../model/snapshot';
import type { Place } from '../text/span';
import { sentenceOf } from './causes/fill';
import { causeChecks } from './causes/ids';
import type { CauseRow } from './causes/row';
import { failuresIn } from './failures';
import { lastNights, nightsIn } from './snapshot';
import type { Night, NightDle, NightNote } from './types';

/** One thing to say in a log: a failure of one cause, of one host, in one file. */
export interface NightFinding {
  readonly cause: string;
  readonly place: Place;
  readonly message: string;
  readonly row?: CauseRow;
  readonly words?: Readonly<Record<string, string>>;
  readonly host?: string;
  readonly disk?: string;
  /** The DLE to see to, where it is not the one named. */
  readonly blamed?: string;
  /** How many DLEs have failed of it. */
  readonly dles: number;
  /** Where else the same is to be seen, in other logs. */
  readonly related: readonly { readonly place: Place; readonly text: string }[];
  /** A newer run of the same configuration is at hand: this is history. */
  readonly past: boolean;
}

const SEVERITY = new Map(causeChecks.map(({ id, severity }) => [id, severity]));

/** What needs no doing, or is told by the way of something that is an error elsewhere: for a hover, not for a finding. */
function isQuiet({ cause, weight }: NightNote): boolean {
  const severity = cause === undefined ? undefined : SEVERITY.get(cause);
  return severity === 'hint' || (weight === 'note' && severity === 'error');
}

/** Related places of a finding. */
const RELATED = 4;

const memo = new WeakMap<Snapshot['observations'], readonly NightFinding[]>();

/** Everything that the nights of a snapshot say about failures, each cause once a host and file; worked out once. */
export function findingsOfNights(snapshot: Snapshot): readonly NightFinding[] {
  let known = memo.get(snapshot.observations);
  if (!known) memo.set(snapshot.observations, (known = gather(snapshot)));
  return known;
}

interface Told {
  readonly night: Night;
  readonly dle: NightDle;
}

const keyOf = ({ uri, span }: Place) => `${uri} ${span.start}`;

function gather(snapshot: Snapshot): NightFinding[] {
  const nights = nightsIn(snapshot);
  const past = new Set<string>();
  for (const last of lastNights(snapshot)) {
    for (const night of nights.slice(nights.indexOf(last) + 1))
      if (night.program === last.program) for (const uri of night.logs) past.add(uri);
  }
  // What the nights have made of a line: the cause that all the evidence points to, not only its own words.
  const told = new Map<string, Told>();
  for (const night of nights) {
    for (const { dles } of night.hosts) {
      for (const dle of dles) {
        if (dle.cause === undefined) continue;
        for (const { place } of dle.evidence)
          if (!told.has(keyOf(place))) told.set(keyOf(place), { night, dle });
      }
    }
  }
  const found = new Found(past);
  for (const facts of snapshot.observations.logs.values()) fromLog(facts, told, found);
  for (const night of nights) fromNight(night, found);
  return found.all();
}

/** The lines of one log that tell of failures. */
function fromLog(facts: LogFacts, told: ReadonlyMap<string, Told>, found: Found): void {
  for (const failure of failuresIn(facts)) {
    const { place, host = facts.host, disk, row, text } = failure;
    const known = told.get(keyOf(place))?.dle;
    const cause = known?.cause ?? failure.cause;
    if (cause === undefined) continue;
    if (known) {
      found.add(cause, place, known.message, pick(known));
      continue;
    }
    // A line of a client, or one that the night has a better word for: what it means by itself.
    const message = row ? sentenceOf({ row, groups: failure.words ?? {} }, { host, disk }, text) : text;
    found.add(cause, place, message, {
      row,
      words: failure.words,
      host,
      disk,
    });
  }
}

const pick = ({ row, words, host, disk, blamed, evidence }: NightDle) => ({
  row,
  words,
  host,
  disk,
  blamed,
  evidence,
});

/** What no line says by itself. */
function fromNight(night: Night, found: Found): void {
  for (const { dles } of night.hosts) {
    for (const dle of dles) {
      const { cause, message, evidence, outcome } = dle;
      if (cause === undefined || outcome === 'ok' || outcome === 'skipped') continue;
      for (const { place } of evidence) found.add(cause, place, message, pick(dle));
    }
  }
  for (const note of night.notes) {
    const { cause, message, host, evidence } = note;
    const place = evidence[0]?.place;
    if (cause !== undefined && place && !isQuiet(note)) found.add(cause, place, message, { host });
  }
}

interface More {
  readonly row?: CauseRow;
  readonly words?: Readonly<Record<string, string>>;
  readonly host?: string;
  readonly disk?: string;
  readonly blamed?: string;
  readonly evidence?: NightDle['evidence'];
}

/** Findings by file, cause and host: the failure of 280 DLEs has one cause. */
class Found {
  private readonly groups = new Map<string, { finding: NightFinding; disks: Set<string> }>();

  constructor(private readonly past: ReadonlySet<string>) {}

  add(cause: string, place: Place, message: string, more: More): void {
    const { row, words, host, disk, blamed, evidence = [] } = more;
    const key = `${place.uri}\0${cause}\0${host?.toLowerCase() ?? ''}`;
    const known = this.groups.get(key);
    if (known) {
      if (disk !== undefined) known.disks.add(disk);
      return;
    }
    const related = evidence
      .filter((one) => one.place.uri !== place.uri)
      .slice(0, RELATED)
      .map((one) => ({ place: one.place, text: one.text }));
    const past = this.past.has(place.uri);
    const finding = { cause, place, message, row, words, host, disk, blamed, dles: 1, related, past };
    this.groups.set(key, { finding, disks: new Set(disk === undefined ? [] : [disk]) });
  }

  all(): NightFinding[] {
    return [...this.groups.values()].map(({ finding, disks }) => ({ ...finding, dles: disks.size }));
  }
}
