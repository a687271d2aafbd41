import * as vscode from 'vscode';
import { explainRequest, type ExplainParams, type Explanation } from '../../../server/src/lsp/protocol';
import type { TextDocuments } from '../views/text-documents';
import type { Command } from './index';

/** Longest text that is asked about, in UTF-16 units: a mail of a large site, not a log. */
const MAX_LENGTH = 256 * 1024;
/** Characters of the clipboard that are shown before it is used. */
const SHOWN = 80;

/** Explains what somebody pasted: a report's line, a mail, a forum post. */
export function explainCommands(documents: TextDocuments): readonly Command[] {
  return [
    {
      name: 'amanda.explainMessage',
      async run(client) {
        const text = (await messageText())?.trim().slice(0, MAX_LENGTH);
        if (!text) return;
        const params: ExplainParams = { text };
        const explanation = await client
          .sendRequest<Explanation | null>(explainRequest, params)
          .catch(() => null);
        if (explanation) return documents.showRendered(vscode.l10n.t('Explanation'), explanation.markdown);
        void vscode.window.showWarningMessage(
          vscode.l10n.t('The language server gave no explanation. The output channel "Amanda" says why.'),
        );
      },
    },
  ];
}

/** What is selected, else what is on the clipboard when the user wants that, else what the user types. */
async function messageText(): Promise<string | undefined> {
  const editor = vscode.window.activeTextEditor;
  const selected = editor?.document.getText(editor.selection) ?? '';
  if (selected.trim() !== '') return selected;
  const clipboard = await vscode.env.clipboard.readText();
  if (/\S.*\n.*\S/s.test(clipboard)) {
    const label = vscode.l10n.t('Explain what is on the clipboard');
    const other = vscode.l10n.t('Type or paste a message');
    const detail = clipboard.trim().split('\n', 1)[0]?.slice(0, SHOWN) ?? '';
    const picked = await vscode.window.showQuickPick([{ label, detail }, { label: other }], {
      placeHolder: vscode.l10n.t('Which message?'),
    });
    if (!picked) return undefined;
    if (picked.label === label) return clipboard;
  }
  return vscode.window.showInputBox({
    prompt: vscode.l10n.t('A message of Amanda, as it stands in a report, a mail or a log'),
    placeHolder: 'driver: FAIL … [data timeout]',
    ignoreFocusOut: true,
  });
}
