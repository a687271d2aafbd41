/**
 * What client and server of this extension say to each other beyond the Language Server Protocol. Every part is
 * optional: an editor that knows none of it gets everything else. Types only, so that the client may import them.
 */
import type { Location, Position } from 'vscode-languageserver-types';

/** The client's `initializationOptions`. */
export interface InitializationOptions {
  /** The client answers `amanda/readFile` and `amanda/findFiles` (for files on no disk of the server's machine). */
  readonly fileAccess?: boolean;
  /** Commands that the client has, of those that code actions, code lenses and completions may name. */
  readonly commands?: readonly string[];
  /** False in a workspace that the user does not trust: nothing outside its folders is read. */
  readonly trusted?: boolean;
  /** The section `amanda` of the settings, for editors without `workspace/configuration`. */
  readonly settings?: unknown;
  /** True where the editor offers the extension's snippets itself, so that the server need not. */
  readonly snippets?: boolean;
  /** Where the documentation of checks is, e.g. an URI of the folder `docs/checks`, without a slash at its end. */
  readonly docs?: string;
}

/** Server → client: the bytes of a file, in base64, or why there are none. */
export const readFileRequest = 'amanda/readFile';
export interface ReadFileParams {
  readonly uri: string;
  /** Larger files are not read. */
  readonly maxBytes: number;
}
export type ReadFileResult =
  | { readonly kind: 'bytes'; readonly base64: string }
  | { readonly kind: 'missing' | 'directory' | 'special' }
  | { readonly kind: 'unreadable'; readonly reason: string }
  | { readonly kind: 'too-large'; readonly size: number };

/** Server → client: URIs of files with one of these names below a folder. */
export const findFilesRequest = 'amanda/findFiles';
export interface FindFilesParams {
  readonly folder: string;
  readonly names: readonly string[];
  readonly exclude: readonly string[];
  readonly maxResults: number;
}

/** Client → server: the user trusts the workspace from now on. */
export const trustNotification = 'amanda/trustGranted';

/** Client → server: what a status item shows for a file. */
export const statusRequest = 'amanda/status';
export interface StatusParams {
  readonly uri: string;
}
export interface Status {
  /** The configurations that the file belongs to: name of the folder, URI of the root file. */
  readonly configurations: readonly { readonly name: string; readonly root: string }[];
  /** URI of the disklist of the first of them. */
  readonly disklist?: string;
  /** True for a file that no configuration was found to use. */
  readonly loose: boolean;
  /** The Amanda version assumed. */
  readonly version: string;
  readonly hosts: number;
  readonly dles: number;
  /** Limits that keep something from being judged, in sentences. */
  readonly limits: readonly string[];
}

/** Server → client: a status may have changed. */
export const statusChangedNotification = 'amanda/statusChanged';

/** Command that a fix with text to copy or with a note runs once it was applied. */
export const afterFixCommand = 'amanda.afterFix';
export interface AfterFix {
  readonly title: string;
  readonly copy?: string;
  readonly note?: string;
}

/** Commands of the client that code lenses and quick fixes name; the arguments are those of {@link ChecklistParams}. */
export const openChecklistCommand = 'amanda.openChecklist';
export const showRequestCommand = 'amanda.showRequest';
/** Brings the debug logs of a host; the arguments are those of {@link ChecklistParams}. */
export const fetchLogsCommand = 'amanda.fetchLogs';
/** Its argument is a {@link ShownPlace}. */
export const revealPlaceCommand = 'amanda.revealPlace';
/** Its arguments are a URI, a position in it and the `Location[]` to show. */
export const showReferencesCommand = 'amanda.showReferences';
/** Shows what can be typed next; VS Code's own. */
export const suggestCommand = 'editor.action.triggerSuggest';

/** Client → server: where the newest logs speak of the DLE at a place of the disklist; `Location[]`. */
export const logPlacesRequest = 'amanda/logPlaces';
export interface LogPlacesParams {
  readonly textDocument: { readonly uri: string };
  readonly position: Position;
}

/** Client → server: every configuration of the workspace with its hosts. */
export const hostsRequest = 'amanda/hosts';
export interface HostsEntry {
  /** URI of the configuration's folder, which names it in the other requests. */
  readonly folder: string;
  readonly name: string;
  readonly disklist: string;
  readonly hosts: readonly {
    readonly name: string;
    readonly dles: number;
    /** Worst state of the checklist's steps: failed, warning, unknown, passed. */
    readonly state: StepState;
  }[];
  /** What Amanda refuses of this configuration, and where it begins to; left out where it refuses nothing. */
  readonly errors?: { readonly count: number; readonly first: ShownPlace };
}

/** A part of a file, as the editor shows it. */
export type ShownPlace = Location;

/** Client → server: the checklist "Results missing" for a host; null when there is no such host. */
export const checklistRequest = 'amanda/checklist';
export interface ChecklistParams {
  readonly folder: string;
  readonly host: string;
}
export interface ShownChecklist {
  readonly folder: string;
  readonly config: string;
  readonly host: string;
  readonly steps: readonly ShownStep[];
}
export type StepState = 'passed' | 'failed' | 'warning' | 'unknown' | 'inapplicable';
export interface ShownStep {
  readonly id: string;
  readonly title: string;
  readonly state: StepState;
  readonly why: string;
  readonly evidence: readonly { readonly text: string; readonly location: ShownPlace }[];
  readonly remedies: readonly ShownRemedy[];
}
export type ShownRemedy =
  | { readonly kind: 'fix'; readonly title: string; readonly check: string; readonly location: ShownPlace }
  | { readonly kind: 'copy'; readonly title: string; readonly text: string }
  | { readonly kind: 'ask'; readonly title: string; readonly wants: 'sendsize' | 'amandad' | 'amcheck' }
  | { readonly kind: 'advice'; readonly title: string };

/** Client → server: apply the fix with this title of the finding of this check at this place. */
export const applyFixRequest = 'amanda/applyFix';
export interface ApplyFixParams {
  readonly folder: string;
  readonly check: string;
  readonly title: string;
  readonly location: ShownPlace;
}
export interface ApplyFixResult {
  readonly applied: boolean;
  readonly copy?: string;
  readonly note?: string;
}

/** Client → server: the estimate request of a host; `choice` is first, typical, worst or levels such as "0,1". */
export const requestPreviewRequest = 'amanda/requestPreview';
export interface RequestPreviewParams {
  readonly folder: string;
  readonly host: string;
  readonly choice: string;
}
export interface RequestPreview {
  readonly text: string;
  /** Line (from 0) where the request would be cut. */
  readonly cutLine?: number;
}

/** Client → server: what is at this place (a DLE, a dumptype or another block), with every value and its origin. */
export const resolvedRequest = 'amanda/resolved';
export interface ResolvedParams {
  readonly textDocument: { readonly uri: string };
  readonly position: Position;
}
export interface ResolvedText {
  /** The configuration, by the URI of its folder, and the host when the place is in a DLE. */
  readonly folder: string;
  readonly host?: string;
  readonly title: string;
  readonly text: string;
}

/** Client → server: use this file as a log; streams it from the disk, however large. Reports progress. */
export const logFileRequest = 'amanda/logFile';
export interface LogFileParams {
  readonly uri: string;
  readonly workDoneToken?: string | number;
}
export interface LogFileResult {
  /** False when it is no log of Amanda or cannot be read; `summary` says why. */
  readonly read: boolean;
  readonly summary: string;
}

/** Client → server: what the newest run of each configuration and program came to; {@link LastNight}[]. */
export const lastNightRequest = 'amanda/lastNight';
export interface LastNight {
  /** URI of the configuration's folder. */
  readonly folder: string;
  /** Name of the configuration. */
  readonly config: string;
  readonly program: string;
  readonly datestamp: string;
  readonly state: 'finished' | 'running' | 'died';
  /** DLEs of the run, and of those: whole on tape (or where they should be), failed, still under way. */
  readonly dles: number;
  readonly ok: number;
  readonly failed: number;
  /** Whole on the holding disk, and to be flushed. */
  readonly waiting: number;
  readonly pending: number;
  /** Errors of the run beside its DLEs, where none of these failed: a tape error of which no DLE tells. */
  readonly troubles: number;
  /** What failed, by cause: each cause once, however many hosts it hits; the one that hits most DLEs first. */
  readonly causes: readonly NightCause[];
  readonly notes: readonly { readonly text: string; readonly location?: ShownPlace }[];
}
export interface NightCause {
  /** Id of the check that explains it; undefined where no log tells why. */
  readonly cause?: string;
  readonly title: string;
  readonly message: string;
  readonly dles: readonly {
    readonly host: string;
    readonly disk: string;
    readonly outcome: string;
    readonly message: string;
    /** The line of the log, and the line of the disklist. */
    readonly log?: ShownPlace;
    readonly entry?: ShownPlace;
  }[];
  readonly remedies: readonly ShownRemedy[];
}

/** Client → server: what texts of Amanda mean (a mail, a forum post, a line of a log). */
export const explainRequest = 'amanda/explain';
export interface ExplainParams {
  readonly text: string;
}
export interface Explanation {
  /** False where no part of the text is known. */
  readonly known: boolean;
  /** Markdown: what was recognised, what it means, what to do. */
  readonly markdown: string;
}
