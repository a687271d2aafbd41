import * as vscode from 'vscode';

/** Most texts that are kept; the oldest goes first. */
const MAX_KEPT = 50;

/** Read-only documents whose text is made once, such as the summary of a log. */
export class TextDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly registration: vscode.Disposable;

  constructor(private readonly scheme: string) {
    this.registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString()) ?? '';
  }

  /** Opens a document with this name and text in an editor. */
  async show(name: string, text: string): Promise<void> {
    const uri = vscode.Uri.from({ scheme: this.scheme, path: `/${name}` });
    this.texts.delete(uri.toString());
    this.texts.set(uri.toString(), text);
    for (const old of this.texts.keys()) {
      if (this.texts.size <= MAX_KEPT) break;
      this.texts.delete(old);
    }
    this.changed.fire(uri);
    await vscode.window.showTextDocument(uri, { preview: false });
  }
}
