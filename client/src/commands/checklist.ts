import * as vscode from 'vscode';
import { targetOf } from '../targets';
import type { ChecklistView } from '../views/checklist';
import type { FailureRow } from '../views/checklist-rows';
import type { Command } from './index';
import { reveal } from './reveal-place';

/** What opens and refreshes the tree "Results missing". */
export function checklistCommands(view: ChecklistView): readonly Command[] {
  return [
    {
      name: 'amanda.openChecklist',
      async run(client, ...args) {
        const target = await targetOf(client, args);
        if (!target || (await view.show(target))) return;
        void vscode.window.showInformationMessage(
          vscode.l10n.t('No disklist of this workspace names the host {0}.', target.host),
        );
      },
    },
    {
      name: 'amanda.refreshChecklist',
      run: () => Promise.resolve(view.refresh()),
    },
    {
      name: 'amanda.showLastNight',
      async run() {
        if (await view.showNight()) return;
        const set = vscode.l10n.t('Set the Folder of Logs');
        const answer = await vscode.window.showInformationMessage(
          vscode.l10n.t(
            'No log at hand tells of a run. Name the folder of the logs in the setting amanda.logs, or open a log.',
          ),
          set,
        );
        if (answer === set)
          await vscode.commands.executeCommand('workbench.action.openSettings', 'amanda.logs');
      },
    },
    {
      name: 'amanda.showDisklistEntry',
      async run(client, row) {
        const place = (row as Partial<FailureRow> | undefined)?.dle?.entry;
        if (place) await reveal(client, place);
      },
    },
  ];
}
