/**
 * What client and server of this extension say to each other beyond the Language Server Protocol. Every part is
 * optional: an editor that knows none of it gets everything else. Types only, so that the client may import them.
 */

/** The client's `initializationOptions`. */
export interface InitializationOptions {
  /** The client answers `amanda/readFile` and `amanda/findFiles` (for files on no disk of the server's machine). */
  readonly fileAccess?: boolean;
  /** Commands that the client has, of those that code actions and code lenses may name. */
  readonly commands?: readonly string[];
  /** False in a workspace that the user does not trust: nothing outside its folders is read. */
  readonly trusted?: boolean;
  /** The section `amanda` of the settings, for editors without `workspace/configuration`. */
  readonly settings?: unknown;
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
