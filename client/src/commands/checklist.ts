import * as vscode from 'vscode';
import { targetOf } from '../targets';
import type { ChecklistView } from '../views/checklist';
import type { Command } from './index';

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
  ];
}
