import * as vscode from 'vscode';
import { statusRequest, type Status, type StatusParams } from '../../../server/src/lsp/protocol';
import type { Command } from './index';

/** From the disklist or an include to the amanda.conf that reads it, and from amanda.conf to its disklist. */
export const openCounterpart: Command = {
  name: 'amanda.openCounterpart',
  async run(client) {
    const uri = vscode.window.activeTextEditor?.document.uri;
    if (!uri) return;
    const params: StatusParams = { uri: client.code2ProtocolConverter.asUri(uri) };
    const status = await client.sendRequest<Status | null>(statusRequest, params);
    const here = params.uri;
    const owner = status?.configurations[0];
    const target = owner && owner.root !== here ? owner.root : status?.disklist;
    if (!target) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('No Amanda configuration was found that this file belongs to.'),
      );
      return;
    }
    await vscode.window.showTextDocument(vscode.Uri.parse(target));
  },
};
