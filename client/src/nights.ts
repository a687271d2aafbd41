import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { lastNightRequest, type LastNight } from '../../server/src/lsp/protocol';

/** Quiet time in milliseconds after which the server is asked again, so that typing asks for nothing. */
const QUIET = 400;
/** What a server answers that does not know a method (JSON-RPC). */
const METHOD_NOT_FOUND = -32601;

/** The newest run of each configuration and program, asked for once for everybody who shows it. */
export class Nights implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  /** The answer may be another one now. */
  readonly onDidChange = this.changed.event;
  private readonly subscriptions: vscode.Disposable;
  private answer: Promise<readonly LastNight[]> | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private unknown = false;

  constructor(
    private readonly client: BaseLanguageClient,
    statusChanged: vscode.Event<void>,
  ) {
    this.subscriptions = vscode.Disposable.from(
      this.changed,
      statusChanged(() => this.refreshSoon()),
      client.onDidChangeState(() => {
        this.unknown = false;
        this.refreshSoon();
      }),
    );
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.subscriptions.dispose();
  }

  /** Empty without logs, without a server, and with a server that knows of no nights. */
  get(): Promise<readonly LastNight[]> {
    return (this.answer ??= this.ask());
  }

  /** Forgets the answer at once. */
  refresh(): void {
    clearTimeout(this.timer);
    this.answer = undefined;
    this.changed.fire();
  }

  private refreshSoon(): void {
    this.answer = undefined;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refresh(), QUIET);
  }

  private async ask(): Promise<readonly LastNight[]> {
    if (this.unknown || !this.client.isRunning()) return [];
    try {
      return (await this.client.sendRequest<readonly LastNight[] | null>(lastNightRequest, {})) ?? [];
    } catch (error) {
      this.unknown = (error as { readonly code?: unknown } | undefined)?.code === METHOD_NOT_FOUND;
      return [];
    }
  }
}
