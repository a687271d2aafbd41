import type { SemanticTokensEdit } from 'vscode-languageserver';

/** How many documents are remembered; of others the editor gets all tokens again. */
const MOST = 64;

/** The tokens that an editor was sent last, by document, so that the next time only what changed need be sent. */
export class TokenMemory {
  private readonly byUri = new Map<string, { readonly id: string; readonly data: readonly number[] }>();
  private count = 0;

  /** Remembers what is sent; the id that the editor names it by. */
  keep(uri: string, data: readonly number[]): string {
    const id = String(++this.count);
    this.byUri.delete(uri);
    this.byUri.set(uri, { id, data });
    const [oldest] = this.byUri.keys();
    if (this.byUri.size > MOST && oldest !== undefined) this.byUri.delete(oldest);
    return id;
  }

  data(uri: string, id: string): readonly number[] | undefined {
    const known = this.byUri.get(uri);
    return known?.id === id ? known.data : undefined;
  }
}

/** One edit that makes `now` of `before`, none where they are equal. */
export function tokenEdits(before: readonly number[], now: readonly number[]): SemanticTokensEdit[] {
  const shorter = Math.min(before.length, now.length);
  let start = 0;
  while (start < shorter && before[start] === now[start]) start++;
  if (start === before.length && start === now.length) return [];
  let end = 0;
  while (end < shorter - start && before[before.length - 1 - end] === now[now.length - 1 - end]) end++;
  return [{ start, deleteCount: before.length - end - start, data: now.slice(start, now.length - end) }];
}
