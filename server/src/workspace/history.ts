import { amdumpLogs, infoFile, infoFolder, nextRun, type DumpRecord, type History } from '../model/history';
import { readInfo } from '../model/info-record';
import { readPastRun } from '../model/past-run';
import type { Config, Disklist } from '../model/types';
import { isWithin } from '../text/uri';
import type { FileHost } from './host';

/** Bounds: records that are read for one configuration, characters of one, and how many are read at a time. */
const MAX_RECORDS = 20_000;
const MAX_LENGTH = 256 * 1024;
const AT_ONCE = 32;
/** Seconds after which a record is read again when somebody asks: the next night writes them all anew. */
const MAX_AGE = 600;

/** A DLE's record; null where there is none yet. */
type Known = DumpRecord | null;

/** Where the past of a configuration is written, and what was read of it. */
interface Place {
  /** URI of the info database. */
  readonly info: string;
  /** URIs of the logs of the last run. */
  readonly logs: readonly string[];
  /** By host and disk. */
  readonly records: Map<string, Known>;
  /** True when there is an info database, and all that was asked of it could be read. */
  readable: boolean;
  /** The log of the last run, where there is no info database that can be read. */
  lastRun?: {
    readonly uri: string;
    readonly text: string;
    readonly records: ReadonlyMap<string, DumpRecord>;
  };
  readAt: number;
  loading?: Promise<void>;
  /** What was made of the records, until they change. */
  made?: History;
}

/** Names the place that holds a configuration's past; undefined for a client's configuration. */
export function historyKey(config: Config): string | undefined {
  const info = infoFolder(config);
  return info === undefined ? undefined : [info, ...amdumpLogs(config)].join('|');
}

/** The pasts of the configurations at hand, read in the background and kept. */
export class Histories {
  private readonly places = new Map<string, Place>();

  /** Called with the key of a place (historyKey) when other things are known of it than before. */
  onChange: (key: string) => void = () => undefined;

  /** `now` gives the time in seconds since 1970. */
  constructor(
    private readonly host: FileHost,
    private readonly now: () => number = () => Math.floor(Date.now() / 1000),
  ) {}

  /** Reads what is not known yet, and gives what there is: undefined where nothing can be read. */
  async load(config: Config, disklist: Disklist): Promise<History | undefined> {
    const place = this.place(config, disklist);
    if (place) await this.read(place, disklist);
    return place && this.made(place);
  }

  /** What is known now. What is not is read in the background, and onChange called when it is there. */
  of(config: Config, disklist: Disklist): History | undefined {
    const place = this.place(config, disklist);
    if (!place) return undefined;
    const lacks = () => disklist.dles.some(({ host, disk }) => !place.records.has(key(host, disk)));
    if (this.isOld(place) || (place.readable && lacks())) this.begin(place, config, disklist);
    return this.made(place);
  }

  /** Reads again in the background what was read long ago: a night may have passed since. */
  refresh(config: Config, disklist: Disklist): void {
    const place = this.places.get(historyKey(config) ?? '');
    if (place && this.isOld(place)) this.begin(place, config, disklist);
  }

  /** Files changed on disk: what they say is read again when somebody asks. */
  changedOnDisk(uris: readonly string[]): void {
    for (const place of this.places.values()) {
      const ours = (uri: string) =>
        isWithin(place.info, uri) || isWithin(uri, place.info) || place.logs.includes(uri);
      if (uris.some(ours)) place.readAt = -Infinity;
    }
  }

  private isOld(place: Place): boolean {
    return this.now() - place.readAt > MAX_AGE;
  }

  private begin(place: Place, config: Config, disklist: Disklist): void {
    place.loading ??= this.read(place, disklist).then((changed) => {
      place.loading = undefined;
      const name = historyKey(config);
      if (changed && name !== undefined) this.onChange(name);
    });
  }

  private place(config: Config, disklist: Disklist): Place | undefined {
    const info = infoFolder(config);
    const name = historyKey(config);
    if (info === undefined || name === undefined || disklist.dles.length === 0) return undefined;
    let place = this.places.get(name);
    if (!place) {
      place = { info, logs: amdumpLogs(config), records: new Map(), readable: false, readAt: -Infinity };
      this.places.set(name, place);
    }
    return place;
  }

  /** Reads the records of a disklist; true when something is known that was not before. */
  private async read(place: Place, disklist: Disklist): Promise<boolean> {
    const now = this.now();
    const before = place.readable;
    const old = this.isOld(place);
    if (old) place.readable = (await this.host.read(place.info)).kind === 'directory';
    if (disklist.dles.length > MAX_RECORDS) place.readable = false;
    place.readAt = now;
    const { records, info } = place;
    const wanted = disklist.dles.filter(({ host, disk }) => old || !records.has(key(host, disk)));
    // The run that was expected is over, whatever became of it.
    let changed =
      before !== place.readable || (place.made !== undefined && place.made.tonight < now - MAX_AGE);
    for (let i = 0; i < wanted.length && place.readable; i += AT_ONCE) {
      const some = wanted.slice(i, i + AT_ONCE);
      const read = some.map(({ host, disk }) => this.host.read(infoFile(info, host, disk)));
      for (const [n, result] of (await Promise.all(read)).entries()) {
        const { host = '', disk = '' } = some[n] ?? {};
        // A record that cannot be read leaves open what the planner will ask for.
        if (result.kind === 'unreadable' || result.kind === 'too-large') place.readable = false;
        const known = result.kind === 'text' ? readInfo(result.text.slice(0, MAX_LENGTH)) : null;
        const was = records.get(key(host, disk));
        if (was === undefined || text(was) !== text(known)) changed = true;
        records.set(key(host, disk), known);
      }
    }
    if (!place.readable && old && (await this.readLastRun(place))) changed = true;
    if (changed) place.made = undefined;
    return changed;
  }

  /** Reads the amdump log of the last run; true when it says something new. */
  private async readLastRun(place: Place): Promise<boolean> {
    const before = place.lastRun;
    place.lastRun = undefined;
    for (const uri of place.logs) {
      const found = await this.host.read(uri);
      if (found.kind !== 'text') continue;
      if (before?.uri === uri && before.text === found.text) {
        place.lastRun = before;
        return false;
      }
      const records = readPastRun(found.text);
      if (records.size === 0) continue;
      place.lastRun = { uri, text: found.text, records };
      break;
    }
    return before !== place.lastRun;
  }

  private made(place: Place): History | undefined {
    const { lastRun, readable, info } = place;
    if (!readable && !lastRun) return undefined;
    const records: ReadonlyMap<string, Known> = readable ? place.records : (lastRun?.records ?? new Map());
    place.made ??= {
      source: readable ? 'info' : 'amdump',
      uri: readable ? info : (lastRun?.uri ?? info),
      tonight: nextRun(
        this.now(),
        [...records.values()].filter((one) => one !== null),
      ),
      of: (host, disk) => records.get(key(host, disk)) ?? undefined,
    };
    return place.made;
  }
}

function key(host: string, disk: string): string {
  return `${host}\n${disk}`;
}

function text(record: Known): string {
  return record === null ? '' : JSON.stringify([record, [...record.last], [...record.estimable]]);
}
