import * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import {
  afterFixCommand,
  fetchLogsCommand,
  openChecklistCommand,
  revealPlaceCommand,
  showReferencesCommand,
  showRequestCommand,
  statusChangedNotification,
  suggestCommand,
  trustNotification,
  type InitializationOptions,
} from '../../server/src/lsp/protocol';
import { answerFileRequests } from './files';
import { watchLanguages } from './languages';
import { FetchLogs } from './tasks/fetch-logs';
import { registerTasks, type FindProgram } from './tasks/provider';
import { OWN_SCHEMES, registerViews } from './views';
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

/** A document that the server shall know of; those that the extension itself makes from its answers are none. */
const foreign = ({ uri }: vscode.TextDocument) => !OWN_SCHEMES.has(uri.scheme);

/**
 * Starts everything the extension has. The server is started at once: there is a file of ours, or we would not run.
 * `findProgram` is given where programs can be run.
 */
export async function start(
  context: vscode.ExtensionContext,
  create: ClientFactory,
  findProgram?: FindProgram,
): Promise<BaseLanguageClient> {
  const output = vscode.window.createOutputChannel('Amanda', { log: true });
  const docs = vscode.Uri.joinPath(context.extensionUri, 'docs', 'checks');
  const initializationOptions: InitializationOptions = {
    fileAccess: true,
    commands: [
      afterFixCommand,
      ...(findProgram ? [fetchLogsCommand] : []),
      openChecklistCommand,
      revealPlaceCommand,
      showReferencesCommand,
      showRequestCommand,
      suggestCommand,
    ],
    snippets: true,
    trusted: vscode.workspace.isTrusted,
    docs: docs.toString(),
  };
  const client = create({
    documentSelector: serverLanguages.map((language) => ({ language })),
    outputChannel: output,
    initializationOptions,
    diagnosticPullOptions: { onChange: true, onSave: false },
    middleware: {
      didOpen: (document, next) => (foreign(document) ? next(document) : Promise.resolve()),
      didChange: (event, next) => (foreign(event.document) ? next(event) : Promise.resolve()),
      didClose: (document, next) => (foreign(document) ? next(document) : Promise.resolve()),
      provideDiagnostics: (document, previous, token, next) => {
        const uri = document instanceof vscode.Uri ? document : document.uri;
        return OWN_SCHEMES.has(uri.scheme) ? undefined : next(document, previous, token);
      },
    },
    markdown: { isTrusted: false, supportHtml: false },
  });
  // The client keeps one listener for a notification; several parts want to hear this one.
  const statusChanged = new vscode.EventEmitter<void>();
  const fetch = new FetchLogs(client, context.globalStorageUri, findProgram !== undefined);
  let started: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => (started = resolve));
  context.subscriptions.push(
    output,
    client,
    statusChanged,
    client.onNotification(statusChangedNotification, () => statusChanged.fire()),
    answerFileRequests(client),
    fetch,
    registerViews(context, client, fetch, statusChanged.event, ready),
    registerTasks(client, findProgram, fetch),
    registerStatus(client, statusChanged.event),
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
  } finally {
    started();
  }
  return client;
}
