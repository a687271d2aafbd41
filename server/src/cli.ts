import { readFileSync, readlinkSync, writeSync } from 'node:fs';
import * as module from 'node:module';
import { decodeLossless, encodeLossless } from './text/bytes';

// Newer Node versions keep compiled code from one start to the next.
const { enableCompileCache } = module as { enableCompileCache?: () => unknown };
enableCompileCache?.();

/** Writes everything, also into a pipe whose reader is slow, and gives up quietly when the reader is gone. */
function write(fd: number, bytes: Uint8Array): void {
  let at = 0;
  while (at < bytes.length) {
    try {
      at += writeSync(fd, bytes, at);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === 'EAGAIN') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
      else {
        // Nobody reads any more, as with `| head`: that is no trouble. A full disk is.
        if (code !== 'EPIPE' && fd === 1)
          write(2, encodeLossless(`amanda-lint: cannot write: ${String(code)}\n`));
        process.exit(code === 'EPIPE' ? 0 : 2);
      }
    }
  }
}

/**
 * The arguments and the current folder without a lost byte. Node decodes both as UTF-8, and what is none becomes U+FFFD;
 * Linux still has the bytes.
 */
function surroundings(): { argv: readonly string[]; cwd: string } {
  const [argv, cwd] = [process.argv.slice(2), process.cwd()];
  if (![cwd, ...argv].some((text) => text.includes('\ufffd'))) return { argv, cwd };
  try {
    const line = decodeLossless(readFileSync('/proc/self/cmdline')).split('\0').slice(0, -1);
    const folder = decodeLossless(readlinkSync('/proc/self/cwd', { encoding: 'buffer' }));
    return { argv: argv.length === 0 ? [] : line.slice(-argv.length), cwd: folder };
  } catch {
    return { argv, cwd };
  }
}

async function run(): Promise<number> {
  // Loaded only here, so that what a command does not need is not set up.
  const [{ main }, { NodeHost }, { diskWriter }] = await Promise.all([
    import('./cli/node-main'),
    import('./workspace/node-host'),
    import('./cli/node-writer'),
  ]);
  const { argv, cwd } = surroundings();
  const io = {
    cwd,
    files: new NodeHost(),
    writer: diskWriter,
    color: process.stdout.isTTY === true && process.env['NO_COLOR'] === undefined,
    input: () => Promise.resolve(decodeLossless(readFileSync(0))),
    out: (data: string | Uint8Array) => {
      write(1, typeof data === 'string' ? encodeLossless(data) : data);
    },
    err: (line: string) => {
      write(2, encodeLossless(`${line}\n`));
    },
  };
  return main(io, argv);
}

run().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    // What is wrong may be in a name, and names may hold what terminals obey.
    process.stderr.write(`amanda-lint: internal error: ${JSON.stringify(reason)}\n`);
    process.exitCode = 2;
  },
);
