import * as vscode from 'vscode';
import type { Location, Position } from 'vscode-languageserver-types';
import { showReferencesCommand } from '../../../server/src/lsp/protocol';
import type { Command } from './index';

/** Shows places that a code lens counted. */
export const showReferences: Command = {
  name: showReferencesCommand,
  async run({ protocol2CodeConverter: convert }, uri, position, locations) {
    if (typeof uri !== 'string' || !Array.isArray(locations)) return;
    await vscode.commands.executeCommand(
      'editor.action.showReferences',
      vscode.Uri.parse(uri),
      convert.asPosition(position as Position),
      (locations as readonly Location[]).map((one) => convert.asLocation(one)),
    );
  },
};
