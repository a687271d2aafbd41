// The web build: the extension in the browser's worker, its server in another worker, no Node anywhere.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { folderOf } from '../support/folder';
import { startVSCode, type VSCode } from '../support/vscode';

const conf = `org "Test"
tapetype HARDDISK
define tapetype HARDDISK { length 100 gbytes }
define dumptype user-tar { auth "bsdtcp" }
includefile "more.conf"
`;
const disklist = `alpha.example.com /home user-tar
alpha.example.com /srv included-tar
alpha.example.com /var usr-tar
`;

let vscode: VSCode;
let folder: Awaited<ReturnType<typeof folderOf>>;
beforeAll(async () => {
  const more = 'define dumptype included-tar { user-tar }\n';
  folder = await folderOf({ 'amanda.conf': conf, 'more.conf': more, disklist });
  vscode = await startVSCode({ folder: folder.folder, web: true });
});
afterAll(async () => {
  await vscode?.stop();
  await folder?.remove();
});

test('the server in the worker reads the other files of the configuration and judges the disklist', async () => {
  await vscode.openFile('disklist');
  await vscode.waitForSquiggle('error', 3);
  // Line 2 needs the included file, which is not open: the worker asked the workbench for it.
  expect(await vscode.squiggles()).not.toContainEqual({ kind: 'error', line: 2 });
});

test('the light bulb works in the web build', async () => {
  await vscode.applyFix('usr-tar', 'user-tar');
  await vscode.waitForNoSquiggle('error');
  expect(await vscode.editorText()).toBe(disklist.replace('usr-tar', 'user-tar'));
});

test('hovering a parameter explains it', async () => {
  await vscode.openFile('amanda.conf');
  expect(await vscode.hover('tapetype HARD')).toMatch(/tape/i);
});
