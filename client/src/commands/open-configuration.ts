import * as vscode from 'vscode';
import type { Command } from './index';

/** Opens an amanda.conf of the workspace; asks which one when there are several. */
export const openConfiguration: Command = {
  name: 'amanda.openConfiguration',
  async run() {
    const found = await vscode.workspace.findFiles('**/{amanda,amanda-client}.conf', undefined, 500);
    if (found.length === 0) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t(
          'There is no amanda.conf in this workspace. Open the folder that holds it, e.g. /etc/amanda.',
        ),
      );
      return;
    }
    const items = found
      .map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri }))
      .sort((a, b) => (a.label < b.label ? -1 : 1));
    const picked =
      items.length === 1
        ? items[0]
        : await vscode.window.showQuickPick(items, {
            placeHolder: vscode.l10n.t('Which configuration?'),
          });
    if (picked) await vscode.window.showTextDocument(picked.uri);
  },
};
