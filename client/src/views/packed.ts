import * as vscode from 'vscode';

/** Documents with what a file that is packed with gzip holds; the server is not told of them. */
export const PACKED_SCHEME = 'amanda-packed';
/** Most that is shown of a file, in bytes, however much it unpacks to. */
const MAX_BYTES = 16 * 1024 * 1024;

/** What to open in an editor to see a file: of a packed one the document with its contents. */
export function readable(uri: vscode.Uri): vscode.Uri {
  if (!uri.path.endsWith('.gz')) return uri;
  // The name without what packing added tells which language it is.
  return vscode.Uri.from({ scheme: PACKED_SCHEME, path: uri.path.slice(0, -3), query: uri.toString() });
}

/** Shows logs that were rotated and packed, which editors take for binary files. */
export function registerPacked(): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(PACKED_SCHEME, {
    async provideTextDocumentContent({ query }) {
      return unpacked(await vscode.workspace.fs.readFile(vscode.Uri.parse(query)));
    },
  });
}

/** The text of a gzip file, as far as it goes: its end may not be written yet. */
async function unpacked(bytes: Uint8Array): Promise<string> {
  const packed = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream();
  const reader = packed.pipeThrough(new DecompressionStream('gzip')).getReader();
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  try {
    for (;;) {
      const { done, value } = (await reader.read()) as { done: boolean; value?: Uint8Array };
      if (done || !value) break;
      text += decoder.decode(value, { stream: true });
      size += value.length;
      if (size > MAX_BYTES) break;
    }
  } catch (error) {
    if (text === '') throw error;
  }
  await reader.cancel().catch(() => undefined);
  return text + decoder.decode();
}
