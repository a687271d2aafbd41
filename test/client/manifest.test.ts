import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { settingRows } from '../../server/src/schema/settings';
// The script has no types: it also runs where nothing is compiled.
// @ts-expect-error untyped module
import { manifestOf } from '../../scripts/lib/manifest.mjs';

const root = join(import.meta.dirname, '../..');
const read = (name: string) => readFileSync(join(root, name), 'utf8');
const json = (name: string) => JSON.parse(read(name)) as Record<string, unknown>;

interface Manifest {
  contributes: {
    configuration: { properties: Record<string, { default: unknown; scope: string; type: string }> };
    commands: { command: string }[];
    menus: Record<string, { command: string }[]>;
  };
}

const manifest = JSON.parse(read('package.json')) as Manifest;

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => read(join(folder, name)));
}

describe('package.json', () => {
  it('is what scripts/manifest.mjs makes of the tables', async () => {
    const made = (await (manifestOf as (root: string) => Promise<Record<string, string>>)(root)) ?? {};
    for (const [name, text] of Object.entries(made)) expect(JSON.parse(read(name))).toEqual(JSON.parse(text));
  });

  it('has exactly the settings of the table, with their defaults', () => {
    const { properties } = manifest.contributes.configuration;
    expect(Object.keys(properties)).toEqual(settingRows.map((row) => row.key));
    for (const row of settingRows)
      expect(properties[row.key]).toMatchObject({
        default: row.schema.default,
        scope: row.scope,
        type: row.schema.type,
      });
  });

  it('names only commands that the client registers, and all of them but internal ones', () => {
    const names = new Set(
      sources('client/src/commands').flatMap((text) =>
        [...text.matchAll(/name: '(amanda\.\w+)'/g)].map((match) => match[1] ?? ''),
      ),
    );
    const declared = manifest.contributes.commands.map((one) => one.command);
    expect(new Set(declared)).toEqual(names);
    const used = Object.values(manifest.contributes.menus).flatMap((items) =>
      items.map((one) => one.command),
    );
    for (const command of used) expect(declared).toContain(command);
  });
});

describe('translations', () => {
  const english = json('package.nls.json');
  const german = json('package.nls.de.json');

  it('has every text of package.json in English and in German, and no other', () => {
    const keys = [...read('package.json').matchAll(/%([\w.-]+)%/g)].map((match) => match[1] ?? '');
    expect(new Set(Object.keys(english))).toEqual(new Set(keys));
    expect(Object.keys(german)).toEqual(Object.keys(english));
  });

  it('has every message of the client in both bundles', () => {
    const messages = sources('client/src').flatMap((text) =>
      [...text.matchAll(/l10n\.t\(\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")/g)].map((match) =>
        (match[1] ?? match[2] ?? '').replace(/\\(['"])/g, '$1'),
      ),
    );
    expect(messages.length).toBeGreaterThan(5);
    for (const name of ['l10n/bundle.l10n.json', 'l10n/bundle.l10n.de.json'])
      expect(new Set(Object.keys(json(name)))).toEqual(new Set(messages));
  });
});
