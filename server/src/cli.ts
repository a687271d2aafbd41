import { writeSync } from 'node:fs';
import { encodeLossless } from './text/bytes';
import { NodeHost } from './workspace/node-host';
import { diskWriter } from './cli/node-writer';
import { main } from './cli/node-main';

/** Writes everything, also into a pipe whose reader is slow, and gives up quietly when the reader is gone. */
function write(fd: number, bytes: Uint8Array): void {
  let at = 0;
  while (at < bytes.length) {
    try {
      at += writeSync(fd, bytes, at);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === 'EAGAIN') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
      else process.exit(code === 'EPIPE' ? (process.exitCode ?? 0) : 2);
    }
  }
}

void main(
  {
    cwd: process.cwd(),
    files: new NodeHost(),
    writer: diskWriter,
    color: process.stdout.isTTY === true && process.env['NO_COLOR'] === undefined,
    out: (data) => {
      write(1, typeof data === 'string' ? encodeLossless(data) : data);
    },
    err: (line) => {
      write(2, encodeLossless(`${line}\n`));
    },
  },
  process.argv.slice(2),
).then((code) => {
  process.exitCode = code;
});
