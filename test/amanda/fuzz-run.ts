import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { resolveConfig } from '../../server/src/model/config';
import { resolveDisklist } from '../../server/src/model/disklist';
import type { Problem } from '../../server/src/model/types';
import { TreeCache } from '../../server/src/syntax/trees';
import { encodeLossless } from '../../server/src/text/bytes';
import { fileUri, resolveUri, uriPath } from '../../server/src/text/uri';
import { MemoryFiles } from '../../server/src/workspace/memory';
import { confLines, disklistLines } from '../support/amanda-lines';
import { Random } from '../support/random';
import { exempt } from './exceptions';
import { bases, type Base, type Files } from './fuzz-bases';
import { mutate } from './fuzz-mutate';
import { statements } from './fuzz-statements';
import { complaintsOf, Oracle, type Complaint } from './oracle';

/** A case on which we and Amanda differ. */
export interface Disagreement {
  readonly number: number;
  readonly what: string;
  readonly files: Files;
  readonly amanda: string;
  readonly ours: string;
}

interface Verdict {
  /** How the program ended when it gave no verdict: crash, endless; else undefined. */
  readonly died?: string;
  readonly refused: boolean;
  readonly first?: Complaint;
  readonly output: string;
}

const REFUSALS = /^(syntax|value|reference|disklist)\//;

/** Runs `n` mutations of the bases past both sides, `jobs` of Amanda at a time. */
export async function fuzz(
  seed: number,
  n: number,
  options: {
    jobs?: number;
    only?: string;
    progress?: (done: number, wrong: number) => void;
    found?: (one: Disagreement) => void;
  } = {},
): Promise<Disagreement[]> {
  const all = bases().filter((base) => options.only === undefined || base.name.includes(options.only));
  const oracle = new Oracle();
  const wrong: Disagreement[] = [];
  let next = 0;
  let done = 0;
  const work = async (job: number) => {
    for (let number = next++; number < n; number = next++) {
      const random = new Random(seed * 1_000_003 + number);
      const made = options.only === undefined && random.chance(0.3) ? statements(random) : undefined;
      const base = made ? { name: 'statements', ...made } : random.pick(all);
      const { files, what } = made ?? mutate(random, base);
      const dir = `job${String(job)}`;
      const verdict = await ask(oracle, dir, base, files);
      const found = compare(join(oracle.folder, dir), base, files, verdict);
      if (found) {
        const one = { number, what, files, ...found };
        wrong.push(one);
        options.found?.(one);
      }
      done++;
      if (done % 100 === 0) options.progress?.(done, wrong.length);
    }
  };
  try {
    await Promise.all(Array.from({ length: options.jobs ?? 2 }, (_, job) => work(job)));
  } finally {
    oracle.dispose();
  }
  return wrong.sort((a, b) => a.number - b.number);
}

/** Both verdicts on one set of files, for the cases that tests name. */
export async function compareFiles(
  files: Files,
  client = false,
): Promise<Omit<Disagreement, 'number' | 'what' | 'files'> | undefined> {
  const oracle = new Oracle();
  try {
    const base: Base = { name: '', files, client };
    return compare(join(oracle.folder, 'one'), base, files, await ask(oracle, 'one', base, files));
  } finally {
    oracle.dispose();
  }
}

/** Amanda's verdict on files; a program that never ends or eats memory is ended. */
async function ask(oracle: Oracle, dir: string, base: Base, files: Files): Promise<Verdict> {
  const folder = join(oracle.folder, dir);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const all = base.client ? { 'amanda.conf': '', ...files } : files;
  oracle.write(
    Object.fromEntries(Object.entries(all).map(([name, text]) => [`${dir}/${name}`, encodeLossless(text)])),
  );
  const command = base.client ? 'amgetconf --client . conf' : 'amadmin . disklist';
  const { code, signal, output } = await run(folder, command);
  const complaints = complaintsOf(output).filter((each) => !each.warning);
  const died = signal ?? (code !== null && code >= 128 ? `signal ${String(code - 128)}` : undefined);
  // A sub-process of Amanda's own (a pager, a perl) may fail for other reasons: only words about files count.
  const refused = died !== undefined || code !== 0;
  return { refused, first: complaints[0], output, ...(died ? { died } : {}) };
}

function run(
  folder: string,
  command: string,
): Promise<{ code: number | null; signal: string | null; output: string }> {
  return new Promise((resolve, reject) => {
    const asUser = process.getuid?.() === 0 ? { uid: ids.uid, gid: ids.gid } : {};
    const child = spawn('/bin/sh', ['-c', `ulimit -v 600000; ulimit -n 256; ulimit -c 0; exec ${command}`], {
      cwd: folder,
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C', HOME: folder, USER: 'backup' },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...asUser,
    });
    let output = '';
    const add = (data: Buffer) => {
      if (output.length < 100_000) output += data.toString('latin1');
    };
    child.stderr.on('data', add);
    child.stdout.on('data', (data: Buffer) => {
      if (!command.startsWith('amadmin')) add(data);
    });
    const timer = setTimeout(() => child.kill('SIGKILL'), 15_000);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ code, signal, output });
    });
  });
}

const ids = { uid: 34, gid: 34 };

function compare(
  folder: string,
  base: Base,
  files: Files,
  verdict: Verdict,
): { amanda: string; ours: string } | undefined {
  const ours = judge(folder, base, files);
  const refusals = ours.filter((problem) => REFUSALS.test(problem.id));
  const describe = () => ({
    amanda: verdict.died ?? (verdict.output.slice(0, 400) || (verdict.refused ? 'refused' : 'accepted')),
    ours:
      refusals
        .map(
          (p) =>
            `${uriPath(p.place.uri).split('/').at(-1) ?? ''}:${lineOf(files, folder, p).join('/')} ${p.id}`,
        )
        .join('\n') || 'accepted',
  });
  if (exempt(files, ours, verdict)) return undefined;
  if (verdict.refused !== refusals.length > 0) return describe();
  const { first } = verdict;
  if (!first || first.line <= 0) return undefined;
  const onLine = refusals.some((problem) => {
    const [own, last] = lineOf(files, folder, problem);
    const sameFile = uriPath(problem.place.uri).replace(/^.*\//, '') === first.file.replace(/^.*\//, '');
    // Amanda calls the line behind the last one by its number too, and names the file it could not open.
    const beyond = first.line > last && own === last;
    // The line of an error in an inline block of the top level is one too small or not, by where in it Amanda stops;
    // behind a } that a vault or labelstr line swallows every line is one too large.
    const odd =
      /^(taperscan|interactivity)\b.*\{/m.test(Object.values(files).join('\n')) ||
      ours.some((each) => each.id === 'trap/swallowed-text' && each.args.found === '}');
    const inline = odd && Math.abs(own - first.line) <= 1;
    const unopened = first.text.startsWith('could not open conf file') && own === first.line;
    return (sameFile && (own === first.line || beyond || inline)) || unopened;
  });
  return onLine ? undefined : describe();
}

/** Our problems with the files. */
function judge(folder: string, base: Base, files: Files): readonly Problem[] {
  const uri = fileUri(folder);
  const memory = new MemoryFiles(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [`${uri}/${name}`, text])),
  );
  memory.set(uri, { kind: 'directory' });
  memory.set('file:///', { kind: 'directory' });
  const trees = new TreeCache();
  const source = memory.source;
  const root = `${uri}/${base.client ? 'amanda-client.conf' : 'amanda.conf'}`;
  const config = resolveConfig({
    folder: uri,
    root,
    client: base.client ?? false,
    source,
    trees,
    version: '3.5.1',
  });
  if (base.client) return config.problems;
  if (config.problems.some((problem) => REFUSALS.test(problem.id))) return config.problems;
  const diskfile = config.global.get('diskfile')?.value;
  const name = diskfile?.t === 'string' ? diskfile.s : 'disklist';
  const list = resolveDisklist(config, { root: resolveUri(uri, name), source, trees });
  return [...config.problems, ...list.problems];
}

/**
 * The line that Amanda would name for a problem's place, and the last one. It does not count newlines inside strings,
 * and one line too few behind every inline block of the top level (conffile.c, read_dinteractivity).
 */
function lineOf(files: Files, folder: string, problem: Problem): [number, number] {
  const path = uriPath(problem.place.uri);
  const text = path.startsWith(`${folder}/`) ? (files[path.slice(folder.length + 1)] ?? '') : '';
  const end = problem.place.span.start;
  const counted =
    path.endsWith('.conf') || !/disklist|dl$/.test(path) ? confLines(text) : disklistLines(text);
  return [counted(end), counted(text.length)];
}
