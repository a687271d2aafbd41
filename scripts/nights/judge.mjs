// Compares what the command line says about a night with the truth.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const CLI = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../dist/cli.js');

/** Why nothing can be judged, undefined when it can. */
export function judgeMissing() {
  if (!fs.existsSync(CLI)) return 'dist/cli.js is not built (npm run build).';
  const empty = fs.mkdtempSync(path.join(os.tmpdir(), 'nights-judge-'));
  try {
    const r = spawnSync(process.execPath, [CLI, 'night', '--format', 'json', empty], { encoding: 'utf8' });
    return Array.isArray(JSON.parse(r.stdout).nights) ? undefined : 'dist/cli.js night says something else.';
  } catch {
    return 'dist/cli.js has no command `night` yet.';
  } finally {
    fs.rmdirSync(empty);
  }
}

function nights(paths, config) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [
      CLI,
      'night',
      '--date',
      'all',
      '--format',
      'json',
      ...paths,
      '--config',
      config,
    ]);
    let out = '';
    let err = '';
    child.stdout.on('data', (data) => (out += data));
    child.stderr.on('data', (data) => (err += data));
    child.on('close', (code) => {
      if (code === 0 || code === 1)
        try {
          return resolve({ code, nights: JSON.parse(out).nights });
        } catch {
          // said below
        }
      reject(new Error(`night ended with ${code}: ${err || out}`));
    });
  });
}

const said = (dle) => (dle ? `${dle.outcome} ${dle.cause ?? 'no cause'}` : 'nothing');
const wanted = ({ outcome, cause }) => `${outcome.join('|')} ${cause.map((c) => c ?? 'no cause').join('|')}`;

/** One line for each thing that is said otherwise than the truth of a night. */
export function differences(truth, got) {
  if (got === undefined) return [`no ${truth.program} was found`];
  const problems = [];
  if (got.program !== truth.program) problems.push(`expected an ${truth.program}, got an ${got.program}`);
  if (!truth.state.includes(got.state)) problems.push(`expected ${truth.state.join('|')}, got ${got.state}`);
  const found = new Map();
  for (const { host, dles } of got.hosts) for (const dle of dles) found.set(`${host} ${dle.disk}`, dle);
  for (const [key, expected] of Object.entries(truth.dles)) {
    const dle = found.get(key);
    found.delete(key);
    // What nothing tells of need not be said.
    if (dle === undefined && expected.outcome.some((o) => o === 'pending' || o === 'skipped')) continue;
    if (
      dle === undefined ||
      !expected.outcome.includes(dle.outcome) ||
      !expected.cause.includes(dle.cause ?? null)
    )
      problems.push(`${key}: expected ${wanted(expected)}, got ${said(dle)}`);
  }
  // What amcheck says is of hosts and of the server; which DLEs it names is its own affair.
  if (truth.program !== 'amcheck')
    for (const [key, dle] of found) problems.push(`${key}: not expected, got ${said(dle)}`);
  for (const id of truth.notes)
    if (!got.notes.some((note) => note.cause === id)) problems.push(`expected a note ${id}`);
  return problems;
}

/** The files of a view: a star stands for the number that a run has. */
export function expand(dir, name) {
  if (!name.includes('*')) return fs.existsSync(path.join(dir, name)) ? [name] : [];
  const folder = path.dirname(name);
  const [before, after] = path.basename(name).split('*');
  return fs
    .readdirSync(path.join(dir, folder))
    .filter((entry) => entry.startsWith(before) && /^\d+$/.test(entry.slice(before.length)) && after === '')
    .sort()
    .slice(-1)
    .map((entry) => `${folder}/${entry}`);
}

/** These make the exit code 1; a dump of which a part or nothing is on tape yet may do so. */
const FAILED = new Set(['failed', 'missing']);
const BAD = new Set([...FAILED, 'partial', 'not-flushed']);

/** All differences of all views of a night whose logs are in `dir`. */
export async function compare(dir, views) {
  const problems = [];
  for (const [view, truth] of Object.entries(views)) {
    const paths = truth.paths.flatMap((p) => expand(dir, p)).map((p) => path.join(dir, p));
    const got = await nights(paths, path.join(dir, 'amanda.conf')).catch((error) => error);
    const say = (text) => problems.push(`${view}: ${text}`);
    if (got instanceof Error) {
      say(got.message);
      continue;
    }
    truth.nights.forEach((night, i) => differences(night, got.nights[i]).forEach(say));
    for (const extra of got.nights.slice(truth.nights.length))
      say(`one night too many: ${extra.program} ${extra.datestamp}`);
    const newest = truth.nights[0];
    const all = Object.values(newest?.dles ?? {}).map((dle) => dle.outcome);
    const must = all.some((outcomes) => outcomes.every((o) => FAILED.has(o)));
    const may = all.some((outcomes) => outcomes.some((o) => BAD.has(o)));
    if ((must && got.code === 0) || (!may && got.code === 1)) say(`exit code ${got.code}`);
  }
  return problems;
}
