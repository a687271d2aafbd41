import * as vscode from 'vscode';
import type { ResolvedDocuments } from '../views/resolved';
import type { Command } from './index';

/** Shows every value in force for the DLE or block at the cursor. */
export function resolvedCommands(documents: ResolvedDocuments): readonly Command[] {
  return [
    {
      name: 'amanda.showResolved',
      async run() {
        const editor = vscode.window.activeTextEditor;
        if (editor && (await documents.show(editor.document, editor.selection.active))) return;
        void vscode.window.showInformationMessage(
          vscode.l10n.t('Put the cursor on a line of the disklist, or into a block of amanda.conf.'),
        );
      },
    },
  ];
}
