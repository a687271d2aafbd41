import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import type { Stats } from 'node:fs';
import { access, constants, open, realpath, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { decodeLossless, encodeLossless } from '../text/bytes';
import { bytesOf, readDiskFile } from '../workspace/node-host';
import type { FileWriter } from './command';

/**
 * What the writer asks of the system, one function for each call, so that tests can let any of them fail. Paths are
 * bytes, because a name need not be UTF-8.
 */
export interface Calls {
  realpath(path: Buffer): Promise<Buffer>;
  stat(path: Buffer): Promise<Stats>;
  writable(path: Buffer): Promise<void>;
  /** The file's contents; undefined for what is no plain text file. */
  read(path: Buffer): Promise<string | undefined>;
  /** Makes an empty file that was not there, readable by its owner only. */
  create(path: Buffer): Promise<FileHandle>;
  openToWrite(path: Buffer): Promise<FileHandle>;
  openFolder(path: Buffer): Promise<FileHandle>;
  /** Gives a file the mode, owner, access list and extended attributes of another; throws when one cannot be given. */
  copyAttributes(from: Buffer, to: Buffer): Promise<void>;
  chmod(file: FileHandle, mode: number): Promise<void>;
  chown(file: FileHandle, uid: number, gid: number): Promise<void>;
  write(file: FileHandle, bytes: Uint8Array): Promise<void>;
  truncate(file: FileHandle, length: number): Promise<void>;
  sync(file: FileHandle): Promise<void>;
  close(file: FileHandle): Promise<void>;
  rename(from: Buffer, to: Buffer): Promise<void>;
  remove(path: Buffer): Promise<void>;
  /** The user who writes; undefined where there are no users. */
  readonly user: number | undefined;
}

export const systemCalls: Calls = {
  realpath: (path) => realpath(path, { encoding: 'buffer' }),
  stat: (path) => stat(path),
  writable: (path) => access(path, constants.W_OK),
  async read(path) {
    const now = await readDiskFile(decodeLossless(path));
    return now.kind === 'text' ? now.text : undefined;
  },
  create: (path) => open(path, 'wx', 0o600),
  openToWrite: (path) => open(path, 'r+'),
  openFolder: (path) => open(path, 'r'),
  copyAttributes,
  chmod: (file, mode) => file.chmod(mode),
  chown: (file, uid, gid) => file.chown(uid, gid),
  async write(file, bytes) {
    for (let at = 0; at < bytes.length;)
      at += (await file.write(bytes, at, bytes.length - at, at)).bytesWritten;
  },
  truncate: (file, length) => file.truncate(length),
  sync: (file) => file.sync(),
  close: (file) => file.close(),
  rename: (from, to) => rename(from, to),
  remove: (path) => rm(path, { force: true }),
  user: process.getuid?.(),
};

/** Writes files of this machine's disk. */
export const diskWriter: FileWriter = writerOf(systemCalls);

/**
 * A writer after which a file is the old one or the new one, whole, whatever fails and whenever it is killed: a new file
 * is made beside it and renamed over. What the old file has besides its contents is kept, or it is refused before
 * anything is written.
 */
export function writerOf(calls: Calls): FileWriter {
  return {
    async replace(path, before, after, force = false) {
      try {
        // Behind a link it is the file that changes.
        const target = await calls.realpath(bytesOf(path));
        const state = await calls.stat(target);
        const refusal = force ? undefined : await refuse(calls, target, state);
        if (refusal !== undefined) return refusal;
        return state.nlink > 1
          ? await overwrite(calls, target, before, after)
          : await replace(calls, target, state, { before, after, force });
      } catch (error) {
        return `${reasonOf(error)} while writing`;
      }
    },
  };
}

const CHANGED = 'changed meanwhile';
const BY_FORCE = '--force writes it all the same';

/** Why a file is not written unless it must be. */
async function refuse(calls: Calls, path: Buffer, state: Stats): Promise<string | undefined> {
  const writable = await calls.writable(path).then(
    () => (state.mode & 0o222) !== 0,
    () => false,
  );
  if (!writable) return `it is read-only; ${BY_FORCE}`;
  if (calls.user !== undefined && state.uid !== calls.user)
    return `it belongs to another user (uid ${String(state.uid)}); ${BY_FORCE}`;
  if (state.nlink > 1)
    return `it has ${String(state.nlink)} names (hard links), and a new file would have one; --force writes into it, which a crash may interrupt`;
  return undefined;
}

interface Change {
  readonly before: string;
  readonly after: string;
  readonly force: boolean;
}

/** Writes a new file beside the old one and renames it over: a reader sees the old state or the new one, never a half. */
async function replace(
  calls: Calls,
  path: Buffer,
  state: Stats,
  { before, after, force }: Change,
): Promise<string | undefined> {
  const temporary = beside(path);
  const file = await calls.create(temporary);
  try {
    try {
      try {
        await calls.copyAttributes(path, temporary);
      } catch (error) {
        if (!force) {
          const reason = `its owner, access list or attributes cannot be carried over (${reasonOf(error)}); ${BY_FORCE} without them`;
          return await withoutFile(calls, temporary, reason);
        }
        // Only root may give files away; somebody else keeps what can be kept.
        await calls.chown(file, state.uid, state.gid).catch(() => undefined);
        await calls.chmod(file, state.mode & 0o7777);
      }
      const bytes = encodeLossless(after);
      await calls.write(file, bytes);
      await calls.truncate(file, bytes.length);
      await calls.sync(file);
    } finally {
      await calls.close(file);
    }
    if ((await calls.read(path)) !== before) return await withoutFile(calls, temporary, CHANGED);
    await calls.rename(temporary, path);
  } catch (error) {
    return withoutFile(calls, temporary, `${reasonOf(error)} while writing`);
  }
  await syncFolder(calls, path);
  return undefined;
}

/** The reason, once the file beside is gone; where it cannot be removed, the reason and its name. */
async function withoutFile(calls: Calls, temporary: Buffer, reason: string): Promise<string> {
  try {
    await calls.remove(temporary);
    return reason;
  } catch {
    return `${reason}; ${decodeLossless(temporary)} could not be removed`;
  }
}

/** The name in the folder reaches the disk, too. The file is whole either way, so a failure changes nothing. */
async function syncFolder(calls: Calls, path: Buffer): Promise<void> {
  try {
    const folder = await calls.openFolder(path.subarray(0, path.lastIndexOf(SLASH) + 1));
    await calls.sync(folder).catch(() => undefined);
    await calls.close(folder).catch(() => undefined);
  } catch {
    // A folder that cannot be opened is left to the system.
  }
}

/**
 * Writes into the file itself, which has other names: a new file would be found under one of them only. A copy of the
 * old state is on the disk before, and goes back or stays there when something fails.
 */
async function overwrite(
  calls: Calls,
  path: Buffer,
  before: string,
  after: string,
): Promise<string | undefined> {
  const copy = beside(path);
  const old = encodeLossless(before);
  const saved = await calls.create(copy);
  try {
    try {
      await calls.write(saved, old);
      await calls.sync(saved);
    } finally {
      await calls.close(saved);
    }
    if ((await calls.read(path)) !== before) return await withoutFile(calls, copy, CHANGED);
  } catch (error) {
    return withoutFile(calls, copy, `${reasonOf(error)} while writing`);
  }
  try {
    await fill(calls, path, encodeLossless(after));
  } catch (error) {
    const reason = `${reasonOf(error)} while writing`;
    try {
      // The old contents fit where they were: nothing was cut off before everything was written.
      await fill(calls, path, old);
    } catch {
      return `${reason}, and the old contents could not be written back: they are in ${decodeLossless(copy)}`;
    }
    return withoutFile(calls, copy, reason);
  }
  await calls.remove(copy).catch(() => undefined);
  return undefined;
}

async function fill(calls: Calls, path: Buffer, bytes: Uint8Array): Promise<void> {
  const file = await calls.openToWrite(path);
  try {
    await calls.write(file, bytes);
    await calls.truncate(file, bytes.length);
    await calls.sync(file);
  } finally {
    await calls.close(file).catch(() => undefined);
  }
}

const SLASH = 0x2f;

/** A name in the same folder that nothing has. */
function beside(path: Buffer): Buffer {
  const name = Buffer.from(`.${randomBytes(6).toString('hex')}.amanda-lint`);
  return Buffer.concat([path.subarray(0, path.lastIndexOf(SLASH) + 1), name]);
}

function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : error instanceof Error
      ? error.message
      : String(error);
}

/** Longest time in milliseconds that cp gets. */
const PATIENCE = 10_000;

/**
 * Node cannot see access lists and extended attributes, so the system's cp carries them over: GNU's fails when one of
 * those that are named is lost; those of macOS and the BSDs keep them with -p.
 */
function copyAttributes(from: Buffer, to: Buffer): Promise<void> {
  const gnu = ['--attributes-only', '--preserve=mode,ownership,xattr', '--'];
  // Windows hands the rights of the folder down.
  if (process.platform === 'win32') return Promise.resolve();
  const options = (process.platform === 'linux' ? gnu : ['-p']).join(' ');
  // A name may end in newlines, which $(…) would take away.
  const shell = `f=$(printf "$1"; echo .); t=$(printf "$2"; echo .); exec cp ${options} "\${f%.}" "\${t%.}"`;
  return new Promise((resolve, reject) => {
    const args = ['-c', shell, 'cp', octal(from), octal(to)];
    const env = { PATH: '/usr/bin:/bin', LC_ALL: 'C' };
    execFile('/bin/sh', args, { env, timeout: PATIENCE }, (error, _out, said) => {
      if (error === null) resolve();
      else reject(new Error(said.trim().split('\n')[0] ?? error.message));
    });
  });
}

/** A path for the shell's printf: arguments of a child process are text to Node, and a name need not be UTF-8. */
function octal(path: Buffer): string {
  return Array.from(path, (byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}
