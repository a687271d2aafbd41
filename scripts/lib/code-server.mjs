// VS Code in the browser for machines without a desktop VS Code: code-server from npm, kept in .cache/.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { root, run, seconds } from './install.mjs';

const version = '4.139.1';
const nodeMajor = '24';
// Bumped when the steps of the installation change, so that old caches are made anew.
const recipe = 1;

/** Where code-server lives: AMANDA_CODE_SERVER_DIR, else .cache/code-server in the project. */
export function codeServerDir() {
  return process.env.AMANDA_CODE_SERVER_DIR || join(root, '.cache', 'code-server');
}

/** Why code-server cannot run here, or undefined. It is published for Linux and macOS only. */
export function codeServerUnsupported() {
  if (process.platform !== 'linux' && process.platform !== 'darwin')
    return 'code-server runs on Linux and macOS only: install desktop VS Code so that `code` is on PATH';
  if (!['x64', 'arm64'].includes(process.arch))
    return `code-server has no Node ${nodeMajor} for ${process.arch}`;
  return undefined;
}

function paths(dir) {
  const nodeHome = join(dir, 'node_modules', `node-${process.platform}-${process.arch}`);
  return {
    nodeHome,
    node: join(nodeHome, 'bin', 'node'),
    entry: join(dir, 'node_modules', 'code-server', 'out', 'node', 'entry.js'),
  };
}

async function stampMatches(dir) {
  try {
    const stamp = JSON.parse(await readFile(join(dir, 'installed.json'), 'utf8'));
    const { node, entry } = paths(dir);
    return stamp.version === version && stamp.recipe === recipe && existsSync(node) && existsSync(entry);
  } catch {
    return false;
  }
}

/**
 * Installs code-server and the Node it wants unless they are there, and returns where they are.
 * Native modules that cannot be compiled (no compiler, no Kerberos headers) are left out: the workbench
 * and the extension host work without them, only its own log files and proxy log-in need them.
 * Throws with a sentence for the user when npm cannot fetch the packages.
 */
export async function ensureCodeServer(log = console.log) {
  const dir = codeServerDir();
  if (await stampMatches(dir)) return paths(dir);
  const unsupported = codeServerUnsupported();
  if (unsupported) throw new Error(unsupported);

  const started = Date.now();
  log(`Installing VS Code for the browser (code-server ${version}) into ${dir}`);
  log('This happens once and takes one to two minutes and 800 MB.');
  // A second process may install at the same time: each works in a folder of its own, the last step is a rename.
  const temporary = `${dir}.${process.pid}.tmp`;
  await rm(temporary, { recursive: true, force: true });
  await mkdir(temporary, { recursive: true });
  try {
    await installInto(temporary, log);
    await writeFile(join(temporary, 'installed.json'), JSON.stringify({ version, recipe }));
    if (!(await stampMatches(dir))) {
      await rm(dir, { recursive: true, force: true });
      await mkdir(dirname(dir), { recursive: true });
      await rename(temporary, dir);
    }
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  log(`VS Code for the browser is ready after ${seconds(started)}.`);
  return paths(dir);
}

async function installInto(dir, log) {
  const quiet = ['--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
  await writeFile(join(dir, 'package.json'), JSON.stringify({ name: 'code-server-cache', private: true }));
  await step(log, '1/3 downloading code-server and its Node', 'npm', {
    args: [
      'install',
      ...quiet,
      `code-server@${version}`,
      `node-${process.platform}-${process.arch}@${nodeMajor}`,
    ],
    cwd: dir,
  });
  const { nodeHome } = paths(dir);
  const env = {
    ...process.env,
    PATH: `${join(nodeHome, 'bin')}:${process.env.PATH ?? ''}`,
    // Headers for native modules: this Node's own, so that nothing is fetched from nodejs.org.
    npm_config_nodedir: nodeHome,
  };
  const cwd = join(dir, 'node_modules', 'code-server', 'lib', 'vscode');
  await step(log, '2/3 downloading the modules of VS Code', 'npm', {
    args: ['install', '--omit=dev', ...quiet],
    cwd,
    env,
  });
  log('  3/3 compiling the log and watchdog modules');
  for (const module of ['@vscode/native-watchdog', '@vscode/spdlog']) {
    const code = await run('npm', ['rebuild', '--loglevel=error', module], {
      cwd,
      env,
      onLine: () => undefined,
    });
    if (code !== 0) log(`  ${module} could not be compiled (no compiler?): going on without it.`);
  }
}

async function step(log, title, command, { args, cwd, env = process.env }) {
  log(`  ${title}`);
  const started = Date.now();
  const tick = setInterval(() => log(`  ... still at it after ${seconds(started)}`), 15_000);
  const lines = [];
  const code = await run(command, args, { cwd, env, onLine: (line) => lines.push(line) });
  clearInterval(tick);
  if (code === 0) return;
  lines.slice(-15).forEach((line) => log(`  ${line}`));
  throw new Error(
    `${command} ${args[0]} failed (exit code ${code}) while ${title.slice(4)}: is the npm registry reachable?`,
  );
}

/** A TCP port on the loopback address that nobody uses: `wanted` if it is free, else any. */
export function freePort(wanted = 0) {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => (wanted ? freePort(0).then(resolve, reject) : reject(error)));
    probe.listen(wanted, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** Environment without what a surrounding VS Code sets: it would make code-server talk to that one. */
function cleanEnvironment() {
  const env = { ...process.env };
  for (const name of Object.keys(env))
    if (/^(VSCODE_|ELECTRON_|NODE_OPTIONS$|VITEST|PORT$)/.test(name)) delete env[name];
  return env;
}

/** Installs a VSIX into an extensions folder. Throws with code-server's output when it refuses. */
export async function installExtension({ vsix, userDataDir, extensionsDir }, log = console.log) {
  const { node, entry } = await ensureCodeServer(log);
  const lines = [];
  const args = [
    entry,
    '--user-data-dir',
    userDataDir,
    '--extensions-dir',
    extensionsDir,
    '--install-extension',
    vsix,
  ];
  const code = await run(node, [...args, '--force'], {
    cwd: userDataDir,
    env: cleanEnvironment(),
    onLine: (line) => lines.push(line),
  });
  if (code !== 0) throw new Error(`installing ${vsix} failed:\n${lines.join('\n')}`);
}

/**
 * Starts code-server on the loopback address and resolves when it answers: its address, the process's end as
 * a promise, and `stop`, which ends it with all its children.
 */
export async function startCodeServer(
  { userDataDir, extensionsDir, port = 0, onLine = () => undefined },
  log = console.log,
) {
  const { node, entry } = await ensureCodeServer(log);
  const chosen = await freePort(port);
  const options = [
    '--auth',
    'none',
    '--bind-addr',
    `127.0.0.1:${chosen}`,
    '--disable-telemetry',
    '--disable-update-check',
  ];
  const child = spawn(
    node,
    [
      entry,
      '--user-data-dir',
      userDataDir,
      '--extensions-dir',
      extensionsDir,
      ...options,
      '--disable-workspace-trust',
    ],
    {
      cwd: userDataDir,
      env: {
        ...cleanEnvironment(),
        XDG_CONFIG_HOME: join(userDataDir, 'config'),
        XDG_DATA_HOME: join(userDataDir, 'data'),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A process group of its own, so that stopping reaches the extension hosts and language servers too.
      detached: true,
    },
  );
  const tail = [];
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => {
      tail.push(text);
      if (tail.length > 50) tail.shift();
      onLine(text);
    });
  let over = false;
  const ended = new Promise((resolve) => {
    child.once('error', () => resolve(127));
    child.once('exit', (code) => resolve(code ?? 1));
  }).finally(() => (over = true));
  const signalGroup = (signal) => {
    try {
      if (child.pid) process.kill(-child.pid, signal);
    } catch {
      // The group is gone already.
    }
  };
  const stop = async () => {
    signalGroup('SIGTERM');
    const timer = setTimeout(() => signalGroup('SIGKILL'), 5_000);
    await ended;
    clearTimeout(timer);
    signalGroup('SIGKILL');
  };
  const url = `http://127.0.0.1:${chosen}`;
  const deadline = Date.now() + 60_000;
  while (!(await answers(`${url}/healthz`))) {
    if (over || Date.now() > deadline) {
      await stop();
      throw new Error(`code-server did not start:\n${tail.join('')}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { url, port: chosen, ended, stop };
}

function answers(address) {
  return new Promise((resolve) => {
    const request = http.get(address, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.once('error', () => resolve(false));
    request.setTimeout(2_000, () => request.destroy());
  });
}

/** Settings of the workbench that keep welcome pages, chat panels and prompts out of the way. */
export const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.showReleaseNotes': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'security.workspace.trust.enabled': false,
};

/** Writes the user's settings.json of a code-server user-data folder, made if missing. */
export async function writeUserSettings(userDataDir, settings) {
  await mkdir(join(userDataDir, 'User'), { recursive: true });
  await writeFile(join(userDataDir, 'User', 'settings.json'), JSON.stringify(settings, undefined, 2));
}
