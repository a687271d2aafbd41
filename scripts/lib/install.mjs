// Runs before any dependency is there: only node: imports, here and in everything this file imports.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the project, absolute. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const windows = process.platform === 'win32';

/** Ends the process with a plain sentence when Node is older than what the bundler and the tests need. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(
    `Node ${process.versions.node} is too old: Node 20.19 or newer is needed (https://nodejs.org, or your distribution).`,
  );
  process.exit(2);
}

/**
 * Starts a program and resolves with its exit code (a signal counts as 1, a missing program as 127).
 * `onLine`, if given, gets each line of its output instead of the terminal.
 */
export function run(command, args, { cwd = root, env = process.env, onLine, stdin = 'ignore' } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: [stdin, onLine ? 'pipe' : 'inherit', onLine ? 'pipe' : 'inherit'],
      // npm and code are batch files on Windows, which only a shell can start.
      shell: windows && !command.includes('\\'),
    });
    for (const stream of [child.stdout, child.stderr]) {
      let rest = '';
      stream?.setEncoding('utf8').on('data', (text) => {
        const lines = (rest + text).split(/\r?\n/);
        rest = lines.pop() ?? '';
        lines.forEach((line) => onLine?.(line));
      });
      stream?.on('end', () => rest && onLine?.(rest));
    }
    child.on('error', () => resolve(127));
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/**
 * True when node_modules holds what the lock file asks for. npm writes down what it installed in
 * node_modules/.package-lock.json; what is missing there may only be optional (another platform's binary).
 */
export function dependenciesInstalled(folder = root) {
  const marker = join(folder, 'node_modules', '.package-lock.json');
  if (!existsSync(marker)) return false;
  try {
    const wanted = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')).packages;
    const present = JSON.parse(readFileSync(marker, 'utf8')).packages;
    return Object.entries(wanted).every(
      ([path, entry]) =>
        path === '' || (present[path] ? present[path].version === entry.version : entry.optional),
    );
  } catch {
    return false;
  }
}

/** Installs the locked dependencies if they are not there yet. Install scripts are not needed and not run. */
export async function ensureDependencies() {
  if (dependenciesInstalled()) return;
  console.log('Installing the dependencies of the project (npm ci) ...');
  const started = Date.now();
  const args = ['ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund'];
  const code = await run('npm', args);
  if (code !== 0) {
    console.error(
      `npm ci failed (exit code ${code}): see its message above, check the registry or proxy, run again.`,
    );
    process.exit(code);
  }
  console.log(`Dependencies installed in ${seconds(started)}.`);
}

/** Time since `started` (milliseconds since 1970) as text. */
export function seconds(started) {
  return `${((Date.now() - started) / 1000).toFixed(1)} s`;
}
