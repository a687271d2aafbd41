// `npm start`: installs, builds and opens VS Code with the extension and the sample configuration.
//   --no-open     do not open a window or a browser: serve VS Code on the loopback address and print its URL
//   --browser     VS Code in the browser although a desktop VS Code is there
//   --port N      port of the browser's VS Code (default 8744; any free one if it is taken)
//   FOLDER        open this folder in place of samples/
// Only node: imports at the top: on a fresh clone nothing else is installed yet.
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDependencies, requireNode, root, run, seconds } from './lib/install.mjs';

requireNode();
const { values, positionals } = parseArgs({
  options: {
    open: { type: 'boolean', default: true },
    browser: { type: 'boolean', default: false },
    port: { type: 'string', default: '8744' },
  },
  allowNegative: true,
  allowPositionals: true,
});
const folder = resolve(process.env.INIT_CWD ?? process.cwd(), positionals[0] ?? join(root, 'samples'));
if (!existsSync(folder)) {
  console.error(`${folder} does not exist: name the folder of your Amanda configuration.`);
  process.exit(2);
}

await ensureDependencies();
if (!(wantsDesktop() && (await openDesktop()))) await openInBrowser();

/** The desktop VS Code can show a window only with a display, and not from a terminal inside a remote VS Code. */
function wantsDesktop() {
  if (!values.open || values.browser || process.env.VSCODE_IPC_HOOK_CLI) return false;
  if (process.platform === 'linux' && !hasDisplay()) return false;
  const names = process.platform === 'win32' ? ['code.cmd', 'code.exe'] : ['code'];
  return (process.env.PATH ?? '')
    .split(delimiter)
    .some((dir) => names.some((name) => existsSync(join(dir, name))));
}

function hasDisplay() {
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY || process.env.WSL_DISTRO_NAME);
}

/** Opens an extension development host; false when `code` refuses, then the browser is tried. */
async function openDesktop() {
  await build();
  const args = ['--new-window', `--extensionDevelopmentPath=${root}`, folder];
  // As root, code wants to be told where its data may live and that it cannot have a sandbox.
  if (process.getuid?.() === 0)
    args.unshift('--no-sandbox', `--user-data-dir=${join(root, '.cache', 'desktop')}`);
  const quote = (text) => (process.platform === 'win32' ? `"${text}"` : text);
  if ((await run('code', args.map(quote))) !== 0) {
    console.log('The desktop VS Code did not start: using VS Code in the browser.');
    return false;
  }
  console.log(`Opened ${folder} in VS Code with the extension (an extension development host).`);
  return true;
}

async function build() {
  const started = Date.now();
  if ((await run(process.execPath, [join(root, 'scripts', 'build.mjs')])) !== 0) {
    console.error('The build failed: see the message above.');
    process.exit(1);
  }
  console.log(`Built in ${seconds(started)}.`);
}

async function openInBrowser() {
  const server = await import('./lib/code-server.mjs');
  const userDataDir = join(root, '.cache', 'start', 'data');
  const extensionsDir = join(root, '.cache', 'start', 'extensions');
  await mkdir(userDataDir, { recursive: true });
  try {
    await server.ensureCodeServer();
    await installIfChanged(server, userDataDir, extensionsDir);
    const settings = join(userDataDir, 'User', 'settings.json');
    if (!existsSync(settings)) await server.writeUserSettings(userDataDir, server.quietSettings);
    await serve(await server.startCodeServer({ userDataDir, extensionsDir, port: Number(values.port) }));
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}

/** Packages and installs the extension, unless what would be packaged is installed already. */
async function installIfChanged(server, userDataDir, extensionsDir) {
  const { contentHash, packageExtension } = await import('./lib/package.mjs');
  const started = Date.now();
  if ((await run(process.execPath, [join(root, 'scripts', 'build.mjs'), '--production'])) !== 0)
    process.exit(1);
  const stamp = join(root, '.cache', 'start', 'installed');
  const hash = await contentHash();
  const installed = existsSync(stamp) ? await readFile(stamp, 'utf8') : '';
  if (installed !== hash || !existsSync(extensionsDir)) {
    const vsix = join(root, '.cache', 'start', 'extension.vsix');
    await packageExtension(vsix);
    await server.installExtension({ vsix, userDataDir, extensionsDir });
    await writeFile(stamp, hash);
  }
  console.log(`Extension built and installed in ${seconds(started)}.`);
}

async function serve(server) {
  const url = `${server.url}/?folder=${encodeURI(folder)}`;
  console.log(`\nVS Code with the Amanda extension: ${url}`);
  console.log('It listens on this machine only, without a password, until you press Ctrl+C.');
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    console.log('Stopping.');
    void server.stop().then(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
  // A kill of npm reaches npm's shell but not this process: notice that the shell is gone.
  const shell = process.ppid;
  if (process.env.npm_lifecycle_event) setInterval(() => process.ppid !== shell && stop(), 1_000).unref();
  if (values.open && (process.platform !== 'linux' || hasDisplay())) {
    const opener = process.platform === 'darwin' ? 'open' : 'xdg-open';
    const code = await run(opener, [url], { onLine: () => undefined });
    if (code !== 0) console.log('No browser could be started: open the address above yourself.');
  }
  const code = await server.ended;
  if (!stopping) {
    console.error(`code-server ended by itself (exit code ${code}).`);
    process.exit(1);
  }
}
