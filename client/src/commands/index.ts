import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { afterFix } from './after-fix';
import { fixAll } from './fix-all';
import { openCounterpart } from './open-counterpart';
import { openConfiguration } from './open-configuration';
import { restartServer } from './restart-server';
import { showReferences } from './show-references';
import { revealPlace } from './reveal-place';

/** One command: its name in package.json and what it does. */
export interface Command {
  readonly name: string;
  run(client: BaseLanguageClient, ...args: readonly unknown[]): Promise<void>;
}

/** The commands that need nothing but the client; those of views are made by the file of the command. */
const commands: readonly Command[] = [
  afterFix,
  fixAll,
  openConfiguration,
  openCounterpart,
  restartServer,
  showReferences,
  revealPlace,
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

/** Makes the commands known to VS Code, with those of the views. */
export function registerCommands(client: BaseLanguageClient, more: readonly Command[]): vscode.Disposable {
  return vscode.Disposable.from(
    ...[...commands, ...more].map((command) =>
      vscode.commands.registerCommand(command.name, (...args: readonly unknown[]) =>
        command.run(client, ...args),
      ),
    ),
  );
}
