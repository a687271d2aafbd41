/**
 * Asks the real Amanda on this machine. Its programs refuse to run as root, so a child process runs as the user
 * `backup`; each Oracle has a folder of its own that belongs to that user.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';

/** One line that Amanda complains about. */
export interface Complaint {
  /** Absolute path as Amanda prints it; empty for messages without a place. */
  readonly file: string;
  /** 1-based, as Amanda counts; 0 for messages without a place. */
  readonly line: number;
  readonly text: string;
  readonly warning: boolean;
}

export interface Answer {
  /** Exit code; null when the program was killed, as by its own SIGSEGV. */
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
  /** What it says about lines of files, in its order. */
  readonly complaints: readonly Complaint[];
  /** True when it accepts the configuration. */
  readonly accepted: boolean;
}

interface User {
  readonly uid: number;
  readonly gid: number;
}

function backupUser(): User | undefined {
  try {
    const id = (flag: string): number =>
      Number(execFileSync('id', [flag, 'backup'], { stdio: 'pipe' }).toString());
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return undefined;
  }
}

const user = backupUser();

/** True when Amanda's programs are here and can be run. */
export const amandaInstalled =
  existsSync('/usr/sbin/amadmin') &&
  user !== undefined &&
  (process.getuid?.() === 0 || userInfo().username === 'backup');

/** The complaints in a program's output: `'FILE', line N: TEXT`, `"FILE", line N: TEXT`, `parse error: TEXT`. */
export function complaintsOf(output: string): readonly Complaint[] {
  const found: Complaint[] = [];
  for (const raw of output.split('\n')) {
    const line = raw.replace(/^[a-z]+: (?=['"])/, '');
    const place = /^(['"])(.*)\1, line (-?\d+): (.*)$/.exec(line);
    const text = place ? (place[4] ?? '') : (/(?:^|: )parse error: (.*)$/.exec(line)?.[1] ?? undefined);
    if (text === undefined) continue;
    found.push({
      file: place?.[2] ?? '',
      line: Number(place?.[3] ?? 0),
      text,
      warning: text.startsWith('warning:'),
    });
  }
  return found;
}

/** A folder with configuration files and the programs run in it. */
export class Oracle {
  readonly folder: string;

  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), 'amanda-oracle-'));
    this.own(this.folder);
  }

  /** Writes files by their path below the folder; strings as UTF-8. */
  write(files: Readonly<Record<string, string | Uint8Array>>): void {
    for (const [name, contents] of Object.entries(files)) {
      const path = join(this.folder, name);
      if (!existsSync(dirname(path))) {
        mkdirSync(dirname(path), { recursive: true });
        this.own(dirname(path));
      }
      writeFileSync(path, contents);
      this.own(path);
    }
  }

  /** Removes the folder. */
  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** `amadmin . disklist`: reads amanda.conf and, when that is right, the disklist; the verdict on both. */
  disklist(...args: readonly string[]): Answer {
    return this.run('/usr/sbin/amadmin', ['.', 'disklist', ...args]);
  }

  /** `amadmin . config`: every parameter of the top level and of each block, in amanda.conf syntax. */
  config(): Answer {
    return this.run('/usr/sbin/amadmin', ['.', 'config']);
  }

  /** `amgetconf ARGS`: values by name. */
  getconf(...args: readonly string[]): Answer {
    return this.run('/usr/sbin/amgetconf', args);
  }

  /** Runs any of Amanda's programs in the folder; `timeout` in milliseconds ends it with SIGKILL. */
  run(program: string, args: readonly string[], timeout = 120_000): Answer {
    const asUser = process.getuid?.() === 0 && user ? { uid: user.uid, gid: user.gid } : {};
    const result = spawnSync(program, args, {
      cwd: this.folder,
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C', HOME: this.folder, USER: 'backup' },
      timeout,
      killSignal: 'SIGKILL',
      maxBuffer: 256 * 1024 * 1024,
      encoding: 'latin1',
      ...asUser,
    });
    if (result.error && (result.error as NodeJS.ErrnoException).code !== 'ETIMEDOUT') throw result.error;
    const { status: code, signal, stdout, stderr } = result;
    return {
      code,
      signal,
      stdout,
      stderr,
      complaints: complaintsOf(`${stderr}\n${stdout}`),
      accepted: code === 0,
    };
  }

  private own(path: string): void {
    if (process.getuid?.() === 0 && user) chownSync(path, user.uid, user.gid);
  }
}
