// What an administrator expects of an editor, on the sample configuration in the real VS Code.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { copyOfSamples } from '../support/samples';
import { startVSCode, type VSCode } from '../support/vscode';

let vscode: VSCode;
let samples: Awaited<ReturnType<typeof copyOfSamples>>;
beforeAll(async () => {
  samples = await copyOfSamples();
  vscode = await startVSCode({ folder: samples.folder, extensionsDir: inject('extensionsDir') });
});
afterAll(async () => {
  await vscode?.stop();
  await samples?.remove();
});

test('each column of the disklist completes with what belongs there', async () => {
  await vscode.openFile('DailySet1/disklist');
  await vscode.page.keyboard.press('Control+End');
  await vscode.type('amanda.example.com /opt ');
  const labels = await vscode.suggestions('user-tar');
  await vscode.screenshot('features-completion');
  expect(labels).not.toContain('autolabel');
  await vscode.page.keyboard.press('Escape');
  await vscode.runCommand('File: Revert File');
});

test('a dumptype in the disklist leads to its definition in the included file', async () => {
  await vscode.goTo(5);
  await vscode.click('user-tar');
  await vscode.page.keyboard.press('F12');
  await vscode.page.locator('.tab.active', { hasText: 'dumptypes.conf' }).waitFor();
  expect(await vscode.editorText()).toContain('define dumptype user-tar');
});

test('renaming a dumptype changes its definition and the disklist', async () => {
  await vscode.openFile('DailySet1/dumptypes.conf');
  await vscode.click('data-tar');
  await vscode.rename('export-tar');
  await vscode.page.keyboard.press('Enter');
  await vscode.locate('define dumptype export-tar');
  await vscode.openFile('DailySet1/disklist');
  await vscode.goTo(9);
  await vscode.locate('export-tar');
  await vscode.waitForNoSquiggle('error', 9);
});

test('the outline lists hosts and their DLEs', async () => {
  await vscode.openFile('DailySet1/disklist');
  await vscode.page.keyboard.press('Control+Shift+O');
  const rows = vscode.page.locator('.quick-input-list .monaco-list-row');
  await rows.filter({ hasText: 'files.example.com' }).first().waitFor();
  await vscode.screenshot('features-outline');
  await vscode.page.keyboard.press('Escape');
});

test('formatting indents a block and changes nothing else', async () => {
  await vscode.openFile('DailySet1/amanda.conf');
  await vscode.goTo(45);
  const before = await vscode.editorText();
  const line = before.split('\n').find((text) => /^ {4}\S/.test(text)) ?? '';
  await vscode.click(line.trim());
  await vscode.page.keyboard.press('Home');
  await vscode.type('      ');
  expect(await vscode.editorText()).not.toBe(before);
  await vscode.runCommand('Format Document');
  await expect.poll(() => vscode.editorText(), { timeout: 20_000 }).toBe(before);
});

test('lenses and hints say what Amanda will do with a host and its DLEs', async () => {
  await vscode.reloadWith({ 'editor.inlayHints.enabled': 'on' });
  await vscode.openFile('DailySet1/disklist');
  await vscode.goTo(1);
  expect((await vscode.codeLenses()).join('\n')).toMatch(/DLEs.*request/);
  await vscode.locate('auth bsdtcp');
  await vscode.screenshot('features-lenses');
});

test('the walkthrough opens and names its steps', async () => {
  await vscode.runCommand('Amanda: Open Walkthrough');
  const page = vscode.page.locator('.gettingStartedContainer');
  await page.waitFor();
  await expect.poll(() => page.innerText(), { timeout: 20_000 }).toMatch(/results missing/i);
  await vscode.screenshot('features-walkthrough');
});
