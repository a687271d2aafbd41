// The laboratory of nights: real runs of the real Amanda with faults, each in a private world, and what is then said
// about them. `npm run nights [-- KIND...] [--record | --recorded | --truth] [--keep DIR] [--list] [--jobs N]`, as root on a machine with
// Debian's amanda-server, amanda-client, libencode-locale-perl, iproute2 and util-linux.
//   --record   the logs become the fixtures of test/fixtures/nights
//   --keep DIR the logs of each night stay in DIR/KIND
//   --recorded judges the fixtures, those of old releases too, instead of playing anything (needs no root)
//   --truth    writes the truth of the table beside the fixtures, which stay as they are
//   --list     tells the kinds
//   --jobs N   as many nights at a time (they mostly wait)
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { compare, judgeMissing } from './nights/judge.mjs';
import { kinds } from './nights/kinds.mjs';
import { missingTools } from './nights/needs.mjs';
import { AGAIN } from './nights/process.mjs';
import { record, recordings, writeReadme, writeTruth } from './nights/record.mjs';
import { views } from './nights/truth.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
/** A night that has not ended after so many seconds has lost its way. */
const LONGEST = 240;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    record: { type: 'boolean' },
    recorded: { type: 'boolean' },
    truth: { type: 'boolean' },
    keep: { type: 'string' },
    list: { type: 'boolean' },
    jobs: { type: 'string', default: '12' },
  },
});
const known = values.recorded ? recordings() : kinds;
const unknown = positionals.filter((name) => !known.some((kind) => kind.name === name));
if (unknown.length > 0) {
  console.error(`No kind of night is called ${unknown.join(', ')}: see --list.`);
  process.exit(2);
}
const wanted = known.filter((kind) => positionals.length === 0 || positionals.includes(kind.name));
if (values.list) {
  for (const kind of wanted) console.log(`${kind.name.padEnd(28)} ${kind.about}`);
  process.exit(0);
}
if (values.truth) {
  const there = recordings().map((recording) => recording.name);
  for (const kind of wanted) if (there.includes(kind.name)) writeTruth(kind, views(kind.truth));
  writeReadme();
  process.exit(0);
}
const missing = values.recorded ? judgeMissing() : missingTools();
if (missing !== undefined) {
  console.error(missing);
  process.exit(2);
}

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'nights-'));
fs.chmodSync(scratch, 0o755);
const running = new Set();
const end = () => {
  // The first process of a night's namespace takes all others with it.
  for (const child of running) child.kill('SIGKILL');
  fs.rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => {
    end();
    process.exit(130);
  });

/** Plays one night; its logs are in the folder that is returned. */
function play(kind, tries = 3) {
  const dir = path.join(scratch, kind.name);
  fs.rmSync(dir, { recursive: true, force: true });
  fs.mkdirSync(dir);
  return new Promise((resolve, reject) => {
    // The shell is the first process of the namespace: it buries whatever the night leaves behind.
    const script = '"$@"; exit $?';
    const inside = [process.execPath, path.join(here, 'nights/inside.mjs'), kind.name, dir];
    const child = spawn(
      'unshare',
      ['-mnuip', '--fork', '--kill-child', '--mount-proc', 'sh', '-c', script, 'sh', ...inside],
      { stdio: ['pipe', 'pipe', 'pipe'], detached: true },
    );
    running.add(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data));
    const timer = setTimeout(() => {
      output += `\nit did not end within ${LONGEST} s`;
      child.kill('SIGKILL');
    }, LONGEST * 1000);
    child.on('close', (code) => {
      clearTimeout(timer);
      running.delete(child);
      if (code === AGAIN && tries > 1) resolve(play(kind, tries - 1));
      else if (code === 0) resolve(path.join(dir, 'logs'));
      else reject(new Error(output.trim() || `the night ended with ${code}`));
    });
  });
}

let passed = 0;
let failed = 0;
const noJudge = judgeMissing();
if (noJudge) console.log(`Only played, not judged: ${noJudge}`);

async function one(kind) {
  const started = Date.now();
  let problems;
  try {
    const logs = kind.logs ?? (await play(kind));
    const truth = kind.views ?? views(kind.truth);
    if (values.keep) {
      const kept = path.join(values.keep, kind.name);
      fs.rmSync(kept, { recursive: true, force: true });
      fs.cpSync(logs, kept, { recursive: true });
    }
    if (values.record && kind.record !== false) record(kind, logs, truth);
    problems = noJudge ? [] : await compare(logs, truth);
  } catch (error) {
    problems = [`could not be played: ${error.message}`];
  }
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`${problems.length === 0 ? 'ok     ' : 'DIFFERS'} ${kind.name} (${seconds} s)`);
  for (const problem of problems) console.log(`        ${problem.replaceAll('\n', '\n        ')}`);
  if (problems.length === 0) passed++;
  else failed++;
}

const queue = [...wanted].sort((a, b) => (b.seconds ?? 10) - (a.seconds ?? 10));
const worker = async () => {
  for (let kind = queue.shift(); kind !== undefined; kind = queue.shift()) await one(kind);
};
await Promise.all(Array.from({ length: Number(values.jobs) }, worker));
end();
if (values.record) writeReadme();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
