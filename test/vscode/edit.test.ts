// Editing a small configuration in the real VS Code: what the user sees after each step.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { folderOf } from '../support/folder';
import { startVSCode, type VSCode } from '../support/vscode';

const conf = `org "Test"
dumpuser "backup"
tapetype HARDDISK
define tapetype HARDDISK { length 100 gbytes }
define dumptype user-tar {
  program "GNUTAR"
  auth "bsdtcp"
}
`;
const disklist = `# the hosts of this test
alpha.example.com /home user-tar
alpha.example.com /srv usr-tar
`;

let vscode: VSCode;
let folder: Awaited<ReturnType<typeof folderOf>>;
beforeAll(async () => {
  folder = await folderOf({ 'amanda.conf': conf, disklist });
  vscode = await startVSCode({ folder: folder.folder, extensionsDir: inject('extensionsDir') });
});
afterAll(async () => {
  await vscode?.stop();
  await folder?.remove();
});

test('a dumptype that does not exist is underlined, and the light bulb corrects it', async () => {
  await vscode.openFile('disklist');
  expect(await vscode.waitForSquiggle('error')).toEqual({ kind: 'error', line: 3 });
  expect(await vscode.hover('usr-tar')).toContain('usr-tar');
  await vscode.applyFix('usr-tar', 'user-tar');
  await vscode.waitForNoSquiggle('error');
  expect(await vscode.editorText()).toBe(disklist.replace('usr-tar', 'user-tar'));
});

test('renaming the dumptype in amanda.conf makes both lines of the disklist wrong at once', async () => {
  await vscode.openFile('amanda.conf');
  await vscode.goTo(5, 17);
  await vscode.type('my-');
  await vscode.openFile('disklist');
  await vscode.waitForSquiggle('error', 2);
  await vscode.waitForSquiggle('error', 3);
  const problems = await vscode.problems();
  expect(problems.filter((row) => row.includes('user-tar'))).toHaveLength(2);
});

test('hovering a parameter explains it', async () => {
  await vscode.openFile('amanda.conf');
  expect(await vscode.hover('auth')).toMatch(/auth/);
});
