import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type * as vscode from 'vscode';
import { fetchCommand, hostFolder } from '../../client/src/tasks/fetch-command';
import { FetchLogs } from '../../client/src/tasks/fetch-logs';
import { settingRows } from '../../server/src/schema/settings';
import { editor, Uri, workspace, type Task } from '../support/vscode-fake';

const setting = (key: string) =>
  settingRows.find((row) => row.key === `amanda.fetchLogs.${key}`)?.schema.default;
const template = setting('command') as string[];
const variables = {
  host: 'client.example.com',
  config: 'Daily',
  dbgdir: '/var/log/amanda',
  folder: '/ws/.amanda-logs/client.example.com',
};

describe('the command that fetches logs', () => {
  it('is the words of the setting with the variables in them, and nothing is split or quoted', () => {
    expect(fetchCommand(template, variables)).toEqual([
      ...template.slice(0, -2),
      'client.example.com:/var/log/amanda/',
      '/ws/.amanda-logs/client.example.com/',
    ]);
    const odd = { ...variables, folder: '/my logs/$(x) "y"' };
    expect(fetchCommand(['scp', '${host}:${dbgdir}/client/${config}', '${folder}'], odd)).toEqual([
      'scp',
      'client.example.com:/var/log/amanda/client/Daily',
      '/my logs/$(x) "y"',
    ]);
    expect(
      fetchCommand(['rsync', '${host}:${dbgdir}', '-h${host}'], { ...variables, host: 'fe80::1' }),
    ).toEqual(['rsync', '[fe80::1]:/var/log/amanda', '-hfe80::1']);
    expect(fetchCommand(['ssh', '${host}'], { ...variables, host: 'bücher.example' })).toEqual([
      'ssh',
      'bücher.example',
    ]);
  });

  it.each([
    [{ host: '-oProxyCommand=reboot' }, 'host', '-oProxyCommand=reboot'],
    [{ host: 'a\nb' }, 'host', 'a\\x0ab'],
    [{ host: 'a b' }, 'host', 'a b'],
    [{ host: '../../etc' }, 'host', '../../etc'],
    [{ host: 'a;reboot' }, 'host', 'a;reboot'],
    [{ host: '' }, 'host', ''],
    [{ config: '$(reboot)' }, 'config', '$(reboot)'],
    [{ config: '-rf' }, 'config', '-rf'],
    [{ dbgdir: 'var/log' }, 'dbgdir', 'var/log'],
    [{ dbgdir: '/var/log;reboot' }, 'dbgdir', '/var/log;reboot'],
  ])('is refused with %j', (change, refused, value) => {
    expect(fetchCommand(template, { ...variables, ...change })).toEqual({ refused, value });
  });

  it.each([
    [[], 'template', '[]'],
    [[''], 'template', '[""]'],
    [['rsync', 7], 'template', '["rsync",7]'],
    [['rsync', '${user}@${host}:'], 'variable', '${user}'],
  ])('is refused as %j', (words, refused, value) => {
    expect(fetchCommand(words, variables)).toEqual({ refused, value });
  });

  it('has a folder for each host, below the one of the copies', () => {
    expect(['a.example.com', 'fe80::1', '..', '[::1]'].map(hostFolder)).toEqual([
      'a.example.com',
      'fe80__1',
      '_',
      '___1_',
    ]);
  });
});

describe('fetching', () => {
  const sendNotification = vi.fn(() => Promise.resolve());
  const client = {
    sendNotification,
    code2ProtocolConverter: { asUri: String },
  } as unknown as BaseLanguageClient;
  const target = { folder: 'file:///ws/Daily', host: 'client.example.com' };
  const begin = (able = true) => new FetchLogs(client, Uri.file('/storage') as unknown as vscode.Uri, able);
  const messages = () => editor.log.map(([kind, text]) => `${String(kind)}: ${String(text)}`);

  beforeEach(() => {
    sendNotification.mockClear();
    editor.settings = Object.fromEntries(
      ['command', 'dbgdir', 'folder'].map((key) => [`fetchLogs.${key}`, setting(key)]),
    );
    editor.folders = [{ uri: Uri.file('/ws') }];
    editor.files = new Map();
    editor.log = [];
    editor.executed = [];
    editor.answer = undefined;
    workspace.isTrusted = true;
  });

  it('runs a process in a folder that the workspace covers, and tells the server what came', async () => {
    const fetch = begin();
    await fetch.run(target);
    const [task] = editor.executed as [Task];
    expect(task.execution.process).toBe('rsync');
    expect(task.execution.args.at(-1)).toBe('/ws/.amanda-logs/client.example.com/');
    expect(task.definition).toEqual({
      type: 'amanda',
      program: 'fetchLogs',
      config: 'Daily',
      args: ['client.example.com'],
    });
    expect(editor.files.get('/ws/.amanda-logs/client.example.com')).toBeNull();
    // Logs are not checked in by accident.
    expect(editor.files.get('/ws/.amanda-logs/.gitignore')).toBe('*\n');
    editor.files.set('/ws/.amanda-logs/client.example.com/amandad/amandad.1.debug', 'x');
    editor.endTask(task, 0);
    await vi.waitFor(() => expect(sendNotification).toHaveBeenCalled());
    expect(sendNotification).toHaveBeenCalledWith('workspace/didChangeWatchedFiles', {
      changes: [{ uri: 'file:///ws/.amanda-logs/client.example.com/amandad/amandad.1.debug', type: 1 }],
    });
    expect(messages()).toEqual([]);
    fetch.dispose();
  });

  it('says that it failed, and leads to the settings', async () => {
    const fetch = begin();
    await fetch.run(target);
    editor.answer = 'Change the Settings';
    editor.endTask(editor.executed[0] as Task, 255);
    await vi.waitFor(() => expect(messages()).toHaveLength(2));
    expect(messages()[0]).toMatch(
      /^warning: Fetching the logs of client.example.com ended with exit code 255/,
    );
    expect(editor.log[1]).toEqual(['command', 'workbench.action.openSettings', 'amanda.fetchLogs']);
    fetch.dispose();
  });

  it('runs nothing with a host that looks like an option, without trust, or in the browser', async () => {
    await begin().run({ ...target, host: '-oProxyCommand=x' });
    workspace.isTrusted = false;
    await begin().run(target);
    workspace.isTrusted = true;
    await begin(false).run(target);
    expect(editor.executed).toEqual([]);
    expect(messages()).toEqual([
      expect.stringMatching(/^error: The host name "-oProxyCommand=x" is not handed to a program/),
      expect.stringMatching(/^error: Logs are fetched in trusted workspaces only/),
      expect.stringMatching(/^error: In the browser/),
    ]);
  });

  it('asks before it fetches to where no logs are looked for, and has them looked for', async () => {
    editor.settings['fetchLogs.folder'] = '/srv/copies';
    await begin().run(target);
    expect(editor.executed).toEqual([]);
    editor.answer = 'Add It and Fetch';
    await begin().run(target);
    expect(editor.settings['logs']).toEqual(['/srv/copies']);
    expect(editor.executed).toHaveLength(1);
    editor.log = [];
    await begin().run(target);
    expect(messages()).toEqual([]);
  });

  it('uses the storage of the extension where no folder is open', async () => {
    editor.folders = [];
    editor.answer = 'Add It and Fetch';
    await begin().run(target);
    expect(editor.settings['logs']).toEqual(['/storage/logs']);
  });
});
