import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

// The arrows of docs/ARCHITECTURE.md: what each folder of server/src may import besides itself.
const allowed: Readonly<Record<string, readonly string[]>> = {
  text: [],
  logs: ['text'],
  syntax: ['text'],
  schema: ['text', 'syntax'],
  model: ['text', 'syntax', 'schema', 'logs'],
  nights: ['text', 'syntax', 'schema', 'model', 'logs'],
  workspace: ['text', 'syntax', 'schema', 'model', 'logs'],
  estimate: ['text', 'syntax', 'schema', 'model', 'logs', 'nights'],
  checks: ['text', 'syntax', 'schema', 'model', 'logs', 'nights', 'estimate'],
  features: ['text', 'syntax', 'schema', 'model', 'logs', 'nights', 'estimate', 'checks'],
  lsp: ['text', 'syntax', 'schema', 'model', 'logs', 'nights', 'estimate', 'checks', 'features', 'workspace'],
  cli: ['text', 'syntax', 'schema', 'model', 'logs', 'nights', 'estimate', 'checks', 'workspace'],
  'node.ts': ['text', 'lsp', 'workspace'],
  'browser.ts': ['text', 'lsp', 'workspace'],
  'cli.ts': ['cli', 'text', 'workspace'],
};
const root = join(import.meta.dirname, '..');

interface Import {
  readonly from: string;
  readonly to: string;
}

function files(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => posix.join(folder, name));
}

function importsOf(file: string): Import[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(join(root, file), 'utf8'), true, true);
  return importedFiles.map(({ fileName }) => ({
    from: file,
    to: fileName.startsWith('.') ? posix.join(posix.dirname(file), fileName) : fileName,
  }));
}

const server = files('server/src').flatMap(importsOf);
const client = files('client/src').flatMap(importsOf);
const layer = (path: string) => path.split('/')[2] ?? '';
const text = (one: Import) => `${one.from} imports ${one.to}`;

describe('the arrows between the folders of the server', () => {
  it('knows every folder', () => {
    const layers = new Set(files('server/src').map(layer));
    for (const one of layers) expect(Object.keys(allowed)).toContain(one);
  });

  it('point one way', () => {
    const wrong = server.filter(({ from, to }) => {
      if (!to.startsWith('server/src/')) return false;
      const target = layer(to.endsWith('.ts') ? to : `${to}.ts`).replace(/\.ts$/, '');
      const own = layer(from).replace(/\.ts$/, '');
      return target !== own && !(allowed[layer(from)] ?? []).includes(target);
    });
    expect(wrong.map(text)).toEqual([]);
  });

  it('keep Node out of everything but the Node entry points and hosts', () => {
    const mayUseNode = /(^|\/)(node|cli|node-[\w-]+|[\w-]+\.node)\.ts$/;
    const wrong = server.filter(({ from, to }) => /^node:/.test(to) && !mayUseNode.test(from));
    expect(wrong.map(text)).toEqual([]);
  });

  it('keep the connection of the protocol in lsp/ and the entry points', () => {
    const wrong = server.filter(({ from, to }) => {
      if (!/^vscode-/.test(to) || /^server\/src\/(lsp\/|node\.ts|browser\.ts)/.test(from)) return false;
      return !(to === 'vscode-languageserver-types' && from.startsWith('server/src/features/'));
    });
    expect(wrong.map(text)).toEqual([]);
  });
});

describe('the client', () => {
  it('takes nothing of the server but the messages between them', () => {
    const wrong = client.filter(({ to }) => to.startsWith('server/') && to !== 'server/src/lsp/protocol');
    expect(wrong.map(text)).toEqual([]);
  });

  it('uses nothing of Node, so that the same files serve the browser', () => {
    expect(client.filter(({ to }) => /^node:|^(fs|path|os|child_process)$/.test(to)).map(text)).toEqual([]);
  });
});
