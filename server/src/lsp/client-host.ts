import type { Connection } from 'vscode-languageserver';
import type { FileResult } from '../model/types';
import { decodeLossless } from '../text/bytes';
import { isFileUri, isWithin } from '../text/uri';
import { MAX_FILE_BYTES, type FileHost, type FindRequest } from '../workspace/host';
import {
  findFilesRequest,
  readFileRequest,
  type FindFilesParams,
  type ReadFileParams,
  type ReadFileResult,
} from './protocol';

/** The editor's file systems, through requests to the client: for the web, and for folders that are on no disk. */
export class ClientHost implements FileHost {
  constructor(private readonly connection: Connection) {}

  async read(uri: string): Promise<FileResult> {
    const params: ReadFileParams = { uri, maxBytes: MAX_FILE_BYTES };
    try {
      const result = await this.connection.sendRequest<ReadFileResult>(readFileRequest, params);
      if (result.kind !== 'bytes') return result;
      const bytes = Uint8Array.from(atob(result.base64), (char) => char.charCodeAt(0));
      return { kind: 'text', text: decodeLossless(bytes) };
    } catch (error) {
      return { kind: 'unreadable', reason: String(error) };
    }
  }

  async find(folder: string, request: FindRequest): Promise<readonly string[]> {
    const params: FindFilesParams = { folder, ...request };
    try {
      return await this.connection.sendRequest<readonly string[]>(findFilesRequest, params);
    } catch {
      return [];
    }
  }
}

/** No files at all: an editor in the browser that gives no access. */
export const noFiles: FileHost = {
  read: () => Promise.resolve({ kind: 'missing' }),
  find: () => Promise.resolve([]),
};

/**
 * Sends each file to the host that has it, and keeps to the workspace's folders as long as the workspace is not
 * trusted: a file elsewhere then counts as empty, because nothing may be said of it.
 */
export class RoutingHost implements FileHost {
  /** Set while the workspace is not trusted: the folders that may be read. */
  onlyWithin: readonly string[] | undefined;

  constructor(
    private readonly disk: FileHost | undefined,
    private readonly client: FileHost,
  ) {}

  async read(uri: string): Promise<FileResult> {
    if (!(await this.mayRead(uri))) return { kind: 'text', text: '' };
    return this.route(uri).read(uri);
  }

  async find(folder: string, request: FindRequest): Promise<readonly string[]> {
    return (await this.mayRead(folder)) ? this.route(folder).find(folder, request) : [];
  }

  /** False for what is outside of the folders, and for links inside that lead out. */
  private async mayRead(uri: string): Promise<boolean> {
    const { onlyWithin: folders } = this;
    if (folders === undefined) return true;
    if (!folders.some((folder) => isWithin(folder, uri))) return false;
    const host = this.route(uri);
    if (host.real === undefined) return true;
    const real = await host.real(uri);
    // What is not there is answered by who reads it.
    if (real === undefined) return true;
    const tops = await Promise.all(folders.map(async (folder) => (await host.real?.(folder)) ?? folder));
    return tops.some((folder) => isWithin(folder, real));
  }

  async stream(uri: string, take: (text: string, share: number) => boolean): Promise<FileResult['kind']> {
    if (!(await this.mayRead(uri))) return 'unreadable';
    const host = this.route(uri);
    if (host.stream) return host.stream(uri, take);
    const result = await host.read(uri);
    if (result.kind === 'text') take(result.text, 1);
    return result.kind;
  }

  private route(uri: string): FileHost {
    return this.disk && isFileUri(uri) ? this.disk : this.client;
  }
}
