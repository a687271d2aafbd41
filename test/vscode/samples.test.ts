// The main job, end to end: open the sample configuration, see what fails tonight, fix it with a click, read a log.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { amandaInstalled, Oracle } from '../amanda/oracle';
import { copyOfSamples } from '../support/samples';
import { startVSCode, type VSCode } from '../support/vscode';

/** The seventh DLE of www.example.com in the disklist: the planner sends them last first, and 86 of 93 fit. */
const firstThatDoesNotFit = '/srv/www/anchor';

let vscode: VSCode;
let samples: Awaited<ReturnType<typeof copyOfSamples>>;
let line: number;
beforeAll(async () => {
  samples = await copyOfSamples();
  const disklist = await readFile(join(samples.folder, 'DailySet1', 'disklist'), 'utf8');
  line = disklist.split('\n').findIndex((text) => text.includes(firstThatDoesNotFit)) + 1;
  vscode = await startVSCode({ folder: samples.folder, extensionsDir: inject('extensionsDir') });
});
afterAll(async () => {
  await vscode?.stop();
  await samples?.remove();
});

test('the first DLE that no longer fits into the request is underlined, and nothing else is an error', async () => {
  await vscode.openFile('DailySet1/disklist');
  await vscode.goTo(line);
  expect(await vscode.waitForSquiggle('error')).toEqual({ kind: 'error', line });
  expect((await vscode.squiggles()).filter(({ kind }) => kind === 'error')).toEqual([
    { kind: 'error', line },
  ]);
  await vscode.codeLenses();
  expect(await vscode.hover(firstThatDoesNotFit)).toMatch(/www\.example\.com.*65,503 bytes/s);
});

test('the Problems view says it in bytes', async () => {
  const problems = await vscode.problems();
  expect(problems.some((row) => row.includes('www.example.com') && row.includes('65,503'))).toBe(true);
  await vscode.screenshot('samples-disklist');
});

test('the light bulb moves the dumptype to TCP, and the error goes', async () => {
  const titles = await vscode.openLightBulb(line);
  expect(titles.some((title) => title.includes('bsdtcp'))).toBe(true);
  await vscode.screenshot('samples-light-bulb');
  await vscode.page.keyboard.press('Escape');
  await vscode.applyFix(line, 'Use auth "bsdtcp" in dumptype dmz-tar');
  await vscode.waitForNoSquiggle('error');
  await vscode.openFile('DailySet1/dumptypes.conf');
  await vscode.locate('auth "bsdtcp"');
  await vscode.runCommand('File: Save All');
  const path = join(samples.folder, 'DailySet1', 'dumptypes.conf');
  await expect
    .poll(async () => /define dumptype dmz-tar \{[^}]*auth "bsdtcp"/.test(await readFile(path, 'utf8')), {
      timeout: 20_000,
    })
    .toBe(true);
});

test('the DLE whose estimate took too long in the log is underlined, and calcsize for it settles the matter', async () => {
  await vscode.openFile('DailySet1/disklist');
  const slow = 15;
  await vscode.goTo(slow);
  await vscode.waitForSquiggle('warning', slow);
  expect(await vscode.hover('files.example.com     /srv/archive')).toMatch(/etimeout|estimate/);
  await vscode.applyFix(slow, 'calcsize');
  await vscode.locate('estimate calcsize');
  await vscode.waitForNoSquiggle('warning', slow);
  await vscode.save();
});

test.skipIf(!amandaInstalled)('the real Amanda accepts what the fix made of the files', async () => {
  const files: Record<string, string> = {};
  for (const name of ['amanda.conf', 'dumptypes.conf', 'disklist'])
    files[name] = await readFile(join(samples.folder, 'DailySet1', name), 'utf8');
  const oracle = new Oracle();
  try {
    oracle.write(files);
    const answer = oracle.disklist();
    expect(answer.complaints).toEqual([]);
    expect(answer.accepted).toBe(true);
    expect(answer.stdout).toContain(firstThatDoesNotFit);
  } finally {
    oracle.dispose();
  }
});

test('a debug log of the slow client is coloured', async () => {
  await vscode.openFile('logs/files.example.com/sendsize.20261120004632.debug');
  await expect.poll(() => vscode.languageName(), { timeout: 30_000 }).toBe('Amanda Debug Log');
  const color = async (text: string): Promise<string> => (await vscode.tokenStyle(text)).color;
  await expect.poll(() => color('Fri Nov 20'), { timeout: 30_000 }).not.toBe(await color('version 3.5.1'));
  await vscode.screenshot('samples-log');
});
