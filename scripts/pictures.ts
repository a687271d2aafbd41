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
    settings: { 'editor.minimap.enabled': false, 'window.autoDetectColorScheme': false },
    viewport: { width: 1120, height: 680 },
  });
});
afterAll(async () => {
  await vscode?.stop();
  await samples?.remove();
});

test('disklist.png: the first DLE that no longer fits and what the light bulb offers', async () => {
  await vscode.openFile('DailySet1/disklist');
  await vscode.goTo(42);
  await vscode.waitForSquiggle('error');
  await vscode.openLightBulb(42);
  await vscode.screenshot(join(images, 'disklist.png'));
  await vscode.page.keyboard.press('Escape');
});

test('hover.png: what a finding says in full', async () => {
  await vscode.hover('/srv/www/anchor');
  await vscode.screenshot(join(images, 'hover.png'));
});

test("log.png: a client's debug log", async () => {
  await vscode.openFile('logs/files.example.com/sendsize.20261120004632.debug');
  await vscode.page.keyboard.press('Control+B');
  await vscode.waitForSquiggle('warning');
  await vscode.codeLenses();
  await vscode.screenshot(join(images, 'log.png'));
});
