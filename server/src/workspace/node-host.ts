import { constants, type Stats } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import type { FileResult } from '../model/types';
import { decodeLossless, encodeLossless } from '../text/bytes';
import { fileUri, isFileUri, uriPath } from '../text/uri';
import { globMatcher } from './glob';
import { MAX_FILE_BYTES, type FileHost, type FindRequest } from './host';

/** How many folders a search enters before it gives up: a search of `/` must end. */
const MAX_FOLDERS = 5_000;
const MAX_DEPTH = 12;

/** The disk of this machine. */
export class NodeHost implements FileHost {
  async read(uri: string): Promise<FileResult> {
    if (!isFileUri(uri)) return { kind: 'missing' };
    return readDiskFile(uriPath(uri));
  }

  async stream(uri: string, take: (text: string, share: number) => boolean): Promise<FileResult['kind']> {
    if (!isFileUri(uri)) return 'missing';
    try {
      const name = Buffer.from(encodeLossless(uriPath(uri)));
      const state = await stat(name);
      const refusal = judge(state);
      if (refusal && refusal.kind !== 'too-large') return refusal.kind;
      const file = await open(name, constants.O_RDONLY | constants.O_NONBLOCK);
      try {
        return await pieces(file, Math.max(state.size, 1), take);
      } finally {
        await file.close();
      }
    } catch (error) {
      return failure(error).kind;
    }
  }

  async find(folder: string, request: FindRequest): Promise<readonly string[]> {
    if (!isFileUri(folder)) return [];
    const top = uriPath(folder);
    const excluded = globMatcher(request.exclude);
    const wanted = globMatcher(request.names);
    const found: string[] = [];
    let level: string[] = [''];
    let folders = 0;
    for (let depth = 0; depth < MAX_DEPTH && level.length > 0; depth++) {
      const next: string[] = [];
      for (const relative of level) {
        if (++folders > MAX_FOLDERS) return found;
        for (const entry of await entries(`${top}/${relative}`)) {
          const path = relative === '' ? entry.name : `${relative}/${entry.name}`;
          if (excluded(path)) continue;
          if (entry.isDirectory()) next.push(path);
          // Debian and others keep single files as links: the name counts, reading looks where it leads.
          else if ((entry.isFile() || entry.isSymbolicLink()) && wanted(entry.name)) {
            found.push(fileUri(`${top === '/' ? '' : top}/${path}`));
            if (found.length >= request.maxResults) return found;
          }
        }
      }
      level = next;
    }
    return found;
  }
}

/**
 * Reads a file of the disk. FIFOs, devices and sockets are never opened; the file is looked at again once it is open,
 * because it may have been exchanged in between, and opening never waits (O_NONBLOCK).
 */
export async function readDiskFile(path: string): Promise<FileResult> {
  // A name with bytes that are not UTF-8 reaches the system as those bytes.
  const name = Buffer.from(encodeLossless(path));
  if (name.includes(0)) return { kind: 'missing' };
  try {
    const refusal = judge(await stat(name));
    if (refusal) return refusal;
    const file = await open(name, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const state = await file.stat();
      const late = judge(state);
      if (late) return late;
      return { kind: 'text', text: decodeLossless(await file.readFile()) };
    } finally {
      await file.close();
    }
  } catch (error) {
    return failure(error);
  }
}

/** Bytes that are read at once. */
const PIECE = 1 << 20;

/** Hands a file over in pieces that end with a line, so that no character is torn apart. */
async function pieces(
  file: Awaited<ReturnType<typeof open>>,
  size: number,
  take: (text: string, share: number) => boolean,
): Promise<FileResult['kind']> {
  const buffer = Buffer.alloc(PIECE);
  let rest = Buffer.alloc(0);
  let done = 0;
  for (;;) {
    const { bytesRead } = await file.read(buffer, 0, PIECE, null);
    const all = Buffer.concat([rest, buffer.subarray(0, bytesRead)]);
    done += bytesRead;
    const end = bytesRead === 0 || all.length > 4 * PIECE ? all.length : all.lastIndexOf(10) + 1;
    rest = Buffer.from(all.subarray(end));
    if (end > 0 && !take(decodeLossless(all.subarray(0, end)), Math.min(1, done / size))) return 'text';
    if (bytesRead === 0) return 'text';
  }
}

function judge(state: Stats): FileResult | undefined {
  if (state.isDirectory()) return { kind: 'directory' };
  if (!state.isFile()) return { kind: 'special' };
  if (state.size > MAX_FILE_BYTES) return { kind: 'too-large', size: state.size };
  return undefined;
}

function failure(error: unknown): FileResult {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'missing' };
  const reasons: Record<string, string> = {
    EACCES: 'Permission denied',
    EPERM: 'Operation not permitted',
    ELOOP: 'Too many levels of symbolic links',
    ENAMETOOLONG: 'File name too long',
    EIO: 'Input/output error',
  };
  return { kind: 'unreadable', reason: reasons[code] ?? (code || String(error)) };
}

async function entries(folder: string) {
  try {
    const list = await readdir(folder, { withFileTypes: true });
    return list.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}
