import * as vscode from 'vscode';
import { logPlacesRequest, type LogPlacesParams, type ShownPlace } from '../../../server/src/lsp/protocol';
import { baseName, tellRefused, type LogFiles } from '../log-files';
import type { TextDocuments } from '../views/text-documents';
import type { Command } from './index';
import { reveal } from './reveal-place';

/** What leads to logs: one that is too large for an editor, and the newest that speaks of a DLE. */
export function logCommands(logs: LogFiles, summaries: TextDocuments): readonly Command[] {
  return [
    {
      name: 'amanda.readHugeLog',
      async run(_client, first, selected) {
        const clicked = Array.isArray(selected) ? selected : [first];
        const uris = clicked.filter((one) => one instanceof vscode.Uri);
        const results =
          uris.length > 0
            ? await logs.give(uris)
            : await logs.choose(vscode.l10n.t('Read Large Log from Disk'));
        if (!results) return;
        tellRefused(results);
        for (const { uri, read, summary } of results)
          if (read) await summaries.show(`${baseName(uri)}.summary.txt`, summary);
      },
    },
    {
      name: 'amanda.showInLatestLog',
      async run(client) {
        const editor = vscode.window.activeTextEditor;
        if (!editor) return;
        const position = editor.selection.active;
        const params: LogPlacesParams = {
          textDocument: { uri: client.code2ProtocolConverter.asUri(editor.document.uri) },
          position,
        };
        const places =
          (await client.sendRequest<readonly ShownPlace[] | null>(logPlacesRequest, params)) ?? [];
        const [only] = places;
        if (!only) {
          void vscode.window.showInformationMessage(
            vscode.l10n.t(
              'No log at hand speaks of this DLE. Name the folder of logs in the setting amanda.logs.',
            ),
          );
        } else if (places.length === 1) await reveal(client, only);
        else
          await vscode.commands.executeCommand(
            'editor.action.goToLocations',
            editor.document.uri,
            position,
            places.map((place) => client.protocol2CodeConverter.asLocation(place)),
            'peek',
            '',
          );
      },
    },
  ];
}
