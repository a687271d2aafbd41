// Measures the speed of the core as ratios of two things that are measured in the same run, so that the figures mean
// the same on every machine. Prints a table and exits with 1 when a ratio leaves its bound. `-- WORD` runs the rows
// whose name has the word; `--slow N` multiplies the bounds, for machines that are busy with something else.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const cache = join(root, '.cache');
mkdirSync(cache, { recursive: true });
const common = { bundle: true, platform: 'node', target: 'es2022', logLevel: 'warning' };
const core = join(cache, 'bench-core.mjs');
const cli = join(cache, 'bench-cli.js');
await build({
  ...common,
  stdin: {
    contents: `export { runChecks } from './server/src/checks/run';
export { parseLog } from './server/src/logs/parse';
export { detectLog } from './server/src/logs/detect';
export { MemoryFiles } from './server/src/workspace/memory';
export { Workspace } from './server/src/workspace/workspace';
export { loadSnapshot } from './server/src/workspace/load';`,
    resolveDir: root,
    loader: 'ts',
  },
  format: 'esm',
  outfile: core,
});
await build({
  ...common,
  entryPoints: [join(root, 'server/src/cli.ts')],
  format: 'cjs',
  minify: true,
  outfile: cli,
});
const { runChecks, parseLog, detectLog, MemoryFiles, Workspace, loadSnapshot } = await import(core);

const FOLDER = 'file:///etc/amanda/bench';
const CONF = `${FOLDER}/amanda.conf`;
const DISKLIST = `${FOLDER}/disklist`;

const BASE = `org "bench"
mailto "root"
dumpuser "backup"
dumpcycle 7 days
runspercycle 7
tapecycle 10 tapes
tpchanger "chg-disk:/var/amanda/vtapes"
tapetype DISK
define tapetype DISK {
  length 100 gbytes
}
define dumptype global {
  auth "bsdtcp"
  index yes
}
define dumptype comp {
  global
  program "GNUTAR"
  compress client fast
  exclude list ".amanda.excludes"
}
define dumptype udp {
  comp
  auth "bsd"
}
`;

const repeat = (count, line) => Array.from({ length: count }, (_, i) => line(i)).join('');
const manyHosts = (n, dumptype) =>
  repeat(n, (i) => `host${Math.floor(i / 10)}.example.com /data/vol${i} ${dumptype}\n`);
const oneHost = (n, dumptype) => repeat(n, (i) => `client.example.com /data/vol${i} ${dumptype}\n`);
const inline = (n) =>
  repeat(n, (i) => `host${Math.floor(i / 10)}.example.com /data/vol${i} {\n  comp\n  estimate calcsize\n}\n`);
const refused = (n) => repeat(n, (i) => `host${i}.example.com /data nosuch\n`);
const chain = (n) =>
  BASE +
  repeat(n, (i) => `define dumptype d${i} {\n  ${i === 0 ? 'global' : `d${i - 1}`}\n  priority low\n}\n`);
const dumptypes = (n) => BASE + repeat(n, (i) => `define dumptype t${i} {\n  comp\n  priority low\n}\n`);

/** CPU time in milliseconds: unlike the clock it does not grow when other programs use the machine. */
async function cost(work) {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** The shortest of several runs that take turns, so that a pause of the machine hits neither side alone. */
async function shortest(runs, ...works) {
  const best = works.map(() => Infinity);
  for (let run = 0; run < runs; run++)
    for (const [i, work] of works.entries()) best[i] = Math.min(best[i], await cost(work));
  return best;
}

const filesOf = (conf, disklist) => new MemoryFiles({ [CONF]: conf, [DISKLIST]: disklist });
const judge = (conf, disklist) => async () => {
  runChecks(await loadSnapshot(filesOf(conf, disklist), { root: CONF }));
};

/** Time for `factor` times as much, divided by `factor`: 1 is linear, `factor` would be quadratic. */
async function growth(small, large, factor, runs = 3) {
  const [one, many] = await shortest(runs, small, large);
  return many / factor / one;
}

/** What reading alone costs: cut a text into lines and words. */
const split = (text) => () => {
  let words = 0;
  for (const line of text.split('\n')) words += line.trim().split(/\s+/).length;
  return words;
};

/** A keystroke in an open file of 20,000 DLEs, all of it: parsing, resolving, checking. */
async function keystroke(uri, conf, disklist, edit) {
  const workspace = new Workspace(filesOf(conf, disklist));
  workspace.setFolders([FOLDER], []);
  const text = uri === CONF ? conf : disklist;
  const [configuration] = await workspace.configurations();
  const type = async (now) => {
    workspace.setDocument(uri, now, uri === CONF ? 'conf' : 'disklist');
    runChecks(await workspace.snapshot(configuration));
  };
  await type(text);
  let count = 0;
  const [key, cold] = await shortest(3, () => type(edit(text, ++count)), judge(conf, disklist));
  return key / cold;
}

/** Wall time, as the user waits for it; the shortest of several starts. */
function start(args) {
  const before = performance.now();
  spawnSync(process.execPath, args, { stdio: 'ignore' });
  return performance.now() - before;
}

function startRatio(args, runs = 9) {
  let [program, node] = [Infinity, Infinity];
  for (let run = 0; run < runs; run++) {
    node = Math.min(node, start(['-e', '0']));
    program = Math.min(program, start(args));
  }
  return program / node;
}

function sampleLogs() {
  const folder = join(root, 'samples/logs');
  const logs = [];
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const text = readFileSync(join(entry.parentPath, entry.name), 'utf8');
    const kind = detectLog(entry.name, text);
    if (kind) logs.push({ kind, text: text.repeat(Math.ceil(400_000 / (text.length + 1))) });
  }
  return logs;
}

const middle = (text, i) => {
  const at = text.indexOf('\n', text.length / 2) + 1;
  return `${text.slice(0, at)}# ${i}\n${text.slice(at)}`;
};

const rows = [
  {
    name: 'judge 20,000 DLEs on 2,000 hosts / cut the text into words',
    bound: 400,
    run: async () => {
      const text = manyHosts(20_000, 'comp');
      const [check, words] = await shortest(3, judge(BASE, text), () => {
        for (let i = 0; i < 10; i++) split(text)();
      });
      return (check * 10) / words;
    },
  },
  ...[
    ['on 2,000 hosts', (n) => manyHosts(n, 'comp')],
    ['on 2,000 hosts over UDP', (n) => manyHosts(n, 'udp')],
    ['on one host', (n) => oneHost(n, 'comp')],
    ['on one host over UDP', (n) => oneHost(n, 'udp')],
    ['with inline dumptypes', inline],
    ['that Amanda refuses', refused],
  ].map(([what, text]) => ({
    name: `20,000 DLEs ${what} / 20 x 1,000 DLEs`,
    bound: 3,
    run: () => growth(judge(BASE, text(1000)), judge(BASE, text(20_000)), 20),
  })),
  {
    name: '5,000 dumptypes / 10 x 500',
    bound: 3,
    run: () => growth(judge(dumptypes(500), 'h /x t499\n'), judge(dumptypes(5000), 'h /x t4999\n'), 10),
  },
  {
    name: 'dumptypes inherited 500 deep / 10 x 50 deep',
    bound: 3,
    run: () => growth(judge(chain(50), 'h /x d49\n'), judge(chain(500), 'h /x d499\n'), 10),
  },
  {
    name: 'one line of 1 MB / 10 x 100 kB',
    bound: 3,
    run: () => {
      const of = (n) => judge(`${BASE}org "${'x'.repeat(n)}"\n`, `h ${'y '.repeat(n / 2)}\n`);
      return growth(of(100_000), of(1_000_000), 10);
    },
  },
  {
    name: '10,000 nested braces / 10 x 1,000',
    bound: 3,
    run: () => {
      const of = (n) =>
        judge(BASE + 'define dumptype a {\n'.repeat(n) + '}\n'.repeat(n), 'h /x comp {\n'.repeat(n));
      return growth(of(1000), of(10_000), 10);
    },
  },
  {
    name: 'keystroke in a disklist of 20,000 DLEs / cold start',
    bound: 0.9,
    run: () => keystroke(DISKLIST, BASE, manyHosts(20_000, 'comp'), middle),
  },
  {
    name: 'keystroke in amanda.conf with 20,000 DLEs / cold start',
    bound: 0.9,
    run: () => keystroke(CONF, BASE, manyHosts(20_000, 'comp'), (text, i) => `${text}# ${i}\n`),
  },
  {
    name: 'resolve after a key in a disklist beside 5,000 dumptypes / cold start',
    bound: 0.5,
    run: async () => {
      const conf = dumptypes(5000);
      const workspace = new Workspace(filesOf(conf, 'h /x comp\n'));
      workspace.setFolders([FOLDER], []);
      const [configuration] = await workspace.configurations();
      const type = async (text) => {
        workspace.setDocument(DISKLIST, text, 'disklist');
        await workspace.snapshot(configuration);
      };
      await type('h /x comp\n');
      let count = 0;
      const cold = () => loadSnapshot(filesOf(conf, 'h /x comp\n'), { root: CONF });
      const [key, whole] = await shortest(5, () => type(`h /x${++count} comp\n`), cold);
      return key / whole;
    },
  },
  {
    name: 'read logs / cut their text into words',
    bound: 12,
    run: async () => {
      const logs = sampleLogs();
      const read = () => logs.forEach(({ kind, text }) => parseLog('file:///log', kind, text));
      const [parse, words] = await shortest(3, read, () => logs.forEach(({ text }) => split(text)()));
      return parse / words;
    },
  },
  { name: 'amanda-lint --version / node -e 0', bound: 3, run: () => startRatio([cli, '--version']) },
  {
    name: 'amanda-lint check samples/DailySet1 / node -e 0',
    bound: 5,
    run: () => startRatio([cli, 'check', join(root, 'samples/DailySet1')]),
  },
];

const args = process.argv.slice(2);
const slow = args.includes('--slow') ? Number(args[args.indexOf('--slow') + 1]) : 1;
const word = args.find((one, i) => !one.startsWith('--') && args[i - 1] !== '--slow') ?? '';
let outside = 0;
for (const { name, bound, run } of rows.filter((row) => row.name.includes(word))) {
  const ratio = await run();
  const fits = ratio <= bound * slow;
  if (!fits) outside++;
  console.log(
    `${name.padEnd(72)} ${ratio.toFixed(2).padStart(7)}   at most ${bound}${fits ? '' : '   TOO SLOW'}`,
  );
}
if (outside > 0)
  console.log(`${outside} of the figures above ${outside === 1 ? 'is' : 'are'} outside the bound`);
process.exit(outside > 0 ? 1 : 0);
