import * as vscode from 'vscode';
import { afterFixCommand, type AfterFix } from '../../../server/src/lsp/protocol';
import type { Command } from './index';

/** Runs when a fix was applied: copies what has to be run elsewhere, and says what else must be done. */
export const afterFix: Command = {
  name: afterFixCommand,
  run: (_client, argument) => tellAfterFix(argument ?? {}),
};

/** Copies the text of a fix that was applied, and shows its note. */
export async function tellAfterFix({ copy, note }: Partial<AfterFix>): Promise<void> {
  if (typeof copy === 'string') await vscode.env.clipboard.writeText(copy);
  const copied =
    typeof copy === 'string' ? vscode.l10n.t('Copied to the clipboard: {0}', firstLine(copy)) : '';
  const message = [note ?? '', copied].filter((part) => part !== '').join(' ');
  // Not awaited: the message may stay until the user closes it.
  if (message !== '') void vscode.window.showInformationMessage(message);
}

function firstLine(text: string): string {
  const line = text.split('\n', 1)[0] ?? '';
  return line.length < text.trimEnd().length ? `${line} …` : line;
}
