import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  requestPreviewRequest,
  type RequestPreview,
  type RequestPreviewParams,
} from '../../../server/src/lsp/protocol';

const SCHEME = 'amanda-request';
/** Quiet time in milliseconds before open previews are made anew. */
const REFRESH_DELAY = 200;

/** Read-only documents with estimate requests, made anew while the configuration is edited. */
export class RequestPreviews implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly cuts = new Map<string, number | undefined>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly head = vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    color: new vscode.ThemeColor('descriptionForeground'),
    fontStyle: 'italic',
  });
  private readonly mark = vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    fontWeight: 'bold',
    color: new vscode.ThemeColor('errorForeground'),
    backgroundColor: new vscode.ThemeColor('inputValidation.errorBackground'),
    overviewRulerColor: new vscode.ThemeColor('editorOverviewRuler.errorForeground'),
    overviewRulerLane: vscode.OverviewRulerLane.Full,
  });
  private readonly lost = vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    opacity: '0.55',
  });
  private readonly subscriptions: vscode.Disposable;

  constructor(
    private readonly client: BaseLanguageClient,
    statusChanged: vscode.Event<void>,
  ) {
    this.subscriptions = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, this),
      this.changed,
      this.head,
      this.mark,
      this.lost,
      statusChanged(() => this.refreshSoon()),
      vscode.window.onDidChangeVisibleTextEditors(() => this.decorate()),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.uri.scheme === SCHEME) this.decorate();
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.cuts.delete(uri.toString())),
    );
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.subscriptions.dispose();
  }

  /** Opens the request of a host; `choice` is a day (first, typical, worst) or levels such as "0,1". */
  async show(params: RequestPreviewParams): Promise<void> {
    const name = `${params.host.replaceAll('/', '_')} (${params.choice}).request`;
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${name}`, query: JSON.stringify(params) });
    // An open one may be older than what was typed last.
    this.changed.fire(uri);
    await vscode.window.showTextDocument(uri, { preview: false, viewColumn: this.column() });
    this.decorate();
  }

  /** What an open preview shows; undefined for other documents. */
  paramsOf(uri: vscode.Uri | undefined): RequestPreviewParams | undefined {
    return uri?.scheme === SCHEME ? (JSON.parse(uri.query) as RequestPreviewParams) : undefined;
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const params = this.paramsOf(uri);
    const preview =
      params &&
      (await this.client
        .sendRequest<RequestPreview | null>(requestPreviewRequest, params)
        .catch(() => undefined));
    this.cuts.set(uri.toString(), preview?.cutLine);
    return preview?.text ?? `# ${vscode.l10n.t('There is no such host in the disklist any more.')}\n`;
  }

  /** Beside the file that is edited, so that both are seen; in the same place when a preview is in front. */
  private column(): vscode.ViewColumn {
    const active = vscode.window.activeTextEditor;
    return active && active.document.uri.scheme !== SCHEME
      ? vscode.ViewColumn.Beside
      : vscode.ViewColumn.Active;
  }

  private refreshSoon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      for (const { uri } of vscode.workspace.textDocuments) if (uri.scheme === SCHEME) this.changed.fire(uri);
    }, REFRESH_DELAY);
  }

  private decorate(): void {
    for (const editor of vscode.window.visibleTextEditors) {
      const { document } = editor;
      if (document.uri.scheme !== SCHEME) continue;
      let end = 0;
      while (end < document.lineCount && document.lineAt(end).text.startsWith('#')) end++;
      const lines = (from: number, to: number) =>
        to > from && from < document.lineCount ? [new vscode.Range(from, 0, to - 1, 0)] : [];
      const cut = this.cuts.get(document.uri.toString());
      editor.setDecorations(this.head, lines(0, end));
      editor.setDecorations(this.mark, cut === undefined ? [] : lines(cut, cut + 1));
      editor.setDecorations(this.lost, cut === undefined ? [] : lines(cut + 1, document.lineCount));
    }
  }
}
