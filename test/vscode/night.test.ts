// The morning after a night that failed: the server's logs are where the configuration says, the client's are fetched
// while the editor is open, and the remedy in the disklist is one click away.
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Locator } from 'playwright-core';
import { folderOf } from '../support/folder';
import { startVSCode, type VSCode } from '../support/vscode';

let vscode: VSCode;
let workspace: Awaited<ReturnType<typeof folderOf>>;
/** The folders that stand for the server's logdir and for the client's AMANDA_DBGDIR, outside the workspace. */
let machines: Awaited<ReturnType<typeof folderOf>>;
beforeAll(async () => {
  const recorded = new URL('../fixtures/logs/3.5/slow/', import.meta.url);
  const read = (name: string): Promise<string> => readFile(new URL(name, recorded), 'utf8');
  machines = await folderOf({
    'server/amdump.1': await read('amdump.1'),
    'server/log.20261123023514.0': await read('log.20261123023514.0'),
    'client/client/DailySet1/sendsize.20261123023515.debug': await read('sendsize.20261123023515.debug'),
  });
  const conf = await read('amanda.conf');
  workspace = await folderOf({
    'Night/amanda.conf': conf.replace('/var/log/amanda/DailySet1', `${machines.folder}/server`),
    'Night/disklist': `${await read('disklist')}other.example.com /srv no-such-type\n`,
  });
  vscode = await startVSCode({
    folder: workspace.folder,
    extensionsDir: inject('extensionsDir'),
    settings: {
      'amanda.ownLogs': true,
      // No ssh and no client here: the copy comes from a folder of this machine.
      'amanda.fetchLogs.command': ['cp', '-r', '${dbgdir}/.', '${folder}'],
      'amanda.fetchLogs.dbgdir': `${machines.folder}/client`,
    },
  });
});
afterAll(async () => {
  await vscode?.stop();
  await workspace?.remove();
  await machines?.remove();
});

/** A row of the tree by its text. */
function row(text: string | RegExp): Locator {
  return vscode.page.locator('.tree-explorer-viewlet-tree-view .monaco-list-row', { hasText: text }).first();
}

test('what Amanda refuses stands once, above the hosts, and leads to the first place', async () => {
  await vscode.page.locator('.activitybar [aria-label^="Amanda"]').first().click();
  const errors = row('Amanda refuses this configuration: 1 error');
  await errors.waitFor();
  await vscode.screenshot('night-errors');
  await errors.click();
  await vscode.locate('no-such-type');
  // The click leads to the line: it is mended by taking it out.
  await vscode.goTo(3, 1);
  await vscode.page.keyboard.press('Control+Shift+K');
  await vscode.save();
  await errors.waitFor({ state: 'detached' });
});

test('the logs of a client are fetched on command, and are counted when they appear', async () => {
  const host = vscode.page.locator('.monaco-list-row[aria-label^="files.example.com:"]').first();
  await host.click();
  // The server's logs lie outside the workspace, where `logdir` says.
  const other = row('Any other reason in the logs?');
  await other.waitFor();
  await expect
    .poll(() => other.getAttribute('aria-label'), { timeout: 60_000 })
    .not.toContain('needs information');
  await vscode.contextMenu(host, 'Fetch Debug Logs of Host');
  const slow = row('Why do some estimates take so long?');
  await expect.poll(() => slow.getAttribute('aria-label'), { timeout: 60_000 }).toContain('failed');
  // A step that the user has seen folded stays folded.
  await slow.click();
  await row(/data\/space: 30 s/).waitFor();
  await vscode.runCommand('View: Hide Panel');
  await vscode.screenshot('night-fetched');
  const copy = '.amanda-logs/files.example.com/client/DailySet1/sendsize.20261123023515.debug';
  expect(await readFile(`${workspace.folder}/${copy}`, 'utf8')).toContain('data/space level 0: 30.013');
  expect(await readFile(`${workspace.folder}/.amanda-logs/.gitignore`, 'utf8')).toBe('*\n');
});

test('the remedy is one click away: another estimate for the slow DLE in the disklist', async () => {
  await row(/estimate server.*this DLE/).click();
  await vscode.openFile('Night/disklist');
  await vscode.locate('estimate server');
  await vscode.screenshot('night-fixed');
});
