import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { resolvedRequest, type ResolvedParams, type ResolvedText } from '../../../server/src/lsp/protocol';

const SCHEME = 'amanda-resolved';
/** Quiet time in milliseconds before open documents are made anew. */
const REFRESH_DELAY = 200;

/** What an open document shows: the place it was asked for, which moves when lines above it come and go. */
interface Shown {
  readonly uri: vscode.Uri;
  readonly document: string;
  line: number;
  readonly character: number;
  readonly title: string;
  text: string;
}

/** Read-only documents with every value that is in force for a DLE or a block, made anew while files are edited. */
export class ResolvedDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly shown = new Map<string, Shown>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly subscriptions: vscode.Disposable;

  constructor(
    private readonly client: BaseLanguageClient,
    statusChanged: vscode.Event<void>,
  ) {
    this.subscriptions = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, this),
      this.changed,
      statusChanged(() => this.refreshSoon()),
      vscode.workspace.onDidChangeTextDocument((event) => this.follow(event)),
    );
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.subscriptions.dispose();
  }

  /** Opens the values of what is at a place of a document. False when there is neither a DLE nor a block. */
  async show(document: vscode.TextDocument, position: vscode.Position): Promise<boolean> {
    const { line, character } = position;
    const origin = this.client.code2ProtocolConverter.asUri(document.uri);
    const found = await this.ask(origin, line, character);
    if (!found) return false;
    const { title, text } = found;
    const name = title.replace(/[^\w.:-]+/g, '_').slice(0, 80);
    const uri = vscode.Uri.from({
      scheme: SCHEME,
      path: `/${name}.amanda.conf`,
      query: `${origin}#${title}`,
    });
    this.shown.set(uri.toString(), { uri, document: document.uri.toString(), line, character, title, text });
    this.changed.fire(uri);
    const opened = await vscode.workspace.openTextDocument(uri);
    if (opened.languageId !== 'amanda-conf')
      await vscode.languages.setTextDocumentLanguage(opened, 'amanda-conf');
    await vscode.window.showTextDocument(uri, { preview: false, viewColumn: vscode.ViewColumn.Beside });
    return true;
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.shown.get(uri.toString())?.text ?? '';
  }

  private async ask(uri: string, line: number, character: number): Promise<ResolvedText | null> {
    const params: ResolvedParams = { textDocument: { uri }, position: { line, character } };
    return this.client.sendRequest<ResolvedText | null>(resolvedRequest, params).catch(() => null);
  }

  private follow({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const uri = document.uri.toString();
    for (const shown of this.shown.values()) {
      if (shown.document !== uri) continue;
      for (const { range, text } of contentChanges) {
        if (range.end.line >= shown.line && !(range.end.line === shown.line && range.end.character === 0))
          continue;
        shown.line += text.split('\n').length - 1 - (range.end.line - range.start.line);
      }
    }
  }

  private refreshSoon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const open = new Set(vscode.workspace.textDocuments.map(({ uri }) => uri.toString()));
      for (const [uri, shown] of this.shown) {
        if (open.has(uri)) void this.update(shown);
        else this.shown.delete(uri);
      }
    }, REFRESH_DELAY);
  }

  private async update(shown: Shown): Promise<void> {
    const origin = this.client.code2ProtocolConverter.asUri(vscode.Uri.parse(shown.document));
    const found = await this.ask(origin, shown.line, shown.character);
    // While a line is half typed there may be another thing at the place, or none: the last good text stays.
    if (found?.title !== shown.title || found.text === shown.text) return;
    shown.text = found.text;
    this.changed.fire(shown.uri);
  }
}
