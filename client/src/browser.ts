import * as vscode from 'vscode';
import { LanguageClient, type BaseLanguageClient } from 'vscode-languageclient/browser';
import { start } from './client';

let client: BaseLanguageClient | undefined;

/** As in node.ts, for VS Code in the browser: the server is a web worker. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const script = vscode.Uri.joinPath(context.extensionUri, 'dist/web/server.js');
  client = await start(
    context,
    (options) => new LanguageClient('amanda', 'Amanda', new Worker(script.toString(true)), options),
  );
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}
