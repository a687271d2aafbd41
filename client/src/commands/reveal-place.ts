import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { revealPlaceCommand, type ShownPlace } from '../../../server/src/lsp/protocol';
import { readable } from '../views/packed';
import type { Command } from './index';

/** Opens the file of a place and selects the place. Code lenses and the checklist run it. */
export const revealPlace: Command = {
  name: revealPlaceCommand,
  async run(client, place) {
    const { uri, range } = (place ?? {}) as Partial<ShownPlace>;
    if (typeof uri === 'string' && range) await reveal(client, { uri, range });
  },
};

/** Shows a place in an editor; a file that VS Code cannot open is named in a message. */
export async function reveal(
  client: BaseLanguageClient,
  place: ShownPlace,
  preserveFocus = false,
): Promise<void> {
  const { uri, range } = client.protocol2CodeConverter.asLocation(place);
  try {
    await vscode.window.showTextDocument(readable(uri), { selection: range, preserveFocus });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(vscode.l10n.t('{0} cannot be shown: {1}', uri.fsPath, reason));
  }
}
