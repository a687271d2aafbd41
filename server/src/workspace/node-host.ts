import { constants, type Stats } from 'node:fs';
import { open, readdir, realpath, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { constants as zlib, createGunzip, gunzip } from 'node:zlib';
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

  async real(uri: string): Promise<string | undefined> {
    if (!isFileUri(uri)) return uri;
    try {
      return fileUri(decodeLossless(await realpath(bytesOf(uriPath(uri)), { encoding: 'buffer' })));
    } catch {
      return undefined;
    }
  }

  async stream(uri: string, take: (text: string, share: number) => boolean): Promise<FileResult['kind']> {
    if (!isFileUri(uri)) return 'missing';
    try {
      const name = bytesOf(uriPath(uri));
      const state = await stat(name);
      const refusal = judge(state);
      if (refusal && refusal.kind !== 'too-large') return refusal.kind;
      const file = await open(name, constants.O_RDONLY | constants.O_NONBLOCK);
      try {
        const size = Math.max(state.size, 1);
        if (!isPacked(name)) return await pieces(readInPieces(file), size, take);
        return await pieces(unpackInPieces(file), size, take);
      } finally {
        await file.close();
      }
    } catch (error) {
      return failure(error).kind;
    }
  }

  async find(folder: string, request: FindRequest): Promise<readonly string[]> {
    if (!isFileUri(folder)) return [];
    const top = uriPath(folder).replace(/\/$/, '');
    const excluded = globMatcher(request.exclude);
    const wanted = globMatcher(request.names);
    const skip = (path: string, reason: string) => request.onUnsearched?.(fileUri(path), reason);
    const found: string[] = [];
    const entered = request.followLinks ? await above(top) : new Set<string>();
    let level: string[] = [''];
    let folders = 0;
    for (let depth = 0; level.length > 0 && depth <= (request.depth ?? MAX_DEPTH); depth++) {
      const next: string[] = [];
      for (const relative of level) {
        const path = `${top}/${relative}`;
        if (depth >= MAX_DEPTH || ++folders > MAX_FOLDERS) {
          skip(path, depth >= MAX_DEPTH ? 'too deep to be searched' : 'too many folders to be searched');
          return found;
        }
        if (request.followLinks && !isNew(await identity(bytesOf(path)), entered)) continue;
        for (const entry of await entries(path, skip)) {
          const inside = relative === '' ? entry.name : `${relative}/${entry.name}`;
          if (excluded(inside)) continue;
          if (entry.kind === 'folder') next.push(inside);
          else if (wanted(entry.name)) {
            // The name counts, also of links and FIFOs: reading looks what it is and where it leads.
            found.push(fileUri(`${top}/${inside}`));
            if (found.length >= request.maxResults) return found;
          } else if (entry.kind === 'link' && request.followLinks) {
            if (await isFolder(`${top}/${inside}`)) next.push(inside);
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
  const name = bytesOf(path);
  if (name.includes(0)) return { kind: 'missing' };
  try {
    const refusal = judge(await stat(name));
    if (refusal) return refusal;
    const file = await open(name, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const state = await file.stat();
      const late = judge(state);
      if (late) return late;
      const bytes = await file.readFile();
      return isPacked(name) ? await unpack(bytes) : { kind: 'text', text: decodeLossless(bytes) };
    } finally {
      await file.close();
    }
  } catch (error) {
    return failure(error);
  }
}

/** Bytes that are read at once. */
const PIECE = 1 << 20;
type OpenFile = Awaited<ReturnType<typeof open>>;

/** Rotated logs are often packed with gzip; under another name a packed file is what Amanda finds in it, too: garbage. */
function isPacked(name: Buffer): boolean {
  return name.subarray(-3).toString('latin1') === '.gz';
}

/** A log may still be written to, so that its end is missing: what is there counts. */
const UNPACKING = { finishFlush: zlib.Z_SYNC_FLUSH, chunkSize: PIECE } as const;

/** The contents of a packed file; one that unpacks to more than a file may have is too large, however small it is. */
async function unpack(bytes: Buffer): Promise<FileResult> {
  try {
    const options = { ...UNPACKING, maxOutputLength: MAX_FILE_BYTES };
    return { kind: 'text', text: decodeLossless(await promisify(gunzip)(bytes, options)) };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return code === 'ERR_BUFFER_TOO_LARGE'
      ? { kind: 'too-large', size: MAX_FILE_BYTES + 1 }
      : { kind: 'unreadable', reason: `cannot be unpacked (${code || String(error)})` };
  }
}

/** A piece of a file's contents, and how many bytes of the file were read up to its end. */
interface Piece {
  readonly bytes: Buffer;
  readonly done: number;
}

async function* readInPieces(file: OpenFile): AsyncGenerator<Piece> {
  const buffer = Buffer.alloc(PIECE);
  for (let done = 0; ;) {
    const { bytesRead } = await file.read(buffer, 0, PIECE, null);
    if (bytesRead === 0) return;
    done += bytesRead;
    yield { bytes: buffer.subarray(0, bytesRead), done };
  }
}

/** Holds no more than a few pieces, however much the file unpacks to. */
async function* unpackInPieces(file: OpenFile): AsyncGenerator<Piece> {
  const packed = file.createReadStream({ autoClose: false, highWaterMark: PIECE >> 4 });
  const unpacked = createGunzip(UNPACKING);
  packed.on('error', (error) => unpacked.destroy(error)).pipe(unpacked);
  try {
    for await (const bytes of unpacked) yield { bytes: bytes as Buffer, done: unpacked.bytesWritten };
  } finally {
    packed.destroy();
    unpacked.destroy();
  }
}

/** Hands contents over in pieces that end with a line, so that no character is torn apart. */
async function pieces(
  contents: AsyncIterable<Piece>,
  size: number,
  take: (text: string, share: number) => boolean,
): Promise<FileResult['kind']> {
  let rest = Buffer.alloc(0);
  for await (const { bytes, done } of contents) {
    const all = Buffer.concat([rest, bytes]);
    const end = all.length > 4 * PIECE ? all.length : all.lastIndexOf(10) + 1;
    rest = Buffer.from(all.subarray(end));
    if (end > 0 && !take(decodeLossless(all.subarray(0, end)), Math.min(1, done / size))) return 'text';
  }
  if (rest.length > 0) take(decodeLossless(rest), 1);
  return 'text';
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

interface Entry {
  readonly name: string;
  readonly kind: 'folder' | 'link' | 'other';
}

/** What a folder holds, by name. Names with bytes that are not UTF-8 are decoded as file contents are. */
async function entries(
  folder: string,
  skip: (folder: string, reason: string) => void,
): Promise<readonly Entry[]> {
  try {
    const list = await readdir(bytesOf(folder), { withFileTypes: true, encoding: 'buffer' });
    return list
      .map((entry): Entry => {
        const kind = entry.isDirectory() ? 'folder' : entry.isSymbolicLink() ? 'link' : 'other';
        return { name: decodeLossless(entry.name), kind };
      })
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    const why = failure(error);
    if (why.kind === 'unreadable') skip(folder, why.reason);
    return [];
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(bytesOf(path))).isDirectory();
  } catch {
    return false;
  }
}

/** What tells a folder from all others, under whatever name; undefined where it cannot be looked at. */
async function identity(folder: Buffer): Promise<string | undefined> {
  try {
    const { dev, ino } = await stat(folder);
    return `${String(dev)}:${String(ino)}`;
  } catch {
    return undefined;
  }
}

/** True once for each folder. One that cannot be looked at counts as new: reading it says why not. */
function isNew(folder: string | undefined, entered: Set<string>): boolean {
  if (folder === undefined) return true;
  if (entered.has(folder)) return false;
  entered.add(folder);
  return true;
}

/** The folders that hold this one: a link to one of them leads out of what is searched. */
async function above(folder: string): Promise<Set<string>> {
  const found = new Set<string>();
  try {
    let path = await realpath(bytesOf(`${folder}/`), { encoding: 'buffer' });
    while (path.length > 1) {
      path = path.subarray(0, Math.max(1, path.lastIndexOf(0x2f)));
      isNew(await identity(path), found);
    }
  } catch {
    // Nothing will be found in it either.
  }
  return found;
}

/** A name with bytes that are not UTF-8 reaches the system as those bytes. */
export function bytesOf(path: string): Buffer {
  return Buffer.from(encodeLossless(path));
}
