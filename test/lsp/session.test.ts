import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { HoverRequest, type Diagnostic } from 'vscode-languageserver-protocol';
import { fileUri } from '../../server/src/text/uri';
import { buildServer, TestClient } from '../support/server';

// A machine with other work to do takes its time to start a server.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const conf = `org "test"
tapetype "T"
define tapetype T {
    length 10 gb
}
define dumptype global {
    auth "bsdtcp"
    program "GNUTAR"
}
`;
const errors = (diagnostics: readonly Diagnostic[]) => diagnostics.filter((one) => one.severity === 1);

describe('a session over stdio', () => {
  let bundle: Awaited<ReturnType<typeof buildServer>>;
  let folder = '';
  let client: TestClient;
  const path = (name: string) => join(folder, name);
  const uri = (name: string) => fileUri(path(name));
  const write = (name: string, text: string | Uint8Array) => writeFileSync(path(name), text);

  beforeAll(async () => {
    bundle = await buildServer();
  });
  afterAll(() => bundle.remove());
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'amanda-lsp-'));
    mkdirSync(path('Daily'));
    write('Daily/amanda.conf', conf);
    write('Daily/disklist', 'host.example.org /home global\n');
    client = await TestClient.start(bundle.path, { folders: [folder] });
  });
  afterEach(async () => {
    expect(await client.stop()).toBe(0);
    expect(client.errors).toEqual([]);
    rmSync(folder, { recursive: true, force: true });
  });

  it('judges the disklist again when amanda.conf is edited, saved or not', async () => {
    await client.open(uri('Daily/disklist'), 'host.example.org /home global\n');
    await client.until(uri('Daily/disklist'), (all) => errors(all).length === 0);
    await client.open(uri('Daily/amanda.conf'), conf);
    await client.change(uri('Daily/amanda.conf'), {
      range: { start: { line: 5, character: 16 }, end: { line: 5, character: 22 } },
      text: 'everything',
    });
    const found = await client.until(uri('Daily/disklist'), (all) => errors(all).length > 0);
    const [first] = errors(found);
    expect(first?.range).toEqual({ start: { line: 0, character: 23 }, end: { line: 0, character: 29 } });
    expect(first?.source).toBe('amanda');
    // The disk counts again when the document is closed without being saved.
    await client.closeDocument(uri('Daily/amanda.conf'));
    await client.until(uri('Daily/disklist'), (all) => errors(all).length === 0);
  });

  it('publishes every file of the configuration, and clears what is gone', async () => {
    write('Daily/amanda.conf', conf + 'includefile "more.conf"\n');
    write('Daily/more.conf', 'nonsense 1\n');
    await client.open(uri('Daily/disklist'), 'host.example.org /home global\n');
    const found = await client.until(uri('Daily/more.conf'), (all) => errors(all).length > 0);
    expect(found[0]?.range.start).toEqual({ line: 0, character: 0 });
    write('Daily/more.conf', 'dumpcycle 7\n');
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uri('Daily/more.conf'), type: 2 }],
    });
    await client.until(uri('Daily/more.conf'), (all) => errors(all).length === 0);
    rmSync(path('Daily/more.conf'));
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uri('Daily/more.conf'), type: 3 }],
    });
    await client.until(uri('Daily/amanda.conf'), (all) =>
      errors(all).some((one) => /more\.conf|include/.test(`${one.message} ${one.code}`)),
    );
  });

  it('knows of the byte order mark that editors hide', async () => {
    write('Daily/amanda.conf', '\ufeff' + conf);
    await client.open(uri('Daily/amanda.conf'), conf);
    const marked = (all: readonly Diagnostic[]) =>
      all.filter((one) => String(one.message).includes('byte order mark'));
    const found = await client.until(uri('Daily/amanda.conf'), (all) => marked(all).length > 0);
    expect(marked(found)[0]?.range.start).toEqual({ line: 0, character: 0 });
    const hover = await client.connection.sendRequest(HoverRequest.type, {
      textDocument: { uri: uri('Daily/amanda.conf') },
      position: { line: 6, character: 5 },
    });
    expect(hover?.range).toEqual({ start: { line: 6, character: 4 }, end: { line: 6, character: 8 } });
    write('Daily/amanda.conf', conf);
    await client.connection.sendNotification('textDocument/didSave', {
      textDocument: { uri: uri('Daily/amanda.conf') },
    });
    await client.until(uri('Daily/amanda.conf'), (all) => marked(all).length === 0);
  });

  it('says what a word means', async () => {
    await client.open(uri('Daily/amanda.conf'), conf);
    const hover = await client.connection.sendRequest(HoverRequest.type, {
      textDocument: { uri: uri('Daily/amanda.conf') },
      position: { line: 6, character: 6 },
    });
    expect(hover?.range).toEqual({ start: { line: 6, character: 4 }, end: { line: 6, character: 8 } });
    expect(JSON.stringify(hover?.contents)).toContain('In force: `\\"bsdtcp\\"`, set here');
  });
});
