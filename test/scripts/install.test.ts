import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dependenciesInstalled, root, run } from '../../scripts/lib/install.mjs';

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'amanda-install-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

async function project(wanted: object, present?: object): Promise<boolean> {
  await writeFile(join(folder, 'package-lock.json'), JSON.stringify({ packages: { '': {}, ...wanted } }));
  if (present) {
    await mkdir(join(folder, 'node_modules'), { recursive: true });
    await writeFile(
      join(folder, 'node_modules', '.package-lock.json'),
      JSON.stringify({ packages: present }),
    );
  }
  return dependenciesInstalled(folder);
}

describe('whether npm ci is needed', () => {
  test('a fresh clone needs it', async () => {
    expect(await project({ 'node_modules/a': { version: '1.0.0' } })).toBe(false);
  });
  test('the same versions do not', async () => {
    const packages = { 'node_modules/a': { version: '1.0.0' } };
    expect(await project(packages, packages)).toBe(true);
  });
  test('another version does', async () => {
    const wanted = { 'node_modules/a': { version: '1.0.1' } };
    expect(await project(wanted, { 'node_modules/a': { version: '1.0.0' } })).toBe(false);
  });
  test("another platform's binary may be missing", async () => {
    expect(await project({ 'node_modules/b': { version: '1.0.0', optional: true } }, {})).toBe(true);
  });
});

describe('what runs before anything is installed', () => {
  // start.mjs and test.mjs import these on a fresh clone, where only Node itself is there.
  const early = ['start.mjs', 'test.mjs', 'lib/install.mjs', 'lib/code-server.mjs', 'lib/needs.mjs'];
  test.each(early)('%s imports nothing but Node and its neighbours', async (name) => {
    const text = await readFile(join(root, 'scripts', name), 'utf8');
    const imports = [...text.matchAll(/^import .* from '([^']+)';$/gm)].map((match) => match[1]);
    const neighbours = (await readdir(join(root, 'scripts', 'lib'))).filter((file) => file.endsWith('.mjs'));
    for (const path of imports)
      expect(
        path?.startsWith('node:') || neighbours.some((file) => path?.endsWith(`/${file}`)),
        `${name} imports ${path}`,
      ).toBe(true);
  });
});

describe('running programs', () => {
  test('lines and the exit code come back', async () => {
    const lines: string[] = [];
    const script = 'console.log("one"); process.stdout.write("two"); process.exitCode = 3';
    expect(await run(process.execPath, ['-e', script], { onLine: (line) => lines.push(line) })).toBe(3);
    expect(lines).toEqual(['one', 'two']);
  });
  test('a missing program is 127, as in a shell', async () => {
    expect(await run(join(folder, 'nothing-here'), [])).toBe(127);
  });
});
