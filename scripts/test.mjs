// `npm test`: installs, builds and runs every suite; its last line is `N passed, N failed[, N skipped]`.
//   --only NAME[,NAME…]   only these: build, typecheck, lint, format, unit, amanda, nights, vscode
// What needs a missing system package is skipped with one line that says what to install; with CI=true that is
// a failure. The checks without tests of their own (build, types, lint, format) count as one each.
// Only node: imports at the top: on a fresh clone nothing else is installed yet.
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDependencies, requireNode, root, run, seconds } from './lib/install.mjs';
import { amandaMissing, vscodeMissing } from './lib/needs.mjs';
import { missingTools } from './nights/needs.mjs';

requireNode();
const ci = process.env.CI === 'true' || process.env.CI === '1';
const bin = (name) => join(root, 'node_modules', ...name.split('/'));

const suites = [
  { name: 'build', commands: [['scripts/build.mjs']] },
  {
    name: 'typecheck',
    commands: [
      [bin('typescript/bin/tsc'), '-p', 'tsconfig.json'],
      [bin('typescript/bin/tsc'), '-p', 'server/tsconfig.json'],
    ],
  },
  {
    name: 'lint',
    commands: [[bin('eslint/bin/eslint.js'), '.', '--max-warnings=0'], [bin('knip/bin/knip.js')]],
  },
  { name: 'format', commands: [[bin('prettier/bin/prettier.cjs'), '--check', '.']] },
  { name: 'unit', vitest: true },
  { name: 'amanda', vitest: true, missing: amandaMissing },
  { name: 'nights', nights: true, missing: missingTools },
  { name: 'vscode', vitest: true, missing: vscodeMissing },
];

const { values } = parseArgs({ options: { only: { type: 'string', multiple: true } } });
const only = values.only?.flatMap((list) => list.split(','));
const unknown = only?.filter((name) => !suites.some((suite) => suite.name === name)) ?? [];
if (unknown.length) {
  console.error(
    `No suite is called ${unknown.join(', ')}: there are ${suites.map((s) => s.name).join(', ')}.`,
  );
  process.exit(2);
}

await ensureDependencies();
const results = join(root, 'test-results');
await rm(results, { recursive: true, force: true });
await mkdir(results, { recursive: true });

const summary = [];
for (const suite of suites.filter(({ name }) => !only || only.includes(name))) {
  const started = Date.now();
  console.log(`\n=== ${suite.name}`);
  const counts = await runSuite(suite);
  summary.push({ name: suite.name, ...counts, time: seconds(started) });
}

console.log('');
for (const { name, passed, failed, skipped, time } of summary)
  console.log(`${name.padEnd(10)} ${text({ passed, failed, skipped })}  (${time})`);
const total = { passed: 0, failed: 0, skipped: 0 };
for (const counts of summary) for (const key of Object.keys(total)) total[key] += counts[key];
console.log(text(total));
process.exitCode = total.failed || !total.passed ? 1 : 0;

function text({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`;
}

async function runSuite(suite) {
  const reason = await suite.missing?.();
  if (reason) {
    const tests = suite.nights ? 1 : await countTests(suite.name);
    console.log(`${ci ? 'FAILED' : 'SKIPPED'} ${tests} ${suite.name} tests: ${reason}`);
    return { passed: 0, failed: ci ? tests : 0, skipped: ci ? 0 : tests };
  }
  if (suite.vitest) return runVitest(suite.name);
  if (suite.nights) return runNights();
  for (const command of suite.commands)
    if ((await run(process.execPath, command)) !== 0) return { passed: 0, failed: 1, skipped: 0 };
  return { passed: 1, failed: 0, skipped: 0 };
}

/**
 * Plays every night of the laboratory. A night that says something else than its truth is played once more: a machine
 * under load can make a fault hit at another moment than it was meant to.
 */
async function runNights(kinds = []) {
  const differ = [];
  let counts;
  await run(process.execPath, ['scripts/nights.mjs', ...kinds], {
    onLine(line) {
      console.log(line);
      const name = /^DIFFERS (\S+)/.exec(line)?.[1];
      if (name !== undefined) differ.push(name);
      const last = /^(\d+) passed, (\d+) failed$/.exec(line);
      if (last) counts = { passed: Number(last[1]), failed: Number(last[2]), skipped: 0 };
    },
  });
  if (!counts) return { passed: 0, failed: 1, skipped: 0 };
  if (differ.length === 0 || kinds.length > 0) return counts;
  console.log(`Once more: ${differ.join(', ')}`);
  const again = await runNights(differ);
  return { passed: counts.passed + again.passed, failed: again.failed, skipped: 0 };
}

async function runVitest(name) {
  const file = join(results, `${name}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const args = [bin('vitest/vitest.mjs'), 'run', '--project', name, '--passWithNoTests', ...reporters];
  const code = await run(process.execPath, args);
  const counts = existsSync(file)
    ? count(JSON.parse(await readFile(file, 'utf8')))
    : { passed: 0, failed: 0, skipped: 0 };
  // An error outside of every test (a file that does not load, an unhandled rejection) is a failure as well.
  if (code !== 0 && !counts.failed) counts.failed = 1;
  if (ci && counts.skipped) {
    console.log(`FAILED ${counts.skipped} ${name} tests: they were skipped, which CI=true does not allow`);
    return { ...counts, failed: counts.failed + counts.skipped, skipped: 0 };
  }
  return counts;
}

function count(report) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const file of report.testResults) {
    for (const { status } of file.assertionResults) {
      if (status === 'passed') counts.passed++;
      else if (status === 'failed') counts.failed++;
      else counts.skipped++;
    }
    if (file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'))
      counts.failed++;
  }
  return counts;
}

/** How many tests a suite has that cannot run here, so that the number of skipped ones is the true one. */
async function countTests(name) {
  const file = join(results, `${name}-list.json`);
  await run(process.execPath, [bin('vitest/vitest.mjs'), 'list', '--project', name, `--json=${file}`], {
    onLine: () => undefined,
    env: { ...process.env, AMANDA_ONLY_LIST: '1' },
  });
  return existsSync(file) ? Math.max(1, JSON.parse(await readFile(file, 'utf8')).length) : 1;
}
