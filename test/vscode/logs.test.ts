// Logs in the real VS Code: each is recognised, its parts have colours of their own, other people's files stay alone.
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { folderOf } from '../support/folder';
import { startVSCode, type VSCode } from '../support/vscode';

const oldForm = `sendsize: debug 1 pid 16014 ruid 33 euid 33: start at Tue Dec  6 00:04:12 2005
sendsize: version 2.4.5
sendsize[16017]: time 0.014: calculating for amname '/space', dirname '/space', spindle -1
sendsize[16017]: estimate time for /space level 0: 0.653
sendsize[16016]: estimate time for / level 0: 217.741
sendsize: time 256.797: pid 16014 finish time Tue Dec  6 00:08:29 2005
`;
const foreignDebug = `DEBUG 2026-11-22 12:00:00 my.web.server: request 1 took 0.3 s\nDEBUG all is well\n`;

let vscode: VSCode;
let folder: Awaited<ReturnType<typeof folderOf>>;
beforeAll(async () => {
  const recorded = new URL('../fixtures/logs/3.5/slow/', import.meta.url);
  const read = (name: string): Promise<string> => readFile(new URL(name, recorded), 'utf8');
  folder = await folderOf({
    'old/sendsize.20051206000412.debug': oldForm,
    'new/sendsize.20261123023515.debug': await read('sendsize.20261123023515.debug'),
    'new/amdump.1': await read('amdump.1'),
    'new/log.20261123023514.0': await read('log.20261123023514.0'),
    'other/server.debug': foreignDebug,
    'other/disklist': '\u0000\u0001\u0002\u0003 PACKED \u0000 DATA \u0000\n',
  });
  vscode = await startVSCode({ folder: folder.folder, extensionsDir: inject('extensionsDir') });
});
afterAll(async () => {
  await vscode?.stop();
  await folder?.remove();
});

test.each([
  ['old/sendsize.20051206000412.debug', 'Amanda Debug Log'],
  ['new/sendsize.20261123023515.debug', 'Amanda Debug Log'],
  ['new/amdump.1', 'Amanda amdump Log'],
  ['new/log.20261123023514.0', 'Amanda Run Log'],
  ['other/server.debug', 'Plain Text'],
])('%s is %s', async (path, language) => {
  await vscode.openFile(path);
  await expect.poll(() => vscode.languageName(), { timeout: 15_000 }).toBe(language);
});

describe.each([
  ['Dark Modern', 'dark_modern'],
  ['Light 2026', '2026-light'],
  ['Default High Contrast', 'hc_black'],
])('in the theme %s', (theme, file) => {
  const color = async (text: string): Promise<string> => (await vscode.tokenStyle(text)).color;
  beforeAll(() => vscode.setTheme(theme, file));

  test('the parts of a line of the old form stand apart', async () => {
    await vscode.openFile('old/sendsize.20051206000412.debug');
    await expect.poll(() => color('256.797'), { timeout: 15_000 }).not.toBe(await color('spindle'));
    expect(await color('217.741')).not.toBe(await color('estimate time for'));
    await vscode.screenshot(`log-old-${file}`);
  });

  test('the parts of a line of the 3.5 form stand apart', async () => {
    await vscode.openFile('new/sendsize.20261123023515.debug');
    const text = 'version 3.5.1';
    await expect.poll(() => color('Mon Nov 23'), { timeout: 15_000 }).not.toBe(await color(text));
    const parts = [await color('Mon Nov 23'), await color('sendsize:'), await color(text)];
    expect(new Set(parts).size, `timestamp, program, text: ${parts.join(' ')}`).toBe(3);
    await vscode.screenshot(`log-new-${file}`);
  });
});

test('a binary file called disklist is not judged', async () => {
  // VS Code shows a notice in place of an editor.
  await vscode.openFile('other/server.debug');
  await vscode.page.keyboard.press('Control+P');
  await vscode.page.locator('.quick-input-widget input').fill(`${folder.folder}/other/disklist`);
  await vscode.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: 'disklist' }).waitFor();
  await vscode.page.keyboard.press('Enter');
  await vscode.page.locator('.tab.active', { hasText: 'disklist' }).waitFor();
  await vscode.page.waitForTimeout(1_000);
  expect(await vscode.page.locator('.squiggly-error').count()).toBe(0);
});
