import { TextDocuments, type Connection } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { canonicalUri } from '../text/uri';
import { kindOfName, type FileKind, type Workspace } from '../workspace/workspace';

/** The documents that the editor has open, by the one spelling of their URI; keeps the workspace up to date with them. */
export class Documents {
  private readonly managed = new TextDocuments(TextDocument);
  private readonly byUri = new Map<string, TextDocument>();
  /** Called after the workspace has heard of an opened, edited, saved or closed document. */
  onChange: (uri: string, what: 'opened' | 'edited' | 'saved' | 'closed') => void = () => undefined;

  constructor(private readonly workspace: Workspace) {}

  listen(connection: Connection): void {
    this.managed.onDidOpen(({ document }) => this.update(document, 'opened'));
    // An opened document comes here too, after onDidOpen; the workspace sees that nothing is new.
    this.managed.onDidChangeContent(({ document }) => this.update(document, 'edited'));
    this.managed.onDidSave(({ document }) => this.onChange(canonicalUri(document.uri), 'saved'));
    this.managed.onDidClose(({ document }) => {
      const uri = canonicalUri(document.uri);
      this.byUri.delete(uri);
      this.workspace.closeDocument(uri);
      this.onChange(uri, 'closed');
    });
    this.managed.listen(connection);
  }

  get(uri: string): TextDocument | undefined {
    return this.byUri.get(uri);
  }

  uris(): readonly string[] {
    return [...this.byUri.keys()];
  }

  private update(document: TextDocument, what: 'opened' | 'edited'): void {
    const uri = canonicalUri(document.uri);
    this.byUri.set(uri, document);
    this.workspace.setDocument(uri, document.getText(), kindOf(document));
    this.onChange(uri, what);
  }
}

const LOGS = ['amanda-debug', 'amanda-amdump', 'amanda-log', 'amanda-report'];

/** What the editor's language says, else the name. Other editors name languages as they like: `amanda`, `amandadisklist`. */
function kindOf({ languageId, uri }: TextDocument): FileKind | undefined {
  if (LOGS.includes(languageId)) return undefined;
  if (languageId === 'amanda-conf') return 'conf';
  if (/^amanda.*disklist/i.test(languageId)) return 'disklist';
  return kindOfName(uri) ?? (/^amanda/i.test(languageId) ? 'conf' : undefined);
}
