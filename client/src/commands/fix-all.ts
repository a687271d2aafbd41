import * as vscode from 'vscode';
import type { Command } from './index';

/** Applies every fix of the file that cannot change what is backed up. */
export const fixAll: Command = {
  name: 'amanda.fixAll',
  async run() {
    await vscode.commands.executeCommand('editor.action.codeAction', {
      kind: 'source.fixAll.amanda',
      apply: 'first',
    });
  },
};
