// The morning after a night that failed, with the logs of real runs: from the status bar to a disklist that is mended.
// The server's logs are where the configuration says, the client's come while the editor is open: by themselves, then
// on command.
import { cp, readFile, rename } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Locator } from 'playwright-core';
import { folderOf } from '../support/folder';
import { startVSCode, type VSCode } from '../support/vscode';

type Folder = Awaited<ReturnType<typeof folderOf>>;
let vscode: VSCode;
/** One workspace for each of the nights. */
let late: Folder;
let slow: Folder;
/** The folders that stand for the server's logdir and for the clients' AMANDA_DBGDIR, outside the workspaces. */
let machines: Folder;
const lateNight = new URL('../fixtures/nights/estimate-late/', import.meta.url);
const slowNight = new URL('../fixtures/logs/3.5/slow/', import.meta.url);
beforeAll(async () => {
  const lateFile = (name: string) => readFile(new URL(name, lateNight), 'utf8');
  const slowFile = (name: string) => readFile(new URL(name, slowNight), 'utf8');
  machines = await folderOf({
    'late/log.20261127160539.0': await lateFile('server/log.20261127160539.0'),
    'late/amdump.1': await lateFile('server/amdump.20261127160539'),
    'fetched/README': 'Logs that a cron job brings from the clients.\n',
    'slow/amdump.1': await slowFile('amdump.1'),
    'slow/log.20261123023514.0': await slowFile('log.20261123023514.0'),
    'client/client/DailySet1/sendsize.20261123023515.debug': await slowFile('sendsize.20261123023515.debug'),
  });
  const conf = (text: string, logs: string) =>
    text.replace('/var/log/amanda/DailySet1', `${machines.folder}/${logs}`);
  late = await folderOf({
    'DailySet1/amanda.conf': conf(await lateFile('amanda.conf'), 'late'),
    'DailySet1/disklist': await lateFile('disklist'),
  });
  slow = await folderOf({
    'Night/amanda.conf': conf(await slowFile('amanda.conf'), 'slow'),
    'Night/disklist': `${await slowFile('disklist')}other.example.com /srv no-such-type\n`,
  });
  vscode = await startVSCode({
    folder: late.folder,
    extensionsDir: inject('extensionsDir'),
    settings: {
      'amanda.ownLogs': true,
      'amanda.logs': [`${machines.folder}/fetched`],
      // No ssh and no client here: the copy comes from a folder of this machine.
      'amanda.fetchLogs.command': ['cp', '-r', '${dbgdir}/.', '${folder}'],
      'amanda.fetchLogs.dbgdir': `${machines.folder}/client`,
    },
  });
});
afterAll(async () => {
  await vscode?.stop();
  for (const folder of [late, slow, machines]) await folder?.remove();
});

/** A row of the tree by its text. */
function row(text: string | RegExp): Locator {
  return vscode.page.locator('.tree-explorer-viewlet-tree-view .monaco-list-row', { hasText: text }).first();
}

/** The rows of the tree that are drawn, as a screen reader says them. */
function rows(): Promise<string[]> {
  return vscode.page
    .locator('.tree-explorer-viewlet-tree-view .monaco-list-row')
    .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') ?? ''));
}

describe('from what failed last night to what mends it', () => {
  /** The DLE below its cause, not the message above it that speaks of it too. */
  const failed = (disk: string) =>
    vscode.page.locator(`.monaco-list-row[aria-label^="www.example.com ${disk}: failed"]`).first();

  test('the status bar says first what last night came to, and leads to what failed', async () => {
    const item = vscode.page.locator('.statusbar-item', { hasText: 'Last night: 0 of 2 DLEs, 2 failed' });
    await item.waitFor();
    await vscode.screenshot('night-status');
    await item.locator('a').first().click();
    await row('Last night: 2 failed').waitFor();
    await failed('/srv/archive').waitFor();
    // The server's logs alone tell which DLE had no result, and not whether it hangs or is slow.
    await row(/No result came for \/srv\/archive of www\.example\.com until the server gave up/).waitFor();
    await vscode.screenshot('night-causes');
  });

  test('a DLE that failed leads to the line of the log, and to its line of the disklist', async () => {
    await failed('/srv/archive').click();
    await vscode.page.locator('.tab.active', { hasText: 'log.20261127160539.0' }).waitFor();
    await vscode.locate('[Some estimate timeout on www.example.com]');
    await vscode.waitForSquiggle('error');
    await vscode.screenshot('night-log');
    await vscode.contextMenu(failed('/srv/archive'), 'Show Line of the Disklist');
    await vscode.page.locator('.tab.active', { hasText: 'disklist' }).waitFor();
    await vscode.locate('/srv/archive udp-tar');
  });

  test("the client's log that appears while the editor is open names the cause", async () => {
    // Copied beside and moved, as rsync does it: nobody sees half a log.
    const client = new URL('client/www.example.com/', lateNight);
    await cp(client, `${machines.folder}/coming`, { recursive: true });
    await rename(`${machines.folder}/coming`, `${machines.folder}/fetched/www.example.com`);
    await row(/The estimates of www\.example\.com took 17 s, and the server had given up by then/).waitFor();
    expect((await rows()).filter((one) => one.includes('No result came for'))).toEqual([]);
    await vscode.screenshot('night-cause');
  });

  test('the remedy is one click away: another estimate for the slow DLE in the disklist', async () => {
    await row(/estimate calcsize.*this DLE/).click();
    await vscode.openFile('DailySet1/disklist');
    await vscode.locate('estimate calcsize');
    await vscode.screenshot('night-mended');
    await vscode.save();
    expect(await readFile(`${late.folder}/DailySet1/disklist`, 'utf8')).toBe(
      'www.example.com /srv/home udp-tar\nwww.example.com /srv/archive {\n    udp-tar\n    estimate calcsize\n}\n',
    );
    // The night stays as it was; what would change nothing is not offered again.
    await row(/estimate calcsize.*this DLE/).waitFor({ state: 'detached' });
    expect(await rows()).toContain('Last night: 0 of 2 DLEs, 2 failed · 2026-11-27');
  });

  test('a message is explained', async () => {
    await vscode.openFile(`${machines.folder}/late/log.20261127160539.0`);
    await vscode.goTo(18, 1);
    await vscode.page.keyboard.press('Shift+End');
    await vscode.runCommand('Amanda: Explain a Message');
    await vscode.page.locator('.tab.active', { hasText: 'Explanation' }).waitFor();
    const shown = vscode.page.frameLocator('iframe.webview').frameLocator('iframe').locator('body');
    await expect
      .poll(() => shown.innerText(), { timeout: 60_000 })
      .toContain('www.example.com confirmed the request, and its estimates did not arrive in the time');
    await vscode.screenshot('night-explained');
  });
});

describe("with a client's logs on command", () => {
  beforeAll(() => vscode.load(slow.folder));

  test('what Amanda refuses stands once, above the hosts, and leads to the first place', async () => {
    await vscode.page.locator('.activitybar [aria-label^="Amanda"]').first().click();
    const errors = row('Refused by Amanda: 1 error');
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
    // Folded, so that the steps of the host are in sight.
    await row('Last night: 2 failed').click();
    await row('An estimate began and never ended').waitFor({ state: 'detached' });
    const host = vscode.page.locator('.monaco-list-row[aria-label^="files.example.com:"]').first();
    await host.click();
    // The server's logs lie outside the workspace, where `logdir` says.
    const other = row('Any other reason in the logs?');
    await other.waitFor();
    await expect
      .poll(() => other.getAttribute('aria-label'), { timeout: 60_000 })
      .not.toContain('needs information');
    await vscode.contextMenu(host, 'Fetch Debug Logs of Host');
    await row(/data\/space: 30 s/).waitFor();
    await vscode.runCommand('View: Hide Panel');
    await vscode.screenshot('night-fetched');
    const copy = '.amanda-logs/files.example.com/client/DailySet1/sendsize.20261123023515.debug';
    expect(await readFile(`${slow.folder}/${copy}`, 'utf8')).toContain('data/space level 0: 30.013');
    expect(await readFile(`${slow.folder}/.amanda-logs/.gitignore`, 'utf8')).toBe('*\n');
  });

  test('the remedy is one click away: another estimate for the slow DLE in the disklist', async () => {
    await row(/estimate server.*this DLE/).click();
    await vscode.openFile('Night/disklist');
    await vscode.locate('estimate server');
    await vscode.screenshot('night-fixed');
  });
});
