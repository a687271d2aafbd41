// The way of an administrator, end to end: a report with RESULTS MISSING, the checklist, the slow DLE in the client's
// log, the fix in the disklist, and the step that passes. Then the read-only documents and the tasks.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Locator } from 'playwright-core';
import { folderOf } from '../support/folder';
import { startVSCode, type VSCode } from '../support/vscode';

const conf = `org "Daily"
mailto "amanda@example.com"
dumpuser "backup"
etimeout 300
tapecycle 10 tapes
tapetype HARDDISK
define tapetype HARDDISK {
    length 100 gbytes
}
holdingdisk hd1 {
    directory "/var/spool/amanda"
    use 50 gbytes
}
define dumptype user-tar {
    program "GNUTAR"
    auth "bsdtcp"
}
define dumptype old-tar {
    user-tar
    auth "bsd"
}
`;
const disklist = `client1.example.com /cvs old-tar
client1.example.com /boot old-tar
client2.example.com /home user-tar
`;
const report = `Hostname: amanda.example.com
Org     : Daily
Config  : Daily
Date    : December 6, 2005

These dumps were to tape Daily-01.
The next tape Amanda expects to use is: 1 new tape.

FAILURE DUMP SUMMARY:
  client1.example.com /cvs RESULTS MISSING
  client1.example.com /boot RESULTS MISSING

`;
const sendsize = `sendsize: debug 1 pid 1 ruid 33 euid 33: start at Tue Dec  6 00:04:12 2005
sendsize[2]: time 0.100: getting size via gnutar for /cvs level 0
sendsize[2]: estimate time for /cvs level 0: 699.5
sendsize[3]: estimate time for /boot level 0: 0.044
sendsize: time 700.000: pid 1 finish time Tue Dec  6 00:15:52 2005
`;

let vscode: VSCode;
let folder: Awaited<ReturnType<typeof folderOf>>;
beforeAll(async () => {
  folder = await folderOf({
    'Daily/amanda.conf': conf,
    'Daily/disklist': disklist,
    'reports/amreport.txt': report,
    'logs/client1.example.com/sendsize.20051206000412.debug': sendsize,
  });
  vscode = await startVSCode({ folder: folder.folder, extensionsDir: inject('extensionsDir') });
});
afterAll(async () => {
  await vscode?.stop();
  await folder?.remove();
});

/** A row of the tree by its text, as a screen reader says it. */
function row(text: string | RegExp): Locator {
  return vscode.page.locator('.tree-explorer-viewlet-tree-view .monaco-list-row', { hasText: text }).first();
}

/** The label of a row for screen readers. */
async function label(text: string | RegExp): Promise<string> {
  return (await row(text).getAttribute('aria-label')) ?? '';
}

test('a RESULTS MISSING line of a report leads to the checklist of its host', async () => {
  await vscode.openFile('reports/amreport.txt');
  await expect.poll(() => vscode.languageName(), { timeout: 30_000 }).toBe('Amanda Report');
  expect((await vscode.codeLenses()).join('\n')).toContain('client1.example.com');
  await vscode.waitForSquiggle('error');
  await vscode.goTo(10, 4);
  await vscode.page.keyboard.press('Control+.');
  await vscode.page
    .locator('.action-widget .monaco-list-row', { hasText: 'Diagnose client1' })
    .first()
    .click();
  await row('Amcheck passes all tests?').waitFor();
  await vscode.screenshot('checklist');
  const states = await vscode.page
    .locator('.tree-explorer-viewlet-tree-view .monaco-list-row')
    .evaluateAll((rows) => rows.map((one) => one.getAttribute('aria-label') ?? ''));
  expect(
    states.some((text) => /Timeout during estimate\? failed\. The estimates took 700 s/.test(text)),
  ).toBe(true);
  expect(states.some((text) => /UDP packet too large\? passed/.test(text))).toBe(true);
});

test('the evidence is one click away: the line of the slow DLE in the log', async () => {
  await row(/\/cvs: (699.5|700) s/).click();
  await vscode.page.locator('.tab.active', { hasText: 'sendsize.20051206000412.debug' }).waitFor();
  await vscode.locate('estimate time for /cvs level 0: 699.5');
  await vscode.screenshot('checklist-evidence');
});

test('the remedy is one click away: estimate calcsize in the disklist, and the steps pass', async () => {
  await row(/calcsize/).click();
  await vscode.openFile('Daily/disklist');
  await vscode.locate('estimate calcsize');
  await vscode.screenshot('checklist-fixed');
  for (const step of ['Timeout during estimate?', 'Why do some estimates take so long?'])
    await expect.poll(() => label(step), { timeout: 60_000 }).toContain(`${step} passed`);
  await expect.poll(() => label(/^client1/), { timeout: 30_000 }).not.toContain('failed');
  await vscode.screenshot('checklist-passed');
});

test('the request of the host is shown with its size, and follows the disklist', async () => {
  await vscode.openFile('Daily/disklist');
  await vscode.goTo(1, 3);
  await vscode.runCommand('Amanda: Show Estimate Request');
  await vscode.page.locator('.quick-input-list .monaco-list-row', { hasText: 'Typical day' }).first().click();
  await vscode.locate('# Estimate request to client1.example.com, typical day');
  await vscode.locate('/boot');
  await vscode.screenshot('request-preview');
  // The preview is made anew while the disklist is edited, before it is saved.
  await vscode.page.locator('.tab', { hasText: 'disklist' }).first().click();
  await vscode.goTo(5, 26);
  await vscode.type('-of-another-name');
  await vscode.page
    .locator('.view-line', { hasText: '<disk>/boot-of-another-name</disk>' })
    .first()
    .waitFor();
  for (let i = 0; i < '-of-another-name'.length; i++) await vscode.page.keyboard.press('Backspace');
});

/** The documents open beside the disklist: the next test begins with one group of editors again. */
async function closeEditors(): Promise<void> {
  await vscode.runCommand('File: Save All');
  await vscode.runCommand('View: Close All Editors');
  await vscode.page.locator('.tab').first().waitFor({ state: 'detached' });
}

test('the resolved values of a DLE are shown with their origin', async () => {
  await closeEditors();
  await vscode.openFile('Daily/disklist');
  await vscode.goTo(6, 3);
  await vscode.runCommand('Amanda: Show Resolved Dumptype/DLE');
  await vscode.locate('# client2.example.com /home');
  expect(await vscode.editorText()).toContain('auth "bsdtcp"');
  await vscode.screenshot('resolved');
  await vscode.page.waitForTimeout(1_000);
  expect(await vscode.squiggles()).toEqual([]);
});

test('a DLE leads to the log that speaks of it, and a log is read from the disk on command', async () => {
  await closeEditors();
  await vscode.openFile('Daily/disklist');
  await vscode.goTo(1, 3);
  await vscode.runCommand('Amanda: Show in Latest Log');
  // More than one line speaks of it, so they are listed in place.
  await vscode.page.locator('.peekview-widget', { hasText: 'sendsize.20051206000412.debug' }).waitFor();
  await vscode.screenshot('latest-log');
  await vscode.page.keyboard.press('Escape');
  await vscode.openFile('logs/client1.example.com/sendsize.20051206000412.debug');
  await vscode.runCommand('View: Show Explorer');
  const file = vscode.page
    .locator('.explorer-folders-view .monaco-list-row', { hasText: 'sendsize' })
    .first();
  await vscode.contextMenu(file, 'Read Large Log');
  await vscode.locate('/cvs: estimates took 699.5 s');
  await vscode.screenshot('log-summary');
});

test('amcheck is among the tasks', async () => {
  await vscode.runCommand('Tasks: Run Task');
  const rows = vscode.page.locator('.quick-input-list .monaco-list-row');
  await rows.filter({ hasText: 'amanda' }).first().click();
  await rows.filter({ hasText: 'amcheck -s Daily' }).first().waitFor();
  await vscode.screenshot('tasks');
  await vscode.page.keyboard.press('Escape');
});
