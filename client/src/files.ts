import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  findFilesRequest,
  readFileRequest,
  type FindFilesParams,
  type ReadFileParams,
  type ReadFileResult,
} from '../../server/src/lsp/protocol';

/** Gives the server the files that only the editor reaches: those of virtual workspaces and of the browser. */
export function answerFileRequests(client: BaseLanguageClient): vscode.Disposable {
  return vscode.Disposable.from(
    client.onRequest<ReadFileResult, unknown>(readFileRequest, (params: ReadFileParams) => readFile(params)),
    client.onRequest<string[], unknown>(findFilesRequest, (params: FindFilesParams) => findFiles(params)),
  );
}

async function readFile({ uri, maxBytes }: ReadFileParams): Promise<ReadFileResult> {
  const target = vscode.Uri.parse(uri);
  try {
    const stat = await vscode.workspace.fs.stat(target);
    // A FIFO or device has neither of these bits, and is not read: reading it might not end.
    if (stat.type & vscode.FileType.Directory) return { kind: 'directory' };
    if (!(stat.type & vscode.FileType.File)) return { kind: 'special' };
    if (stat.size > maxBytes) return { kind: 'too-large', size: stat.size };
    return { kind: 'bytes', base64: base64(await vscode.workspace.fs.readFile(target)) };
  } catch (error) {
    const code = error instanceof vscode.FileSystemError ? error.code : '';
    if (code === 'FileNotFound' || code === 'FileNotADirectory') return { kind: 'missing' };
    return { kind: 'unreadable', reason: error instanceof Error ? error.message : String(error) };
  }
}

async function findFiles({ folder, names, exclude, maxResults }: FindFilesParams): Promise<string[]> {
  const braces = (list: readonly string[]) => (list.length === 1 ? list[0] : `{${list.join(',')}}`);
  const pattern = new vscode.RelativePattern(vscode.Uri.parse(folder), `**/${braces(names) ?? ''}`);
  const found = await vscode.workspace.findFiles(
    pattern,
    exclude.length > 0 ? braces(exclude) : undefined,
    maxResults,
  );
  return found.map((uri) => uri.toString()).sort((a, b) => a.length - b.length);
}

function base64(bytes: Uint8Array): string {
  let text = '';
  // In pieces: a call takes only so many arguments.
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return btoa(text);
}
