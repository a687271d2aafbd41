import { randomBytes } from 'node:crypto';
import type { Stats } from 'node:fs';
import { open, realpath, rename, rm, stat } from 'node:fs/promises';
import { decodeLossless, encodeLossless } from '../text/bytes';
import { bytesOf, readDiskFile } from '../workspace/node-host';
import type { FileWriter } from './command';

/** Writes files of this machine's disk. */
export const diskWriter: FileWriter = {
  async replace(path, before, after) {
    try {
      // Bytes in names, as everywhere: a name need not be UTF-8. Behind a link it is the file that changes.
      const target = await realpath(bytesOf(path), { encoding: 'buffer' });
      const state = await stat(target);
      return state.nlink > 1
        ? await overwrite(target, before, after)
        : await replace(target, state, before, after);
    } catch (error) {
      return error instanceof Error && 'code' in error
        ? `${String(error.code)} while writing`
        : String(error);
    }
  },
};

const CHANGED = 'changed meanwhile';

async function holds(path: Buffer, text: string): Promise<boolean> {
  const now = await readDiskFile(decodeLossless(path));
  return now.kind === 'text' && now.text === text;
}

/** Writes a new file beside the old one and renames it over: a reader sees the old state or the new one, never a half. */
async function replace(
  path: Buffer,
  state: Stats,
  before: string,
  after: string,
): Promise<string | undefined> {
  const beside = Buffer.from(`.${randomBytes(6).toString('hex')}.amanda-lint`);
  const temporary = Buffer.concat([path.subarray(0, path.lastIndexOf(SLASH) + 1), beside]);
  const file = await open(temporary, 'wx', state.mode & 0o777);
  try {
    try {
      await file.writeFile(encodeLossless(after));
      // Only root may give files away; somebody else keeps what can be kept.
      await file.chown(state.uid, state.gid).catch(() => undefined);
      await file.chmod(state.mode & 0o7777);
      await file.sync();
    } finally {
      await file.close();
    }
    if (!(await holds(path, before))) {
      await rm(temporary, { force: true });
      return CHANGED;
    }
    await rename(temporary, path);
    return undefined;
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

const SLASH = 0x2f;

/** Writes into the file itself, which has other names: a new file would be found under one of them only. */
async function overwrite(path: Buffer, before: string, after: string): Promise<string | undefined> {
  if (!(await holds(path, before))) return CHANGED;
  const file = await open(path, 'r+');
  try {
    const bytes = encodeLossless(after);
    await file.writeFile(bytes);
    await file.truncate(bytes.length);
    await file.sync();
    return undefined;
  } finally {
    await file.close();
  }
}
