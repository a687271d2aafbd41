import type { FileResult } from '../model/types';

/**
 * Largest file that is read, in bytes: a configuration is text that somebody wrote, not an image of a disk. 200,000 DLEs
 * are 5 MB; the trees and findings of a text take up to some hundred times its size, and must fit into Node's memory.
 */
export const MAX_FILE_BYTES = 16 * 1024 * 1024;

/** What to look for below a folder. */
export interface FindRequest {
  /** File names, or globs of them with `*`, `?` and `[a-z]`. */
  readonly names: readonly string[];
  /** Globs (as in `files.exclude`), relative to the folder: neither reported nor entered. */
  readonly exclude: readonly string[];
  /** Stop after so many files. */
  readonly maxResults: number;
  /** Levels of folders below `folder` that are entered; as many as the host enters at most where it is left out. */
  readonly depth?: number;
  /** Enter the folders that links lead to, each folder once. Without it links to folders are left alone. */
  readonly followLinks?: boolean;
  /** Told of folders that cannot be searched, with the reason; without it they are passed over. */
  readonly onUnsearched?: (folder: string, reason: string) => void;
}

/**
 * Access to files, whatever they are on: the disk (node-host.ts), the editor's file systems through the client
 * (lsp/client-host.ts), memory (memory.ts). No method throws or waits for ever: what cannot be read says so.
 */
export interface FileHost {
  /** The contents, decoded as text/bytes.ts says. Looks what the file is before it opens it, and opens plain files only. */
  read(uri: string): Promise<FileResult>;
  /** The URI of a file or folder with every link followed; undefined for one that is not there. Left out where there are no links. */
  real?(uri: string): Promise<string | undefined>;
  /** What is called so below `folder`, nearest first, folders excepted. No folder is entered twice: there is no endless walk. */
  find(folder: string, request: FindRequest): Promise<readonly string[]>;
  /**
   * The contents in pieces, for files of any size. Answers why when the file cannot be read. `take` is called with text
   * and the share of the file that was read so far (0 to 1); when it answers false, reading stops.
   */
  stream?(uri: string, take: (text: string, share: number) => boolean): Promise<FileResult['kind']>;
}

/** Why a file cannot be read, in words. */
export function whyNot(result: Exclude<FileResult, { kind: 'text' }>): string {
  switch (result.kind) {
    case 'missing':
      return 'No such file or directory';
    case 'directory':
      return 'Is a directory';
    case 'special':
      return 'a FIFO, device or socket; only plain files are read';
    case 'unreadable':
      return result.reason;
    case 'too-large':
      return `too large to be a configuration file (${String(result.size)} bytes)`;
  }
}
