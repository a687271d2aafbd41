import * as vscode from 'vscode';
import { LanguageClient, TransportKind, type BaseLanguageClient } from 'vscode-languageclient/node';
import { start } from './client';

let client: BaseLanguageClient | undefined;

/** VS Code calls this when the first file of ours is opened, or a folder that holds an amanda.conf. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const module = context.asAbsolutePath('dist/server.js');
  client = await start(
    context,
    (options) =>
      new LanguageClient(
        'amanda',
        'Amanda',
        {
          run: { module, transport: TransportKind.ipc },
          debug: {
            module,
            transport: TransportKind.ipc,
            options: { execArgv: ['--nolazy', '--inspect=6011'] },
          },
        },
        options,
      ),
    findProgram,
  );
}

/** Amanda's programs for administrators lie where the PATH of a user seldom leads. */
const PLACES: readonly string[] = ['/usr/sbin', '/usr/local/sbin', '/opt/amanda/sbin'];

async function findProgram(name: string): Promise<string | undefined> {
  const folders = (process.env.PATH ?? '').split(process.platform === 'win32' ? ';' : ':');
  for (const folder of [...folders.filter((one) => one !== ''), ...PLACES]) {
    const uri = vscode.Uri.joinPath(vscode.Uri.file(folder), name);
    const stat = await Promise.resolve(vscode.workspace.fs.stat(uri)).catch(() => undefined);
    if (stat && stat.type & vscode.FileType.File) return uri.fsPath;
  }
  return undefined;
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}
