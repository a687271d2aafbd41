import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { registerCommands } from '../commands';
import { checklistCommands } from '../commands/checklist';
import { explainCommands } from '../commands/explain';
import { fetchCommands } from '../commands/fetch-logs';
import { logCommands } from '../commands/logs';
import { requestCommands } from '../commands/show-request';
import { resolvedCommands } from '../commands/show-resolved';
import { LogFiles } from '../log-files';
import { Nights } from '../nights';
import type { FetchLogs } from '../tasks/fetch-logs';
import { ChecklistView } from './checklist';
import { registerNightStatus } from './night-status';
import { PACKED_SCHEME, registerPacked } from './packed';
import { RequestPreviews } from './request-preview';
import { ResolvedDocuments } from './resolved';
import { TextDocuments } from './text-documents';

/** Schemes of the documents that the extension makes itself: the server is not told of them. */
export const OWN_SCHEMES: ReadonlySet<string> = new Set([
  'amanda-request',
  'amanda-resolved',
  'amanda-text',
  PACKED_SCHEME,
]);

/** The tree "Results missing", the read-only documents, and every command. */
export function registerViews(
  context: vscode.ExtensionContext,
  client: BaseLanguageClient,
  fetch: FetchLogs,
  statusChanged: vscode.Event<void>,
  ready: Promise<unknown>,
): vscode.Disposable {
  const logs = new LogFiles(client, context.workspaceState);
  const nights = new Nights(client, statusChanged);
  const checklist = new ChecklistView(client, logs, nights, ready);
  const previews = new RequestPreviews(client, statusChanged);
  const resolved = new ResolvedDocuments(client, statusChanged);
  const summaries = new TextDocuments('amanda-text');
  return vscode.Disposable.from(
    nights,
    registerNightStatus(nights),
    registerPacked(),
    checklist,
    previews,
    resolved,
    summaries,
    registerCommands(client, [
      ...checklistCommands(checklist),
      ...explainCommands(summaries),
      ...fetchCommands(fetch),
      ...logCommands(logs, summaries),
      ...requestCommands(previews),
      ...resolvedCommands(resolved),
    ]),
    client.onDidChangeState(() => {
      if (client.isRunning()) void logs.restore();
    }),
  );
}
