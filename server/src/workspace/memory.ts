import type { FileResult, FileSource } from '../model/types';
import { baseName, canonicalUri, isWithin } from '../text/uri';
import { globMatcher } from './glob';
import type { FileHost, FindRequest } from './host';

/** Files in memory, for tests and for text that is on no disk. Answers at once or later, whichever is asked for. */
export class MemoryFiles implements FileHost {
  private readonly files = new Map<string, FileResult>();
  /** URIs that were read, in order: tests look here to see what was opened. */
  readonly log: string[] = [];

  /** Contents by URI; a text, or what stands in a text's place. */
  constructor(files: Readonly<Record<string, string | FileResult>> = {}) {
    for (const [uri, content] of Object.entries(files)) this.set(uri, content);
  }

  /** Writes, replaces or (with `undefined`) removes a file. */
  set(uri: string, content: string | FileResult | undefined): void {
    const key = canonicalUri(uri);
    if (content === undefined) this.files.delete(key);
    else this.files.set(key, typeof content === 'string' ? { kind: 'text', text: content } : content);
  }

  /** The files as the model wants them: everything at once, nothing pending. */
  get source(): FileSource {
    return { read: (uri) => this.files.get(canonicalUri(uri)) ?? { kind: 'missing' } };
  }

  read(uri: string): Promise<FileResult> {
    this.log.push(uri);
    const key = canonicalUri(uri);
    const isFolder = () => [...this.files.keys()].some((one) => isWithin(key, one));
    const none = () => ({ kind: isFolder() ? ('directory' as const) : ('missing' as const) });
    return Promise.resolve(this.files.get(key) ?? none());
  }

  async stream(uri: string, take: (text: string, share: number) => boolean): Promise<FileResult['kind']> {
    const result = await this.read(uri);
    if (result.kind === 'text') take(result.text, 1);
    return result.kind;
  }

  find(folder: string, request: FindRequest): Promise<readonly string[]> {
    const excluded = globMatcher(request.exclude);
    const wanted = globMatcher(request.names);
    const found = [...this.files.keys()].filter((uri) => {
      if (!isWithin(folder, uri) || !wanted(baseName(uri))) return false;
      const parts = uri.slice(folder.length + 1).split('/');
      if (parts.length - 1 > (request.depth ?? Infinity)) return false;
      return !parts.some((_, i) => excluded(parts.slice(0, i + 1).join('/')));
    });
    const depth = (uri: string) => uri.split('/').length;
    return Promise.resolve(found.sort((a, b) => depth(a) - depth(b)).slice(0, request.maxResults));
  }
}
