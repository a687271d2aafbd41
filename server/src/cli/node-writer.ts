import { randomBytes } from 'node:crypto';
import { open, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { encodeLossless } from '../text/bytes';
import { readDiskFile } from '../workspace/node-host';
import type { FileWriter } from './command';

/** Writes files of this machine's disk. */
export const diskWriter: FileWriter = {
  async replace(path, before, after) {
    try {
      return await replace(await realpath(name(path)), before, after);
    } catch (error) {
      return error instanceof Error && 'code' in error
        ? `${String(error.code)} while writing`
        : String(error);
    }
  },
};

/** Writes a new file beside the old one and renames it over: a reader sees the old state or the new one, never a half. */
async function replace(path: string, before: string, after: string): Promise<string | undefined> {
  const state = await stat(path);
  const temporary = join(dirname(path), `.${randomBytes(6).toString('hex')}.amanda-lint`);
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
    const now = await readDiskFile(path);
    if (now.kind !== 'text' || now.text !== before) {
      await rm(temporary, { force: true });
      return 'changed meanwhile';
    }
    await rename(temporary, path);
    return undefined;
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** A name with bytes that are not UTF-8 reaches the system as those bytes. */
function name(path: string): string {
  return Buffer.from(encodeLossless(path)).toString();
}
