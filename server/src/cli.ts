import { writeSync } from 'node:fs';
import * as module from 'node:module';
import { encodeLossless } from './text/bytes';

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
      else process.exit(code === 'EPIPE' ? 0 : 2);
    }
  }
}

async function run(): Promise<number> {
  // Loaded only here, so that what a command does not need is not set up.
  const [{ main }, { NodeHost }, { diskWriter }] = await Promise.all([
    import('./cli/node-main'),
    import('./workspace/node-host'),
    import('./cli/node-writer'),
  ]);
  const io = {
    cwd: process.cwd(),
    files: new NodeHost(),
    writer: diskWriter,
    color: process.stdout.isTTY === true && process.env['NO_COLOR'] === undefined,
    out: (data: string | Uint8Array) => {
      write(1, typeof data === 'string' ? encodeLossless(data) : data);
    },
    err: (line: string) => {
      write(2, encodeLossless(`${line}\n`));
    },
  };
  return main(io, process.argv.slice(2));
}

run().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(
      `amanda-lint: internal error: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    process.exitCode = 2;
  },
);
