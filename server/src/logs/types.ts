import type { Place } from '../text/span';

/** The kinds of files that Amanda writes and that tell why results are missing. */
export type LogKind = 'debug' | 'amdump' | 'log' | 'report' | 'amcheck';

/** The time one estimate took on the client (sendsize's "estimate time for D level N: S"). */
export interface EstimateTime {
  /** As far as the log itself names it. */
  readonly host?: string;
  readonly disk: string;
  /** Undefined where one time stands for all levels (calcsize, and applications that do all levels at once). */
  readonly level?: number;
  readonly seconds: number;
  /** The method, where the log named it: gnutar, dump, smbclient, calcsize or application. */
  readonly method?: EstimateMethod;
  readonly place: Place;
}

export type EstimateMethod = 'gnutar' | 'dump' | 'smbclient' | 'calcsize' | 'application';

/** A size that the client estimated, in KiB. */
export interface EstimateSize {
  /** Where the log speaks of several clients (planner); else the file's host is meant. */
  readonly host?: string;
  readonly disk: string;
  readonly level: number;
  readonly kib: number;
  readonly place: Place;
}

export type PacketType = 'REQ' | 'ACK' | 'PREP' | 'REP' | 'NAK' | 'unknown';

/** One packet written out in a debug log. */
export interface Packet {
  readonly type: PacketType;
  readonly direction: 'received' | 'sent';
  /** sendsize, sendbackup, selfcheck, noop …; only requests name it. */
  readonly service?: string;
  readonly handle?: string;
  readonly hostname?: string;
  readonly config?: string;
  /** The run that the request belongs to (OPTIONS timestamp=), since 3.4: 14 digits. */
  readonly timestamp?: string;
  readonly features?: string;
  /** Bytes between the borders, as `wc -c` counts them. */
  readonly bytes: number;
  /** True when the text begins with the header line, so that `bytes` is the whole UDP payload. */
  readonly hasHeader: boolean;
  /** Names of the DLEs in it, in the packet's order, each once. */
  readonly disks: readonly string[];
  /** DLEs that are there to their end; of a packet that was cut one more may have begun. */
  readonly whole: number;
  /** It asks for the program CALCSIZEGNUTAR or the like, which no client knows (planner.c, 3.4.0 to 3.5.1). */
  readonly glued: boolean;
  /** For the request: how many (DLE, level) pairs it asks for. Amanda waits etimeout for each. */
  readonly levels: number;
  /** How the body ends: false where the log, or the request in it, stops short. */
  readonly complete: boolean;
  /** The border behind the body is there: a packet that is not complete was cut off, and not just its log. */
  readonly closed: boolean;
  /** The auth of the amandad that wrote the log, where the log names it. */
  readonly auth?: string;
  /** From the first border to the last. */
  readonly place: Place;
  /** The text between the borders. */
  readonly body: Place;
  /** The seconds of the record that introduced it, counted from the first record of the run. */
  readonly at?: number;
}

/** What a statement is: the first word of a line of log.DATE.N, and what other files say in the same sense. */
export type StatementTag =
  | 'START'
  | 'FINISH'
  | 'DISK'
  | 'DONE'
  | 'PART'
  | 'PARTPARTIAL'
  | 'SUCCESS'
  | 'PARTIAL'
  | 'FAIL'
  | 'STRANGE'
  | 'RETRY'
  | 'CHUNK'
  | 'CHUNKSUCCESS'
  | 'STATS'
  | 'INFO'
  | 'WARNING'
  | 'ERROR'
  | 'FATAL'
  // amreport: RESULTS MISSING, "was successfully retried", and its table's rows.
  | 'MISSING'
  | 'RETRIED'
  | 'SKIPPED'
  | 'NOT-FLUSHED'
  // amcheck's lines of no concern, and any line of a debug log that may tell why something failed.
  | 'NOTE'
  | 'SAID';

/** A line that says what became of something, or why. */
export interface Statement {
  readonly tag: StatementTag;
  /** Whose words they are: planner, driver, dumper, chunker, taper, amflush, …, of clients sendsize, amandad, …. */
  readonly program: string;
  readonly host?: string;
  readonly disk?: string;
  /** The run that made the dump, as the line has it: that of a flushed dump is older than the log's own. */
  readonly timestamp?: string;
  readonly level?: number;
  /** taper: the storage that was written to. */
  readonly storage?: string;
  /** Amanda's own words, without the brackets and quotes around them. */
  readonly text: string;
  /** taper: whether the configuration or an error is the reason (`config`, `error`). */
  readonly from?: string;
  /** The line as it stands in the log, up to a few hundred characters. */
  readonly line: string;
  readonly place: Place;
  /** The lines that belong to it (what sendbackup said), a hundred at most. */
  readonly details: readonly { readonly text: string; readonly place: Place }[];
  /** Seconds since the run began, where the log has a clock. */
  readonly at?: number;
}

/** What one client did for one DLE. */
export interface DlePhase {
  readonly disk: string;
  readonly device?: string;
  readonly method?: EstimateMethod;
  /** Seconds from the start of the run to "calculating for" and to "done with", where the log has times. */
  readonly begin?: number;
  readonly end?: number;
  /** "done with amname" was there: all its estimates came to an end, well or not. */
  readonly ended: boolean;
  /** The estimate that was begun last and has no time yet ("getting size via …" without "estimate time"). */
  readonly open?: { readonly level?: number; readonly clock?: string; readonly place: Place };
  /** From the first line about the DLE to the last. */
  readonly place: Place;
  readonly pid?: string;
}

/** A silence between two records, in seconds, with what the log did before. */
export interface Gap {
  readonly seconds: number;
  /** The record behind the silence. */
  readonly place: Place;
  /**
   * True when no estimate had been begun (no "getting size" line) in this run: what blocked was not an estimate at work.
   */
  readonly beforeFirstEntry: boolean;
  readonly disk?: string;
}

/** What the client was doing while a run of tar, or another program, blocked. */
export interface Unended {
  readonly disk: string;
  readonly level?: number;
  /** The time of day at which it began, as the log has it. */
  readonly clock?: string;
  /** The last line about it. */
  readonly place: Place;
  /** The program that should have waited for it came to its own end: the estimate was killed. */
  readonly killed: boolean;
}

/** One run of a program inside a file; a file may hold several. */
export interface LogRun {
  readonly program?: string;
  readonly pid?: string;
  readonly version?: string;
  readonly startText?: string;
  readonly finishText?: string;
  /** When it began, in seconds since 1970 as if the clock of its machine showed UTC. */
  readonly began?: number;
  /** Seconds from the start to the last line that has a clock. */
  readonly lastAt?: number;
  /** Seconds from start to finish, where both are known. */
  readonly seconds?: number;
  readonly place: Place;
  readonly finishPlace?: Place;
}

/** A result line of planner, dumper or amreport for one DLE. */
export interface Estimated {
  readonly host: string;
  readonly disk: string;
  /** level → KiB; sizes below 0 mean that there is none: -1 it failed, -2 it cannot be made, -3 it did not come. */
  readonly sizes: readonly { readonly level: number; readonly kib: number }[];
  /** The client had not sent all of its results. */
  readonly partial: boolean;
  readonly seconds?: number;
  readonly place: Place;
}

/** A part that could not be read, and why. */
export interface Unreadable {
  readonly place: Place;
  readonly reason: string;
}

/** A host and disk that a line names, for navigation. `host` is undefined where only the file's host can be meant. */
export interface DleMention {
  readonly host?: string;
  readonly disk: string;
  readonly place: Place;
}

/** Everything that one log file says. */
export interface LogFacts {
  readonly uri: string;
  readonly kind: LogKind;
  /** `old`: 2.4/2.5 prefixes; `new`: from 2.6 on. */
  readonly generation: 'old' | 'new' | 'unknown';
  readonly program?: string;
  /** The client, where the log itself names one (a packet's OPTIONS hostname=). */
  readonly host?: string;
  readonly config?: string;
  /** The run that it is of, as Amanda names it: YYYYMMDDHHMMSS, before 2.5.2 or without usetimestamps YYYYMMDD. */
  readonly datestamp?: string;
  /** When the newest run in it began, in seconds since 1970 on the clock of its machine. */
  readonly time?: number;
  /** Process ids of the services that an amandad started. */
  readonly services: readonly string[];
  readonly runs: readonly LogRun[];
  readonly estimates: readonly EstimateTime[];
  readonly sizes: readonly EstimateSize[];
  readonly phases: readonly DlePhase[];
  readonly packets: readonly Packet[];
  readonly statements: readonly Statement[];
  readonly gaps: readonly Gap[];
  readonly results: readonly Estimated[];
  /** Headings and sections, for outline and folding. */
  readonly sections: readonly { readonly title: string; readonly place: Place }[];
  readonly mentions: readonly DleMention[];
  readonly unreadable: readonly Unreadable[];
  /** UTF-16 units read. */
  readonly length: number;
  /** True when there was more of something than is kept (see `limits` in parse.ts). */
  readonly abridged: boolean;
}

/** What the logs at hand say; the newest run of each host wins. */
export interface Observations {
  /** By host in lower case. */
  readonly hosts: ReadonlyMap<string, HostObservation>;
  /** The logs that were read, by URI. */
  readonly logs: ReadonlyMap<string, LogFacts>;
}

export interface HostObservation {
  readonly host: string;
  /** Of the newest run. */
  readonly estimates: readonly EstimateTime[];
  /** (DLE, level) pairs that these estimates were asked for, as far as the logs tell. */
  readonly levels: number;
  /** Seconds from sendsize's start to its end, when the log shows both. */
  readonly totalSeconds?: number;
  readonly totalPlace?: Place;
  /** The estimate request as the client received it. */
  readonly request?: Packet;
  readonly reply?: Packet;
  /** Silences of the newest sendsize run. */
  readonly gaps: readonly Gap[];
  /** Estimates of the newest run that were begun and never came to an end, as far as its log goes. */
  readonly unended: readonly Unended[];
  /** The newest run of sendsize came to its own end. */
  readonly ended: boolean;
  /** What the client's logs say that may tell why something failed. */
  readonly statements: readonly Statement[];
}

/** No logs at hand. */
export const noObservations: Observations = { hosts: new Map(), logs: new Map() };
