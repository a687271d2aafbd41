import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { Target } from '../targets';
import { fetchCommand, hostFolder, type FetchVariables, type Refusal } from './fetch-command';

/** The name of this kind of task in tasks.json; its `args` are one host. */
export const FETCH = 'fetchLogs';
/** Files of which the server is told when they were brought. */
const MAX_TOLD = 5_000;

interface Definition extends vscode.TaskDefinition {
  readonly type: 'amanda';
  readonly program: typeof FETCH;
  readonly config: string;
  readonly args: readonly string[];
}

/** Brings the debug logs of clients, with the command of the settings; only when the user says so. */
export class FetchLogs implements vscode.Disposable {
  private readonly subscriptions: vscode.Disposable;
  /** Folders of the configurations that tasks were made for, by name. */
  private readonly folders = new Map<string, string>();

  constructor(
    private readonly client: BaseLanguageClient,
    /** Where copies go when no folder is open. */
    private readonly storage: vscode.Uri,
    /** False where no program can be run: in the browser. */
    private readonly able: boolean,
  ) {
    this.subscriptions = able
      ? vscode.Disposable.from(
          vscode.tasks.onDidStartTask(({ execution }) => void this.started(execution.task)),
          vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => this.ended(execution.task, exitCode)),
        )
      : vscode.Disposable.from();
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  /** Runs the command for a host, or says why it cannot be run. */
  async run(target: Target): Promise<void> {
    const why = this.unable();
    if (why !== undefined) return void vscode.window.showErrorMessage(why);
    const task = this.task(target);
    if ('refused' in task) return void vscode.window.showErrorMessage(refusalText(task));
    const folder = this.folder(target);
    if (!(await covered(folder))) return;
    await this.make(folder);
    await vscode.tasks.executeTask(task);
  }

  /** The task for a host, not run; or why there can be none. The definition of tasks.json has to come back as it is. */
  task(target: Target, definition?: vscode.TaskDefinition): vscode.Task | Refusal {
    const scope = vscode.Uri.parse(target.folder);
    const settings = vscode.workspace.getConfiguration('amanda', scope);
    const config = decodeURIComponent(target.folder.slice(target.folder.lastIndexOf('/') + 1));
    const variables: FetchVariables = {
      host: target.host,
      config,
      dbgdir: settings.get('fetchLogs.dbgdir', '').replace(/(?<=.)\/+$/, ''),
      folder: this.folder(target).fsPath,
    };
    const command = fetchCommand(settings.get<unknown[]>('fetchLogs.command', []), variables);
    if ('refused' in command) return command;
    this.folders.set(config, target.folder);
    const [program = '', ...args] = command;
    const own: Definition = { type: 'amanda', program: FETCH, config, args: [target.host] };
    const task = new vscode.Task(
      definition ?? own,
      vscode.workspace.getWorkspaceFolder(scope) ?? vscode.TaskScope.Workspace,
      `${FETCH} ${config} ${target.host}`,
      'Amanda',
      new vscode.ProcessExecution(program, args),
    );
    task.detail = vscode.l10n.t('Fetch the debug logs of {0}', target.host);
    task.presentationOptions = { reveal: vscode.TaskRevealKind.Always, clear: true };
    return task;
  }

  private unable(): string | undefined {
    if (!this.able) return vscode.l10n.t('In the browser no program can be run that fetches logs.');
    if (vscode.workspace.isTrusted) return undefined;
    return vscode.l10n.t('Logs are fetched in trusted workspaces only, because a program is run for it.');
  }

  /** Where the copies of a host go: in a folder of its own, so that it is known whose they are. */
  private folder({ folder, host }: Target): vscode.Uri {
    const scope = vscode.Uri.parse(folder);
    const name = vscode.workspace.getConfiguration('amanda', scope).get('fetchLogs.folder', '');
    const open = vscode.workspace.getWorkspaceFolder(scope) ?? vscode.workspace.workspaceFolders?.[0];
    const base = name.startsWith('/')
      ? scope.with({ path: name })
      : open?.uri.scheme === 'file'
        ? vscode.Uri.joinPath(open.uri, name)
        : vscode.Uri.joinPath(this.storage, 'logs');
    return vscode.Uri.joinPath(base, hostFolder(host));
  }

  private async make(folder: vscode.Uri): Promise<void> {
    const base = vscode.Uri.joinPath(folder, '..');
    const isNew = await Promise.resolve(vscode.workspace.fs.stat(base)).then(
      () => false,
      () => true,
    );
    await vscode.workspace.fs.createDirectory(folder);
    // Copies of logs are not to be checked in along with the configuration.
    if (isNew)
      await vscode.workspace.fs.writeFile(
        vscode.Uri.joinPath(base, '.gitignore'),
        new TextEncoder().encode('*\n'),
      );
  }

  /** A task that is started from the list of tasks finds its folder there, too. */
  private async started(task: vscode.Task): Promise<void> {
    const target = this.targetOf(task);
    if (target) await this.make(this.folder(target));
  }

  private async ended(task: vscode.Task, exitCode: number | undefined): Promise<void> {
    const target = this.targetOf(task);
    if (!target) return;
    const folder = this.folder(target);
    const found = await vscode.workspace.findFiles(
      new vscode.RelativePattern(folder, '**/*'),
      null,
      MAX_TOLD,
    );
    // The editor's own watcher may leave out the folder, by the setting files.watcherExclude.
    await this.client.sendNotification('workspace/didChangeWatchedFiles', {
      changes: found.map((uri) => ({ uri: this.client.code2ProtocolConverter.asUri(uri), type: 1 })),
    });
    if (exitCode === 0) return;
    const set = vscode.l10n.t('Change the Settings');
    const answer = await vscode.window.showWarningMessage(
      vscode.l10n.t(
        'Fetching the logs of {0} ended with exit code {1}; the terminal says why. The user must be able to log in there and to read the folder of amanda.fetchLogs.dbgdir.',
        target.host,
        exitCode ?? '?',
      ),
      set,
    );
    if (answer === set)
      await vscode.commands.executeCommand('workbench.action.openSettings', 'amanda.fetchLogs');
  }

  /** What a task of ours was made for. */
  private targetOf({ definition }: vscode.Task): Target | undefined {
    const { type, program, config, args } = definition as Partial<Definition>;
    const folder = this.folders.get(config ?? '');
    const host = args?.[0];
    if (type !== 'amanda' || program !== FETCH || folder === undefined || host === undefined)
      return undefined;
    return { folder, host };
  }
}

/** Asks to add a folder to `amanda.logs` where no log is looked for in it. False when the user gives up. */
async function covered(folder: vscode.Uri): Promise<boolean> {
  if (vscode.workspace.getWorkspaceFolder(folder)) return true;
  const settings = vscode.workspace.getConfiguration('amanda', folder);
  const logs = settings.get<string[]>('logs', []);
  const base = vscode.Uri.joinPath(folder, '..');
  const within = (name: string) => base.path === name || base.path.startsWith(name.replace(/\/*$/, '/'));
  if (logs.some(within)) return true;
  const add = vscode.l10n.t('Add It and Fetch');
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t(
      'The copies go to {0}, where no logs are looked for. Add this folder to the setting amanda.logs?',
      base.fsPath,
    ),
    { modal: true },
    add,
  );
  if (answer !== add) return false;
  const open = vscode.workspace.workspaceFolders !== undefined;
  const target = open ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
  await settings.update('logs', [...logs, base.path], target);
  return true;
}

/** What is wrong with a name or with the settings, so that nothing was run. */
function refusalText({ refused, value }: Refusal): string {
  switch (refused) {
    case 'host':
      return vscode.l10n.t(
        'The host name "{0}" is not handed to a program: it begins with "-", or holds characters that no host name has.',
        value,
      );
    case 'config':
      return vscode.l10n.t(
        'The name of the configuration "{0}" is not handed to a program: it begins with "-", or holds characters that a shell reads.',
        value,
      );
    case 'dbgdir':
      return vscode.l10n.t(
        'The setting amanda.fetchLogs.dbgdir must be an absolute path without characters that a shell reads, not "{0}".',
        value,
      );
    case 'template':
      return vscode.l10n.t(
        'The setting amanda.fetchLogs.command must be a list of words that begins with a program, not {0}.',
        value,
      );
    case 'variable':
      return vscode.l10n.t(
        'The setting amanda.fetchLogs.command names {0}; there are only {1}.',
        value,
        '${host}, ${config}, ${dbgdir}, ${folder}',
      );
  }
}
