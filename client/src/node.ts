import type * as vscode from 'vscode';
import { LanguageClient, TransportKind, type BaseLanguageClient } from 'vscode-languageclient/node';
import { start } from './client';

let client: BaseLanguageClient | undefined;

/** VS Code calls this when the first file of ours is opened, or a folder that holds an amanda.conf. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const module = context.asAbsolutePath('dist/server.js');
  client = await start(
    context,
    (options) =>
      new LanguageClient(
        'amanda',
        'Amanda',
        {
          run: { module, transport: TransportKind.ipc },
          debug: {
            module,
            transport: TransportKind.ipc,
            options: { execArgv: ['--nolazy', '--inspect=6011'] },
          },
        },
        options,
      ),
  );
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}
