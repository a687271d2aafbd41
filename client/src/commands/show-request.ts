import * as vscode from 'vscode';
import { targetOf } from '../targets';
import type { RequestPreviews } from '../views/request-preview';
import type { Command } from './index';

/** Shows the estimate request of a host; a code lens names the host and gets the worst day at once. */
export function requestCommands(previews: RequestPreviews): readonly Command[] {
  return [
    {
      name: 'amanda.showRequest',
      async run(client, ...args) {
        const shown = previews.paramsOf(vscode.window.activeTextEditor?.document.uri);
        const target = shown ?? (await targetOf(client, args));
        if (!target) return;
        const direct = typeof args[1] === 'string';
        const choice =
          typeof args[2] === 'string' ? args[2] : direct ? 'worst' : await pickDay(shown?.choice);
        if (choice !== undefined) await previews.show({ folder: target.folder, host: target.host, choice });
      },
    },
  ];
}

async function pickDay(current: string | undefined): Promise<string | undefined> {
  const items = [
    {
      label: vscode.l10n.t('Worst day'),
      description: vscode.l10n.t('three levels for each DLE'),
      choice: 'worst',
    },
    {
      label: vscode.l10n.t('Typical day'),
      description: vscode.l10n.t('level 0 and the last level'),
      choice: 'typical',
    },
    {
      label: vscode.l10n.t('Tonight'),
      description: vscode.l10n.t('by the info database on this machine'),
      choice: 'tonight',
    },
    { label: vscode.l10n.t('First day'), description: vscode.l10n.t('level 0 only'), choice: 'first' },
    { label: vscode.l10n.t('Levels…'), description: vscode.l10n.t('for every DLE the same'), choice: '' },
  ];
  const placeHolder =
    current === undefined
      ? vscode.l10n.t('The request of which day?')
      : vscode.l10n.t('The request of which day? Shown: {0}', current);
  const picked = await vscode.window.showQuickPick(items, { placeHolder });
  if (picked?.choice !== '') return picked?.choice;
  return vscode.window.showInputBox({
    prompt: vscode.l10n.t('Levels from 0 to 9, separated by commas'),
    value: '0,1',
    validateInput: (text) =>
      /^[0-9](,[0-9])*$/.test(text) ? undefined : vscode.l10n.t('Write levels like this: 0,1,2'),
  });
}
