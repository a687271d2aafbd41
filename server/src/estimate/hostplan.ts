import { globalValue } from '../model/effective';
import type { History } from '../model/history';
import type { Dle, Host } from '../model/types';
import type { Snapshot } from '../model/snapshot';
import { versionRow, type VersionRow } from '../schema/versions';
import { baseName } from '../text/uri';
import type { Place } from '../text/span';
import { FactsCache, numberOf, settingOf, textOf, type DumptypeFacts } from './dumptype';
import { Feature, FeatureSet } from './features';
import { days, levelsOn, type Day, type LevelRequest, type Night } from './levels';
import { fragments, matchesHost, packetsOf, replyLimit, requestLimit, type Limit } from './limits';
import { dataPathRefusal, optionRefusals } from './refusals';
import { dialectOf, DleWriter, firstClientMethod, preambleBytes, type Preamble } from './request';
import { budgetOf, lowerBound, type Budget } from './timing';
import { levelsForced, levelsTonight, type Rules } from './tonight';

/** Why a DLE is in no request of its host. */
export interface Absence {
  /**
   * `skip`: strategy skip or `ignore`; `dump-limit`: dumped by the client's own run; `refused`: the planner logs
   * FAIL with `text`; `fatal`: the planner itself dies when it comes to this DLE, and with it the whole run; `server`:
   * the server estimates it alone; `never`: no level is ever asked for.
   */
  readonly why: 'skip' | 'dump-limit' | 'refused' | 'fatal' | 'server' | 'never';
  /** What the planner logs, where it logs something. */
  readonly text?: string;
  /** True for what is dropped before any client is asked: it has no say in the host's auth. */
  readonly early?: boolean;
}

export interface DlePlan {
  readonly dle: Dle;
  readonly facts: DumptypeFacts;
  readonly absent?: Absence;
  /** What is asked for on each day; empty when it is not in that day's request. */
  readonly levels: Readonly<Record<Day, readonly LevelRequest[]>>;
  /** Bytes of its part of the request. */
  readonly bytes: Readonly<Record<Day, number>>;
  /** What is asked for tonight, by the past of the DLE; undefined where that is not known. */
  readonly tonight?: DleNight;
}

/** A DLE on one night. */
export interface DleNight {
  /** Empty when it is not in the request. */
  readonly levels: readonly LevelRequest[];
  readonly bytes: number;
  /** True when it was never dumped. */
  readonly isNew: boolean;
}

export interface DayPlan {
  readonly day: Night;
  /** DLEs in the request. */
  readonly dles: number;
  /** Bytes of the whole request: the UDP payload, or the packet over a stream. 0 when none is sent. */
  readonly bytes: number;
  /** Bytes of the largest packet: the whole request, where the planner does not split it. */
  readonly largestPacket: number;
  /** How many DLEs arrive whole, counted from the end of the disklist, because the planner begins there. */
  readonly fits: number;
  /** DLEs in the request that do not fit. */
  readonly tooMany: number;
  /** The DLE at which the request is cut off: the last of the disklist that does not fit. */
  readonly cutAt?: Dle;
  /** DLEs per request, where the planner splits (before 2.5.1) and more than one is needed. */
  readonly pieces?: readonly number[];
  /** What the largest packet becomes on a network with an MTU of 1500 bytes; 1 over a stream. */
  readonly fragments: number;
  readonly budget: Budget;
}

/** What a host's estimate request will be on the days that matter. Sizes in bytes, times in seconds. */
export interface HostPlan {
  readonly host: Host;
  readonly row: VersionRow;
  /** The auth the planner uses: that of the last DLE of the disklist that is to be dumped. */
  readonly auth: string;
  /** False for an auth that does not exist: the planner sends nothing and reports no DLE (RESULTS MISSING). */
  readonly authKnown: boolean;
  /** True where estimates go over UDP. */
  readonly udp: boolean;
  /** Where that auth is set; undefined when it is the default. */
  readonly authPlace?: Place;
  /** The DLE that decides the auth; undefined when no DLE of the host is to be dumped. */
  readonly authDle?: Dle;
  readonly features: FeatureSet;
  readonly dialect: 'xml' | 'text';
  /** The largest request that can be sent to it, and the largest reply that comes from it. */
  readonly limit: Limit;
  readonly replyLimit: Limit;
  /** Everything before the first DLE. */
  readonly preamble: Preamble;
  readonly preambleBytes: number;
  /** In disklist order. */
  readonly dles: readonly DlePlan[];
  readonly days: Readonly<Record<Day, DayPlan>>;
  /** What the next run will ask for; undefined where the past of the DLEs is not known. */
  readonly tonight?: Tonight;
  readonly etimeout: number;
  /** DLEs that are asked for whenever the host is asked at all; one at least, unless none ever is. */
  readonly everyDay: number;
  /** etimeout × DLEs that are asked for on every day: a host that needs less than this is safe. In seconds. */
  readonly lowerBound: number;
}

/** The day that comes, with what it was worked out from. */
export interface Tonight extends DayPlan {
  readonly source: History['source'];
  /** DLEs of the host that were never dumped. */
  readonly newDles: number;
}

export interface PlanOptions {
  /** The client's feature string, in place of what the settings say. */
  readonly features?: string;
  readonly configName?: string;
  readonly timestamp?: string;
}

const UDP_AUTHS = ['bsd', 'bsdudp', 'krb4'];

/** True for auths that send each request in one UDP packet. */
export const isUdp = (auth: string) => UDP_AUTHS.includes(auth.toLowerCase());

/** What is the same for all hosts of a snapshot. */
class Planner {
  readonly row: VersionRow;
  readonly facts: FactsCache;
  readonly etimeout: number;
  /** The past of the DLEs and what makes levels of it; undefined where nothing is known. */
  readonly history: History | undefined;
  readonly rules: Rules;
  readonly plans = new Map<Host, HostPlan>();
  private readonly writers = new Map<string, DleWriter>();
  private readonly refusals = new Map<DumptypeFacts, Map<FeatureSet, Absence | undefined>>();
  private readonly featureSets = new Map<string, FeatureSet>();

  constructor(readonly snapshot: Snapshot) {
    this.row = versionRow(snapshot.settings.version);
    this.facts = new FactsCache(snapshot.config, snapshot.disklist, snapshot.settings.version);
    this.etimeout = numberOf(this.global('etimeout')) ?? 300;
    this.history = snapshot.history;
    this.rules = {
      dumpcycle: numberOf(this.global('dumpcycle')) ?? 10,
      reserve: numberOf(this.global('reserve')) ?? 100,
      levels: this.row.dumpLevels,
      tonight: snapshot.history?.tonight ?? 0,
    };
  }

  global(name: string) {
    return globalValue(this.snapshot.config, name)?.value;
  }

  features(host: string, given?: string): FeatureSet {
    const setting = this.snapshot.settings.clientFeatures.find((entry) => matchesHost(entry.host, host));
    for (const text of [given, setting?.features, this.row.features]) {
      if (text === undefined) continue;
      const known = this.featureSets.get(text) ?? FeatureSet.parse(text);
      if (!known) continue;
      this.featureSets.set(text, known);
      return known;
    }
    throw new Error(`the version table has a feature string that cannot be read: ${this.row.features}`);
  }

  writer(client: FeatureSet): DleWriter {
    let writer = this.writers.get(client.text);
    if (!writer) this.writers.set(client.text, (writer = new DleWriter({ row: this.row, client })));
    return writer;
  }

  absence(facts: DumptypeFacts, client: FeatureSet): Absence | undefined {
    let known = this.refusals.get(facts);
    if (!known) this.refusals.set(facts, (known = new Map<FeatureSet, Absence | undefined>()));
    if (!known.has(client)) known.set(client, absenceOf(facts, client, this.writer(client)));
    return known.get(client);
  }
}

function absenceOf(facts: DumptypeFacts, client: FeatureSet, writer: DleWriter): Absence | undefined {
  if (facts.ignore || facts.strategy === 'skip') return { why: 'skip', early: true };
  if (!facts.serverDumps) return { why: 'dump-limit', early: true };
  const dataPath = dataPathRefusal(facts);
  if (dataPath) return { why: 'refused', text: dataPath, early: true };
  if (!days.some((day) => levelsOn(facts, day).length > 0)) return { why: 'never', early: true };
  const refused = optionRefusals(facts, client);
  // The text of this refusal is freed although it is a constant (diskfile.c, validate_optionstr).
  if (refused.includes('does not support include file'))
    return { why: 'fatal', text: 'free(): invalid pointer' };
  if (refused.length) return { why: 'refused', text: refused.join('; ') };
  const legacy = facts.program === 'DUMP' || facts.program === 'GNUTAR';
  if (dialectOf(writer.parties) === 'xml' && !legacy && !facts.application)
    return { why: 'fatal', text: 'client_estimate_as_xml: assertion failed: (application != NULL)' };
  if (dialectOf(writer.parties) === 'text') {
    // A client that reads text is not asked for what the server estimates, and knows two programs.
    if (!firstClientMethod(facts) && !client.has(Feature.xmlEstimate)) return { why: 'server' };
    if (!legacy) return { why: 'refused', text: 'does not support application-api' };
  }
  return undefined;
}

const planners = new WeakMap<Snapshot, Planner>();

function plannerOf(snapshot: Snapshot): Planner {
  let planner = planners.get(snapshot);
  if (!planner) planners.set(snapshot, (planner = new Planner(snapshot)));
  return planner;
}

/** The plan for one host; computed once per snapshot unless options are given. */
export function planHost(snapshot: Snapshot, host: Host, options?: PlanOptions): HostPlan {
  const planner = plannerOf(snapshot);
  const known = options ? undefined : planner.plans.get(host);
  if (known) return known;
  const plan = makePlan(planner, host, options ?? {});
  if (!options) planner.plans.set(host, plan);
  return plan;
}

/** The dumptype of a DLE as requests need it; read once per snapshot and dumptype. */
export function factsOf(snapshot: Snapshot, dle: Dle): DumptypeFacts {
  return plannerOf(snapshot).facts.of(dle);
}

function makePlan(planner: Planner, host: Host, options: PlanOptions): HostPlan {
  const { snapshot, row } = planner;
  const client = planner.features(host.name, options.features);
  const writer = planner.writer(client);
  const dles = host.dles.map((dle): DlePlan => planDle(planner, writer, client, dle));

  // The planner looks for the first DLE that is to be dumped, and begins with the last of the disklist.
  const decides = dles.findLast(({ absent }) => !absent?.early);
  const last = dles[dles.length - 1];
  const auth = (decides ?? last)?.facts.auth ?? row.defaultAuth;
  const udp = isUdp(auth);
  const preamble: Preamble = {
    row,
    client,
    host: host.name,
    maxdumps: last?.facts.maxdumps ?? 1,
    config: options.configName ?? baseName(snapshot.config.folder),
    timestamp: options.timestamp ?? '20261123010203',
    user: textOf(planner.global('dumpuser')) ?? 'backup',
    udp,
  };
  const everyDay = askedEveryDay(dles);
  const limit = requestLimit(row, snapshot.settings, udp);
  const before = preambleBytes(preamble);
  const input = { limit, before, udp };
  const day = (which: Day) =>
    planDay(
      planner,
      input,
      which,
      dles.map((one) => part(one, which)),
    );
  const { history } = planner;
  const tonight = history && {
    ...planDay(
      planner,
      input,
      'tonight',
      dles.map((one) => part(one, 'tonight')),
    ),
    source: history.source,
    newDles: dles.filter((one) => one.tonight?.isNew).length,
  };
  return {
    host,
    row,
    auth,
    authKnown: row.auths.includes(auth.toLowerCase()),
    udp,
    authPlace: decides && settingOf(decides.facts.block, 'auth')?.place,
    authDle: decides?.dle,
    features: client,
    dialect: dialectOf(writer.parties),
    limit,
    replyLimit: replyLimit(row, snapshot.settings, host.name, udp),
    preamble,
    preambleBytes: before,
    dles,
    days: { first: day('first'), typical: day('typical'), worst: day('worst') },
    ...(tonight && { tonight }),
    etimeout: planner.etimeout,
    everyDay,
    lowerBound: lowerBound(planner.etimeout, everyDay),
  };
}

const nothing: Readonly<Record<Day, readonly LevelRequest[]>> = { first: [], typical: [], worst: [] };
const noBytes: Readonly<Record<Day, number>> = { first: 0, typical: 0, worst: 0 };

function planDle(planner: Planner, writer: DleWriter, client: FeatureSet, dle: Dle): DlePlan {
  const facts = planner.facts.of(dle);
  const absent = planner.absence(facts, client);
  if (absent) return { dle, facts, absent, levels: nothing, bytes: noBytes };
  const levels = {
    first: levelsOn(facts, 'first'),
    typical: levelsOn(facts, 'typical'),
    worst: levelsOn(facts, 'worst'),
  };
  const bytes = (asked: readonly LevelRequest[]) => (asked.length ? writer.bytes(dle, facts, asked) : 0);
  const { history, rules } = planner;
  const record = history?.of(dle.host, dle.disk);
  const asked = history && levelsTonight(facts, record, rules);
  return {
    dle,
    facts,
    levels,
    bytes: { first: bytes(levels.first), typical: bytes(levels.typical), worst: bytes(levels.worst) },
    ...(asked && { tonight: { levels: asked, bytes: bytes(asked), isNew: record === undefined } }),
  };
}

/**
 * The night after `amadmin CONFIG force HOST`. Where the past of the DLEs is known it counts, else the host is taken to
 * have been dumped before, which makes the request larger: each level then says that the server could estimate it.
 */
export function planForced(snapshot: Snapshot, host: Host): DayPlan {
  const planner = plannerOf(snapshot);
  const plan = planHost(snapshot, host);
  const writer = planner.writer(plan.features);
  const parts = plan.dles.map(({ dle, facts, absent }): DlePart => {
    const known = planner.history?.of(dle.host, dle.disk);
    const levels = absent
      ? []
      : levelsForced(facts, planner.history ? (known ?? 'new') : 'unknown', planner.rules);
    return { dle, levels, bytes: levels.length ? writer.bytes(dle, facts, levels) : 0 };
  });
  return planDay(planner, { limit: plan.limit, before: plan.preambleBytes, udp: plan.udp }, 'forced', parts);
}

/** See HostPlan.everyDay. With skip-incr only the days of a full dump ask for a DLE. */
function askedEveryDay(dles: readonly DlePlan[]): number {
  const always = dles.filter(
    ({ levels, facts }) =>
      days.every((day) => levels[day].length > 0) && !(facts.skipIncr && facts.strategy !== 'noinc'),
  );
  return always.length || Number(dles.some((plan) => !plan.absent));
}

interface DayInput {
  readonly limit: Limit;
  readonly before: number;
  readonly udp: boolean;
}

/** What a request holds of a DLE. */
interface DlePart {
  readonly dle: Dle;
  readonly levels: readonly LevelRequest[];
  readonly bytes: number;
}

function part({ dle, levels, bytes, tonight }: DlePlan, night: Day | 'tonight'): DlePart {
  if (night === 'tonight') return { dle, levels: tonight?.levels ?? [], bytes: tonight?.bytes ?? 0 };
  return { dle, levels: levels[night], bytes: bytes[night] };
}

function planDay(
  planner: Planner,
  { limit, before, udp }: DayInput,
  day: Night,
  dles: readonly DlePart[],
): DayPlan {
  const { row, etimeout } = planner;
  const sent = dles.filter(({ levels }) => levels.length > 0).reverse();
  const sizes = sent.map(({ bytes }) => bytes);
  const pieces = udp ? packetsOf(row, before, sizes) : [sent.length];
  let largestPacket = 0;
  let fits = 0;
  let cutAt: Dle | undefined;
  let next = 0;
  for (const piece of pieces) {
    let packet = piece > 0 ? before : 0;
    for (const end = next + piece; next < end; next++) {
      packet += sizes[next] ?? 0;
      if (packet <= limit.bytes) fits++;
      else cutAt ??= sent[next]?.dle;
    }
    largestPacket = Math.max(largestPacket, packet);
  }
  const estimates = sent.reduce((sum, { levels }) => sum + levels.length, 0);
  return {
    day,
    dles: sent.length,
    bytes: sent.length ? sizes.reduce((sum, size) => sum + size, before) : 0,
    largestPacket,
    fits,
    tooMany: sent.length - fits,
    cutAt,
    pieces: pieces.length > 1 ? pieces : undefined,
    fragments: udp ? fragments(largestPacket) : 1,
    budget: budgetOf(row, etimeout, estimates),
  };
}
