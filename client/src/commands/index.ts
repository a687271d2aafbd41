import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { afterFix } from './after-fix';
import { fixAll } from './fix-all';
import { openCounterpart } from './open-counterpart';
import { openConfiguration } from './open-configuration';
import { restartServer } from './restart-server';

/** One command: its name in package.json and what it does. */
export interface Command {
  readonly name: string;
  run(client: BaseLanguageClient, ...args: readonly unknown[]): Promise<void>;
}

const commands: readonly Command[] = [
  afterFix,
  fixAll,
  openConfiguration,
  openCounterpart,
  restartServer,
  {
    name: 'amanda.showOutput',
    run: (client) => Promise.resolve(client.outputChannel.show()),
  },
  {
    name: 'amanda.openWalkthrough',
    run: async () => {
      await vscode.commands.executeCommand(
        'workbench.action.openWalkthrough',
        'amanda-tools.amanda-backup#amanda.start',
        false,
      );
    },
  },
];

/** Makes the commands known to VS Code. */
export function registerCommands(client: BaseLanguageClient): vscode.Disposable {
  return vscode.Disposable.from(
    ...commands.map((command) =>
      vscode.commands.registerCommand(command.name, (...args: readonly unknown[]) =>
        command.run(client, ...args),
      ),
    ),
  );
}
