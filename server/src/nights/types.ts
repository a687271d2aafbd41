import type { Place } from '../text/span';
import type { CauseRow } from './causes/row';

/** What ran: a backup run, a flush of the holding disk, a copy to other tapes, or the check before a run. */
export type NightProgram = 'amdump' | 'amflush' | 'amvault' | 'amcheck';

/** `died`: the run is over and did not come to its own end. */
export type NightState = 'finished' | 'running' | 'died';

/**
 * What became of a DLE. `missing`: no log says (RESULTS MISSING); `partial`: only a part is on tape; `not-flushed`: the
 * dump is whole and still on the holding disk though it should not be; `pending`: the run goes on, or what is at hand
 * does not tell.
 */
export type Outcome =
  'ok' | 'strange' | 'failed' | 'missing' | 'partial' | 'skipped' | 'not-flushed' | 'pending';

/** The stations of a DLE's way: the one where it failed, or the last that it has reached. */
export type Phase = 'request' | 'estimate' | 'schedule' | 'dump' | 'write' | 'flush' | 'vault';

/** A line of a log that a verdict was read from. */
export interface Evidence {
  readonly place: Place;
  /** The line as Amanda wrote it. */
  readonly text: string;
}

/** What became of one DLE in one run. */
export interface NightDle {
  readonly host: string;
  readonly disk: string;
  /** The level that was dumped, or was to be dumped. */
  readonly level?: number;
  readonly outcome: Outcome;
  readonly phase: Phase;
  /** The id of the check that explains it; undefined where nothing went wrong or nothing tells why. */
  readonly cause?: string;
  /** The row of the catalogue that explains the line that tells most. */
  readonly row?: CauseRow;
  /** The names in that line (host, path, user …), for the remedies. */
  readonly words?: Readonly<Record<string, string>>;
  /** In plain words, one or two sentences. */
  readonly message: string;
  /** The cause first. Never empty for an outcome that is a verdict. */
  readonly evidence: readonly Evidence[];
  /** False where a log shows that the client was asked over a stream. */
  readonly udp?: boolean;
  /** Another DLE of the host that is to blame, where it is not this one (a hung estimate takes the whole host down). */
  readonly blamed?: string;
}

export interface NightHost {
  readonly host: string;
  readonly dles: readonly NightDle[];
  /** Seconds after which the client had its estimates ready, where its log is at hand and shows it. */
  readonly answeredAfter?: number;
}

/** What matters of a run beyond its DLEs. */
export interface NightNote {
  readonly cause?: string;
  /** Whether something failed, as the catalogue has it; undefined for a text that nobody knows. */
  readonly weight?: CauseRow['weight'];
  readonly host?: string;
  readonly message: string;
  readonly evidence: readonly Evidence[];
}

/** One run, put together from all logs at hand that speak of it. */
export interface Night {
  readonly program: NightProgram;
  /** The configuration's name, where a log or its folder tells. */
  readonly config?: string;
  /** As in the logs: YYYYMMDDHHMMSS, or YYYYMMDD of older releases. */
  readonly datestamp: string;
  readonly state: NightState;
  /** No log of the server is at hand: what is told is what clients have seen, by their clocks. */
  readonly clientsOnly?: boolean;
  /** Seconds since 1970 as if the clock of the server showed UTC. */
  readonly began?: number;
  readonly hosts: readonly NightHost[];
  readonly notes: readonly NightNote[];
  /** The logs that it was put together from, as URIs. */
  readonly logs: readonly string[];
}
