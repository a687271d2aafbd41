// The pictures of the documentation, taken from the real VS Code: `npm run pictures` writes docs/images/*.png.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, inject, test } from 'vitest';
import { root } from './lib/install.mjs';
import { copyOfSamples } from '../test/support/samples';
import { startVSCode, type VSCode } from '../test/support/vscode';

const images = join(root, 'docs', 'images');
let vscode: VSCode;
let samples: Awaited<ReturnType<typeof copyOfSamples>>;
beforeAll(async () => {
  await mkdir(images, { recursive: true });
  samples = await copyOfSamples();
  vscode = await startVSCode({
    folder: samples.folder,
    extensionsDir: inject('extensionsDir'),
    settings: {
      'workbench.editor.limit.enabled': true,
      'workbench.editor.limit.value': 2,
      'editor.minimap.enabled': false,
      'editor.inlayHints.enabled': 'on',
      'window.autoDetectColorScheme': false,
    },
    viewport: { width: 1060, height: 620 },
  });
});
afterAll(async () => {
  await vscode?.stop();
  await samples?.remove();
});

/** Takes the picture docs/images/NAME.png of what is shown now. */
const picture = (name: string): Promise<string> => vscode.screenshot(join(images, `${name}.png`));

test('disklist: the first DLE that no longer fits and what the light bulb offers', async () => {
  await vscode.openFile('DailySet1/disklist');
  await vscode.goTo(42);
  await vscode.waitForSquiggle('error');
  await vscode.openLightBulb(42);
  await picture('disklist');
  await vscode.page.keyboard.press('Escape');
});

test('hover: what a finding says in full', async () => {
  await vscode.goTo(15);
  await vscode.waitForSquiggle('warning', 15);
  await vscode.hover('files.example.com     /srv/archive');
  await picture('hover');
  await vscode.page.mouse.move(700, 20);
});

test('outline: hosts and DLEs', async () => {
  await vscode.page.keyboard.press('Control+Shift+O');
  await vscode.page
    .locator('.quick-input-list .monaco-list-row', { hasText: 'files.example.com' })
    .first()
    .waitFor();
  await picture('outline');
  await vscode.page.keyboard.press('Escape');
});

test('completion: the dumptypes where a dumptype belongs', async () => {
  await vscode.goTo(7);
  await vscode.type('amanda.example.com    /opt                          ');
  await vscode.suggestions('user-tar');
  await picture('completion');
  await vscode.page.keyboard.press('Escape');
  await vscode.runCommand('File: Revert File');
});

test('parameter: what a parameter means, its value in force and where that comes from', async () => {
  await vscode.openFile('DailySet1/amanda.conf');
  await vscode.hover('etimeout');
  await picture('parameter');
  await vscode.page.mouse.move(700, 20);
});

test('rename: a dumptype everywhere at once', async () => {
  await vscode.openFile('DailySet1/dumptypes.conf');
  await vscode.click('data-tar');
  await vscode.rename('export-tar');
  await picture('rename');
  await vscode.page.keyboard.press('Escape');
});

test('report: RESULTS MISSING in a mail, with the way into the checklist', async () => {
  await vscode.openFile('logs/amanda.example.com/amreport.txt');
  await vscode.waitForSquiggle('error');
  await vscode.codeLenses();
  await picture('report');
});

test("log: a client's debug log", async () => {
  await vscode.page.keyboard.press('Control+B');
  await vscode.openFile('logs/files.example.com/sendsize.20261120004632.debug');
  await vscode.codeLenses();
  await picture('log');
  await vscode.page.keyboard.press('Control+B');
});

test('problems: every finding of the configuration', async () => {
  await vscode.openFile('DailySet1/disklist');
  await vscode.runCommand('Problems: Focus on Problems View');
  await vscode.page.locator('.markers-panel .monaco-list-row').first().waitFor();
  await picture('problems');
  await vscode.runCommand('View: Hide Panel');
});

test('request: what the planner would send', async () => {
  await vscode.openFile('DailySet1/disklist');
  await vscode.runCommand('Amanda: Show Estimate Request');
  await vscode.page.locator('.quick-input-list .monaco-list-row', { hasText: 'www.example.com' }).click();
  await vscode.page.locator('.quick-input-list .monaco-list-row', { hasText: 'Worst day' }).click();
  await vscode.page.waitForTimeout(3_000);
  await picture('request');
});

test('seeing: figures above the lines, and what is in force behind them', async () => {
  await vscode.page.keyboard.press('Escape');
  await vscode.runCommand('View: Close All Editor Groups');
  await vscode.page.keyboard.press('Control+B');
  await vscode.openFile('DailySet1/disklist');
  await vscode.goTo(1);
  await vscode.codeLenses();
  await picture('seeing');
});

test('formatting: blocks are indented, columns and comments stay', async () => {
  await vscode.openFile('DailySet1/amanda.conf');
  await vscode.goTo(1);
  await vscode.type('\n');
  await vscode.goTo(1);
  await vscode.type('define dumptype scratch {\n');
  await vscode.type('program "GNUTAR"   # comments stay\n');
  await vscode.type('estimate calcsize');
  await vscode.runCommand('Format Document');
  await vscode.page.waitForTimeout(1_500);
  await picture('formatting');
  await vscode.runCommand('File: Revert File');
  await vscode.page.keyboard.press('Control+B');
});

test('checklist: from RESULTS MISSING to the remedy', async () => {
  await vscode.openFile('logs/amanda.example.com/amreport.txt');
  await vscode.codeLenses();
  await vscode.page.locator('.codelens-decoration a', { hasText: 'files.example.com' }).first().click();
  await vscode.page.locator('.monaco-list-row', { hasText: 'Timeout during estimate?' }).first().waitFor();
  await vscode.page.waitForTimeout(2_000);
  await picture('checklist');
});

test('night: what failed last night, by cause, with what helps', async () => {
  await vscode.runCommand('View: Close All Editor Groups');
  await vscode.page.locator('.statusbar-item a', { hasText: 'Last night' }).first().click();
  await vscode.page.locator('.monaco-list-row', { hasText: 'Last night' }).first().waitFor();
  // A side bar wide enough to read the rows.
  const sidebar = await vscode.page.locator('.part.sidebar').boundingBox();
  if (!sidebar) throw new Error('no side bar');
  const edge = sidebar.x + sidebar.width;
  await vscode.page.mouse.move(edge, 300);
  await vscode.page.mouse.down();
  await vscode.page.mouse.move(edge + 400, 300, { steps: 5 });
  await vscode.page.mouse.up();
  await vscode.page
    .locator('.monaco-list-row', { hasText: /14 DLEs/ })
    .first()
    .click();
  await vscode.page.mouse.move(edge + 500, 20);
  await vscode.page.waitForTimeout(2_000);
  await picture('night');
});

test('walkthrough: the first steps', async () => {
  await vscode.page.keyboard.press('Escape');
  await vscode.runCommand('Amanda: Open Walkthrough');
  await vscode.page.locator('.gettingStartedContainer').waitFor();
  await vscode.page.waitForTimeout(2_000);
  await picture('walkthrough');
});
