import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { WorkDoneProgress } from 'vscode-languageserver-protocol';
import { logFileRequest, type LogFileParams, type LogFileResult } from '../../server/src/lsp/protocol';

/** Where the workspace remembers which logs the user has chosen. */
const MEMORY = 'amanda.logFiles';
/** Logs that are remembered; the oldest is forgotten first. */
const MAX_REMEMBERED = 50;

/** What came of a file that was given to the server as a log. */
export interface GivenLog extends LogFileResult {
  readonly uri: vscode.Uri;
}

/** The logs that the user has chosen or dropped. The server reads them from the disk, and again after each start. */
export class LogFiles {
  private tokens = 0;

  constructor(
    private readonly client: BaseLanguageClient,
    private readonly memory: vscode.Memento,
  ) {}

  /** Asks for files and has them read; undefined when the user chooses none. */
  async choose(title: string): Promise<readonly GivenLog[] | undefined> {
    const uris = await vscode.window.showOpenDialog({
      title,
      openLabel: vscode.l10n.t('Use as Log'),
      canSelectMany: true,
    });
    return uris && uris.length > 0 ? this.give(uris) : undefined;
  }

  /** Has files read, with a progress that can be cancelled, and remembers those that are logs. */
  async give(uris: readonly vscode.Uri[]): Promise<readonly GivenLog[]> {
    const results: GivenLog[] = [];
    for (const uri of uris) {
      const options = { location: vscode.ProgressLocation.Notification, cancellable: true };
      const title = vscode.l10n.t('Reading {0}', baseName(uri));
      const result = await vscode.window.withProgress({ ...options, title }, (progress, token) =>
        this.read(uri, progress, token),
      );
      results.push({ ...result, uri });
    }
    const read = results.filter((one) => one.read).map((one) => one.uri.toString());
    if (read.length > 0) await this.remember([...new Set([...this.remembered(), ...read])]);
    return results;
  }

  /** Gives the server the remembered logs, without a word; those that are gone are forgotten. */
  async restore(): Promise<void> {
    const kept: string[] = [];
    for (const uri of this.remembered()) {
      const params: LogFileParams = { uri: this.client.code2ProtocolConverter.asUri(vscode.Uri.parse(uri)) };
      const result = await this.client
        .sendRequest<LogFileResult>(logFileRequest, params)
        .catch(() => undefined);
      if (result?.read !== false) kept.push(uri);
    }
    if (kept.length < this.remembered().length) await this.remember(kept);
  }

  private remembered(): readonly string[] {
    return this.memory.get<readonly string[]>(MEMORY, []);
  }

  private remember(uris: readonly string[]): Thenable<void> {
    return this.memory.update(MEMORY, uris.slice(-MAX_REMEMBERED));
  }

  private async read(
    uri: vscode.Uri,
    progress: vscode.Progress<{ message?: string; increment?: number }>,
    token: vscode.CancellationToken,
  ): Promise<LogFileResult> {
    const workDoneToken = `amanda-log-${++this.tokens}`;
    let shown = 0;
    const listener = this.client.onProgress(WorkDoneProgress.type, workDoneToken, (value) => {
      if (value.kind !== 'report' || value.percentage === undefined) return;
      progress.report({ increment: value.percentage - shown, message: `${value.percentage} %` });
      shown = value.percentage;
    });
    const params: LogFileParams = { uri: this.client.code2ProtocolConverter.asUri(uri), workDoneToken };
    try {
      return await this.client.sendRequest<LogFileResult>(logFileRequest, params, token);
    } catch (error) {
      if (token.isCancellationRequested)
        return { read: false, summary: vscode.l10n.t('Reading was stopped.') };
      return { read: false, summary: error instanceof Error ? error.message : String(error) };
    } finally {
      listener.dispose();
    }
  }
}

/** Says why files are no logs; nothing when all were read. */
export function tellRefused(results: readonly GivenLog[]): void {
  for (const { uri, read, summary } of results)
    if (!read) void vscode.window.showWarningMessage(`${baseName(uri)}: ${summary}`);
}

/** The last part of a URI's path. */
export function baseName(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}
