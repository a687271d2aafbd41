import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { HostsEntry } from '../../../server/src/lsp/protocol';
import { hostsOf } from '../targets';
import { commandLine, type Program } from './command-line';
import { FETCH, type FetchLogs } from './fetch-logs';

/** The full path of a program on this machine; undefined when it is not there. */
export type FindProgram = (name: string) => Promise<string | undefined>;

/** What tasks.json says of a task of ours. */
interface Definition extends vscode.TaskDefinition {
  readonly type: 'amanda';
  readonly program: Program;
  readonly config: string;
  readonly args?: readonly string[];
}

/** For every problem that Amanda's programs print, in the form that each of them has. */
const MATCHERS: string[] = [
  '$amanda-conf',
  '$amanda-disklist',
  '$amanda-options',
  '$amcheck',
  '$amcheck-client',
];
/** Hosts for which a task of their own is offered; with more the list would hide the others. */
const MAX_HOST_TASKS = 30;

/** Offers amcheck and amadmin as tasks where they can be run. They are never run but by the user. */
export function registerTasks(
  client: BaseLanguageClient,
  find: FindProgram | undefined,
  fetch: FetchLogs,
): vscode.Disposable {
  if (!find) return vscode.Disposable.from();
  return vscode.tasks.registerTaskProvider('amanda', new AmandaTasks(client, find, fetch));
}

class AmandaTasks implements vscode.TaskProvider {
  constructor(
    private readonly client: BaseLanguageClient,
    private readonly find: FindProgram,
    private readonly fetch: FetchLogs,
  ) {}

  async provideTasks(): Promise<vscode.Task[]> {
    if (!vscode.workspace.isTrusted || !this.client.isRunning()) return [];
    const tasks: vscode.Task[] = [];
    const entries = await hostsOf(this.client);
    for (const entry of entries) {
      for (const { program, args, detail } of offers(entry)) {
        const definition: Definition = { type: 'amanda', program, config: entry.name, args };
        const task = await this.task(definition, vscode.Uri.parse(entry.folder));
        if (!task) continue;
        task.detail = detail;
        tasks.push(task);
      }
      for (const { name: host } of entry.hosts.length <= MAX_HOST_TASKS ? entry.hosts : []) {
        const task = this.fetch.task({ folder: entry.folder, host });
        if (!('refused' in task)) tasks.push(task);
      }
    }
    return tasks;
  }

  async resolveTask(task: vscode.Task): Promise<vscode.Task | undefined> {
    const { program, config, args } = task.definition as Partial<Definition>;
    if (!vscode.workspace.isTrusted || typeof config !== 'string') return undefined;
    const fetches = task.definition['program'] === FETCH;
    if (!fetches && program !== 'amcheck' && program !== 'amadmin') return undefined;
    const entries = this.client.isRunning() ? await hostsOf(this.client) : [];
    const folder = entries.find((entry) => entry.name === config)?.folder;
    if (fetches) {
      const host = args?.[0];
      if (folder === undefined || typeof host !== 'string') return undefined;
      const made = this.fetch.task({ folder, host }, task.definition);
      return 'refused' in made ? undefined : made;
    }
    // The very definition has to come back, or VS Code takes it for another task.
    const definition = task.definition as Definition;
    return this.task(
      { ...definition, args: args ?? [] },
      folder ? vscode.Uri.parse(folder) : undefined,
      definition,
    );
  }

  private async task(
    { program, config, args = [] }: Definition,
    folder: vscode.Uri | undefined,
    definition?: Definition,
  ): Promise<vscode.Task | undefined> {
    const prefix = vscode.workspace.getConfiguration('amanda', folder).get<string[]>('tasks.command', []);
    const path = prefix.length > 0 ? program : await this.find(program);
    if (path === undefined) return undefined;
    const local = folder?.scheme === 'file' && prefix.length === 0 ? folder.fsPath : undefined;
    const remoteShell =
      vscode.workspace.getConfiguration('amanda', folder).get<boolean | null>('tasks.remoteShell') ??
      undefined;
    const line = commandLine({ program, path, config, args, prefix, remoteShell, folder: local });
    if (line === undefined) {
      void vscode.window.showWarningMessage(
        vscode.l10n.t(
          'The task for {0} is not offered: the name could be read as something else by a shell. Say in the setting amanda.tasks.remoteShell whether amanda.tasks.command leads to one.',
          config,
        ),
      );
      return undefined;
    }
    const { command, cwd } = line;
    const [process = path, ...rest] = command;
    const task = new vscode.Task(
      definition ?? { type: 'amanda', program, config, args },
      (folder && vscode.workspace.getWorkspaceFolder(folder)) ?? vscode.TaskScope.Workspace,
      [
        program,
        ...(program === 'amadmin' ? [config, ...args] : [...options(args), config, ...hosts(args)]),
      ].join(' '),
      'Amanda',
      new vscode.ProcessExecution(process, rest, cwd === undefined ? {} : { cwd }),
      MATCHERS,
    );
    task.group = vscode.TaskGroup.Test;
    task.presentationOptions = { reveal: vscode.TaskRevealKind.Always, clear: true };
    return task;
  }
}

interface Offer {
  readonly program: Program;
  readonly args: readonly string[];
  readonly detail: string;
}

const options = (args: readonly string[]) => args.filter((arg) => arg.startsWith('-'));
const hosts = (args: readonly string[]) => args.filter((arg) => !arg.startsWith('-'));

function offers(entry: HostsEntry): Offer[] {
  const all: Offer[] = [
    { program: 'amcheck', args: [], detail: vscode.l10n.t('Test the server, the tape and every client') },
    { program: 'amcheck', args: ['-s'], detail: vscode.l10n.t('Test the server and the tape only') },
    { program: 'amcheck', args: ['-c'], detail: vscode.l10n.t('Test every client, not the server') },
    {
      program: 'amadmin',
      args: ['disklist'],
      detail: vscode.l10n.t('Show the disklist as Amanda understands it'),
    },
  ];
  if (entry.hosts.length <= MAX_HOST_TASKS)
    for (const { name } of entry.hosts) {
      // Such a name would be an option to amcheck.
      if (name.startsWith('-')) continue;
      all.push({
        program: 'amcheck',
        args: ['-c', name],
        detail: vscode.l10n.t('Test the client {0} only', name),
      });
    }
  return all;
}
