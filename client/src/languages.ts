import * as vscode from 'vscode';
import { detectLanguage, DETECTION_LINES } from './detect';

/**
 * Sets right what a file name alone cannot tell: files of ours that are named like others', and files of others that
 * are named like ours. Looks once at each document when it is opened; a language that the user chose stays.
 */
export function watchLanguages(): vscode.Disposable {
  for (const document of vscode.workspace.textDocuments) void detect(document);
  const judged = new Set<string>();
  return vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument((document) => {
      // Switching the language closes the document and opens it again.
      const uri = document.uri.toString();
      if (judged.has(uri)) return;
      judged.add(uri);
      void detect(document);
    }),
    vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
      for (const tab of closed)
        if (tab.input instanceof vscode.TabInputText) judged.delete(tab.input.uri.toString());
    }),
  );
}

async function detect(document: vscode.TextDocument): Promise<void> {
  const { uri, languageId } = document;
  if (['git', 'output', 'vscode', 'comment', 'search-editor'].includes(uri.scheme)) return;
  const ours = languageId.startsWith('amanda-');
  // Another language was chosen by the name, or by the user: not ours to change.
  if (!ours && languageId !== 'plaintext' && languageId !== 'log') return;
  if (!vscode.workspace.getConfiguration('amanda', uri).get('detectLanguage', true)) return;
  const lines: string[] = [];
  for (let i = 0; i < Math.min(document.lineCount, DETECTION_LINES); i++)
    lines.push(document.lineAt(i).text.slice(0, 2000));
  // A new file has nothing in it that could speak against its name.
  if (ours && lines.every((line) => line.trim() === '')) return;
  const wanted = detectLanguage(uri.path, lines);
  if (wanted && wanted !== languageId) await vscode.languages.setTextDocumentLanguage(document, wanted);
}
