// Figures above and inside the text, as the real VS Code draws them on the sample configuration.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { copyOfSamples } from '../support/samples';
import { startVSCode, type VSCode } from '../support/vscode';

let vscode: VSCode;
let samples: Awaited<ReturnType<typeof copyOfSamples>>;
beforeAll(async () => {
  samples = await copyOfSamples();
  vscode = await startVSCode({
    folder: samples.folder,
    extensionsDir: inject('extensionsDir'),
    settings: { 'editor.inlayHints.enabled': 'on' },
  });
});
afterAll(async () => {
  await vscode?.stop();
  await samples?.remove();
});

test('above each host stand its DLEs, its request and how long Amanda waits', async () => {
  await vscode.openFile('DailySet1/disklist');
  await expect
    .poll(async () => (await vscode.codeLenses()).join('\n'), { timeout: 30_000 })
    .toMatch(/\d DLEs? · request [\d,]+ .*bytes on the worst day.* · Amanda waits [\d,]+ s/);
  expect((await vscode.codeLenses()).join('\n')).toContain('Checklist "Results missing"');
});

test('behind each DLE stand the auth and the estimate in force', async () => {
  await expect.poll(() => vscode.editorText(), { timeout: 30_000 }).toMatch(/auth \w+, estimate \w+/);
  expect(await vscode.editorText()).toMatch(/Amanda waits \d+ (?:s|min|h)/);
  await vscode.screenshot('seeing-disklist');
});

test('a click on the figure of a dumptype shows who uses it', async () => {
  await vscode.openFile('DailySet1/dumptypes.conf');
  const lens = vscode.editor().locator('.codelens-decoration a', { hasText: /used by \d+ DLEs?$/ });
  await lens.first().waitFor();
  await vscode.screenshot('seeing-dumptypes');
  await lens.first().click();
  await vscode.page.locator('.peekview-widget, .zone-widget').first().waitFor();
});

test('sizes and times are shown in other units', async () => {
  await vscode.openFile('DailySet1/amanda.conf');
  await expect.poll(() => vscode.editorText(), { timeout: 30_000 }).toMatch(/= \d/);
  await vscode.screenshot('seeing-units');
});
