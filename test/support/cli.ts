import type { FileResult } from '../../server/src/model/types';
import type { FileWriter } from '../../server/src/cli/command';
import { main } from '../../server/src/cli/node-main';
import { fileUri, resolveUri, uriPath } from '../../server/src/text/uri';
import { MemoryFiles } from '../../server/src/workspace/memory';

/** A run of the command line over files in memory. */
export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** The files afterwards, by absolute path. */
  readonly files: Readonly<Record<string, string>>;
}

/** Files in memory that also know their folders. */
class Disk extends MemoryFiles {
  constructor(readonly contents: Map<string, string | FileResult>) {
    super(Object.fromEntries([...contents].map(([path, content]) => [fileUri(path), content])));
  }

  override async read(uri: string): Promise<FileResult> {
    const path = uriPath(uri);
    if ([...this.contents.keys()].some((file) => file.startsWith(`${path}/`))) return { kind: 'directory' };
    return super.read(uri);
  }
}

/** Runs `amanda-lint ARGS` in /work with these files (absolute paths, or relative to /work). */
export async function runCli(
  args: readonly string[],
  files: Readonly<Record<string, string | FileResult>> = {},
  writer?: FileWriter,
  input = '',
): Promise<Run> {
  const contents = new Map(
    Object.entries(files).map(([name, content]) => [uriPath(resolveUri('file:///work', name)), content]),
  );
  const disk = new Disk(contents);
  const out: string[] = [];
  const err: string[] = [];
  const written: FileWriter = {
    replace: (path, _before, after) => {
      contents.set(path, after);
      return Promise.resolve(undefined);
    },
  };
  const io = {
    cwd: '/work',
    files: disk,
    writer: writer ?? written,
    color: false,
    input: () => Promise.resolve(input),
    out: (data: string | Uint8Array) => {
      out.push(typeof data === 'string' ? data : Buffer.from(data).toString('latin1'));
    },
    err: (line: string) => {
      err.push(`${line}\n`);
    },
  };
  const code = await main(io, args);
  const after = [...contents].filter((pair): pair is [string, string] => typeof pair[1] === 'string');
  return { code, out: out.join(''), err: err.join(''), files: Object.fromEntries(after) };
}
