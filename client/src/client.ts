import * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import {
  afterFixCommand,
  trustNotification,
  type InitializationOptions,
} from '../../server/src/lsp/protocol';
import { registerCommands } from './commands';
import { answerFileRequests } from './files';
import { watchLanguages } from './languages';
import { registerStatus } from './views/status';

/** The languages that the server reads. */
const serverLanguages: readonly string[] = [
  'amanda-conf',
  'amanda-disklist',
  'amanda-debug',
  'amanda-amdump',
  'amanda-log',
  'amanda-report',
];

/** How this build reaches the server: Node starts a process, the browser a worker. */
export type ClientFactory = (options: LanguageClientOptions) => BaseLanguageClient;

/** Starts everything the extension has. The server is started at once: there is a file of ours, or we would not run. */
export async function start(
  context: vscode.ExtensionContext,
  create: ClientFactory,
): Promise<BaseLanguageClient> {
  const output = vscode.window.createOutputChannel('Amanda', { log: true });
  const docs = vscode.Uri.joinPath(context.extensionUri, 'docs', 'checks');
  const initializationOptions: InitializationOptions = {
    fileAccess: true,
    commands: [afterFixCommand],
    trusted: vscode.workspace.isTrusted,
    docs: docs.toString(),
  };
  const client = create({
    documentSelector: serverLanguages.map((language) => ({ language })),
    outputChannel: output,
    initializationOptions,
    diagnosticPullOptions: { onChange: true, onSave: false },
    markdown: { isTrusted: false, supportHtml: false },
  });
  context.subscriptions.push(
    output,
    client,
    answerFileRequests(client),
    registerCommands(client),
    registerStatus(client),
    watchLanguages(),
    vscode.workspace.onDidGrantWorkspaceTrust(() => {
      if (client.isRunning()) void client.sendNotification(trustNotification);
    }),
  );
  try {
    await client.start();
  } catch (error) {
    output.error(error instanceof Error ? error : String(error));
    void vscode.window.showErrorMessage(
      vscode.l10n.t('The Amanda language server did not start. The output channel "Amanda" says why.'),
    );
  }
  return client;
}
