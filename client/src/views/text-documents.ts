import * as vscode from 'vscode';

/** Most texts that are kept; the oldest goes first. */
const MAX_KEPT = 50;

/** Read-only documents whose text is made once, such as the summary of a log. */
export class TextDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly registration: vscode.Disposable;
  private rendered = 0;

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
    await vscode.window.showTextDocument(this.put(name, text), { preview: false });
  }

  /** Opens a Markdown text as it is meant to be read; as it is written where the editor has no preview. */
  async showRendered(name: string, markdown: string): Promise<void> {
    // A preview that is open already does not look again, so each has a name of its own.
    const uri = this.put(`${name} ${++this.rendered}.md`, markdown);
    try {
      await vscode.commands.executeCommand('markdown.showPreview', uri);
    } catch {
      await vscode.window.showTextDocument(uri, { preview: false });
    }
  }

  private put(name: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme: this.scheme, path: `/${name}` });
    this.texts.delete(uri.toString());
    this.texts.set(uri.toString(), text);
    for (const old of this.texts.keys()) {
      if (this.texts.size <= MAX_KEPT) break;
      this.texts.delete(old);
    }
    this.changed.fire(uri);
    return uri;
  }
}
