import { isServerProgram } from './detect';
import type { LogFacts } from './types';

/** A host of the disklist, for logs that do not name their client themselves. */
export interface KnownHost {
  readonly name: string;
  readonly disks: readonly string[];
}

/** An amandad log: the only one of a client's logs that has the client's name in it. */
interface Daemon {
  readonly host: string;
  readonly root: string;
  /** Process ids of the services that it started. */
  readonly pids: ReadonlySet<string>;
  /** DLEs of its estimate requests. */
  readonly disks: ReadonlySet<string>;
  /** Seconds since 1970; Infinity for the end of one that still ran. */
  readonly began?: number;
  readonly ended: number;
}

/** Seconds by which the clocks of a service and of the amandad that started it may differ. */
const SLACK = 5;

/**
 * Tells which client a log comes from. A log belongs to the host that a packet in it names (OPTIONS hostname=). Others
 * belong to an amandad log of the same copy of AMANDA_DBGDIR: to the one that started the process, else to the one whose
 * request has the DLEs of the log, else to the only client there is, if it has these DLEs. Failing that, to the host whose name is a part of the
 * path; else to the only host that has all DLEs of the log.
 */
export class Clients {
  private readonly daemons: readonly Daemon[];

  constructor(
    logs: readonly LogFacts[],
    private readonly known: readonly KnownHost[],
  ) {
    this.daemons = logs.flatMap((log) => {
      if (log.host === undefined || log.program !== 'amandad') return [];
      const requests = log.packets.filter(({ type, service }) => type === 'REQ' && service === 'sendsize');
      const run = log.runs.at(-1);
      const began = run?.began;
      return {
        host: log.host,
        root: rootOf(log.uri),
        pids: new Set(log.services),
        disks: new Set(requests.flatMap(({ disks }) => disks)),
        began: log.runs[0]?.began,
        ended: began === undefined || run?.seconds === undefined ? Infinity : began + run.seconds,
      };
    });
  }

  /** The client of a log, in the disklist's spelling where it is there; undefined where nothing tells. */
  of(log: LogFacts): string | undefined {
    // The server's own programs speak of every host.
    if (log.kind !== 'debug' || isServerProgram(log.program)) return undefined;
    const host = log.host ?? this.byDaemon(log) ?? this.byPath(log) ?? this.byDisks(log);
    return this.known.find((one) => one.name.toLowerCase() === host?.toLowerCase())?.name ?? host;
  }

  private byDaemon(log: LogFacts): string | undefined {
    const root = rootOf(log.uri);
    const near = this.daemons.filter((one) => one.root === root);
    const run = log.runs.at(-1);
    const began = run?.began;
    const at = near.filter(
      (one) =>
        began === undefined ||
        one.began === undefined ||
        (began >= one.began - SLACK && began <= one.ended + SLACK),
    );
    const disks = disksOf(log);
    const started = at.filter(({ pids }) => run?.pid !== undefined && pids.has(run.pid));
    const asked = at.filter((one) => disks.size > 0 && isSubset(disks, one.disks));
    const only = onlyHost(near);
    const fits = isSubset(disks, this.disksOf(only, near));
    return onlyHost(started) ?? onlyHost(asked) ?? (fits ? only : undefined);
  }

  /** All DLEs that a host is known to have, from the disklist or from requests. */
  private disksOf(host: string | undefined, daemons: readonly Daemon[]): ReadonlySet<string> {
    const listed = this.known.find(({ name }) => name.toLowerCase() === host?.toLowerCase())?.disks ?? [];
    return new Set([...listed, ...daemons.flatMap(({ disks }) => [...disks])]);
  }

  private byPath(log: LogFacts): string | undefined {
    const parts = decodeURIComponentSafely(log.uri).toLowerCase().split('/');
    const named = (name: string) => this.known.filter((host) => namesOf(host.name).includes(name));
    for (const part of parts.toReversed()) {
      const hosts = named(part);
      if (hosts.length === 1) return hosts[0]?.name;
    }
    // Copies of a client's logs are kept in a folder of its name.
    return parts.slice(0, -1).findLast((part) => /^[a-z0-9-]+(?:\.[a-z0-9-]+)+\.[a-z]{2,}$/.test(part));
  }

  private byDisks(log: LogFacts): string | undefined {
    const disks = disksOf(log);
    if (disks.size === 0) return undefined;
    const fits = this.known.filter((host) => isSubset(disks, new Set(host.disks)));
    return fits.length === 1 ? fits[0]?.name : undefined;
  }
}

/** A name as it may stand in a path: in full, or without its domain. */
function namesOf(host: string): readonly string[] {
  const name = host.toLowerCase();
  // Of an address, the part before the first dot is no name.
  return /^[\d.]+$|:/.test(name) ? [name] : [name, name.split('.')[0] ?? name];
}

/** The host of all these daemons, if it is one. */
function onlyHost(daemons: readonly Daemon[]): string | undefined {
  const names = new Set(daemons.map(({ host }) => host.toLowerCase()));
  return names.size === 1 ? daemons.at(-1)?.host : undefined;
}

function disksOf(log: LogFacts): ReadonlySet<string> {
  return new Set([...log.estimates, ...log.phases].map(({ disk }) => disk));
}

function isSubset(inner: ReadonlySet<string>, outer: ReadonlySet<string>): boolean {
  return [...inner].every((one) => outer.has(one));
}

/** The AMANDA_DBGDIR that a log lies in: since 2.5.1 it has folders `amandad`, `client` and `client/CONFIG`. */
function rootOf(uri: string): string {
  const folder = uri.slice(0, uri.lastIndexOf('/'));
  return folder.replace(/\/(?:amandad|client(?:\/[^/]+)?)$/, '');
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
