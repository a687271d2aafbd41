import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { startServer } from './lsp/server';
import { Framing } from './lsp/node-framing';
import { fileUri } from './text/uri';
import { NodeHost } from './workspace/node-host';

// The language server on Node: over IPC for VS Code, over stdio (`--stdio`) for other editors.
const here = __dirname;
const version = packageVersion();
const transports = ['--stdio', '--node-ipc', '--socket', '--pipe'];

if (process.argv.includes('--version')) {
  process.stdout.write(`${version}\n`);
  process.exit(0);
}
if (process.argv.includes('--help') || process.argv.includes('-h')) {
  process.stdout.write(
    `Usage: amanda-language-server TRANSPORT

The language server of amanda.conf and disklist. An editor starts it and says how it talks to it:
  --stdio        over standard input and output (Neovim, Emacs, Helix and others)
  --node-ipc     over the channel of a Node parent process
  --socket=PORT  over a TCP connection to PORT of this machine
  --pipe=NAME    over a named pipe or socket
  --version      print the version
`,
  );
  process.exit(0);
}
if (!transports.some((name) => process.argv.some((word) => word === name || word.startsWith(`${name}=`)))) {
  process.stderr.write(
    'amanda-language-server: say how the editor talks to it: --stdio, --node-ipc, --socket=PORT or --pipe=NAME.\n',
  );
  process.exit(2);
}

if (process.argv.includes('--stdio')) {
  const framing = new Framing();
  process.stdin.on('data', (bytes) => {
    const fault = framing.take(typeof bytes === 'string' ? Buffer.from(bytes) : bytes);
    if (fault === undefined) return;
    process.stderr.write(`amanda-language-server: the editor sent ${fault}. The connection ends.\n`);
    process.exit(1);
  });
  // Nobody reads any more: whatever is written about that would fail as well.
  process.stdout.on('error', () => process.exit(1));
}

const connection = createConnection(ProposedFeatures.all);
// Whatever slips through the guard is written down; a language server that dies takes every warning with it.
process.on('uncaughtException', (error) => connection.console.error(error.stack ?? String(error)));
process.on('unhandledRejection', (reason) =>
  connection.console.error(reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)),
);
startServer(connection, {
  disk: new NodeHost(),
  version,
  docs: fileUri(join(here, '..', 'docs', 'checks')),
});
connection.listen();

function packageVersion(): string {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(here, '..', 'package.json'), 'utf8'));
    return (manifest as { version?: string }).version ?? '';
  } catch {
    return '';
  }
}
