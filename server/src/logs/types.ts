import type { Place } from '../text/span';

/** The time one estimate took on the client, in seconds (sendsize's "estimate time for D level N: S"). */
export interface EstimateTime {
  readonly host?: string;
  readonly disk: string;
  /** Undefined where one time stands for all levels (calcsize, applications that do all levels at once). */
  readonly level?: number;
  readonly seconds: number;
  readonly place: Place;
}

/** What the logs at hand say; times and sizes of the newest run of each host win. */
export interface Observations {
  /** By host in lower case. */
  readonly hosts: ReadonlyMap<string, HostObservation>;
}

export interface HostObservation {
  readonly host: string;
  /** Of the newest run. */
  readonly estimates: readonly EstimateTime[];
  /** Seconds from sendsize's start to its end, when the log shows both. */
  readonly totalSeconds?: number;
  readonly totalPlace?: Place;
}

/** No logs at hand. */
export const noObservations: Observations = { hosts: new Map() };
