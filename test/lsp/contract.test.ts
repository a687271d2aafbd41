import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  createProtocolConnection,
  ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
  type ApplyWorkspaceEditParams,
  type ClientCapabilities,
  type ProtocolConnection,
} from 'vscode-languageserver-protocol/node';
import { fileUri } from '../../server/src/text/uri';
import { buildServer, TestClient } from '../support/server';

// A machine with other work to do takes its time to start a server.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const conf = 'define dumptype global {\n  auth "bsdtcp"\n}\ndefine tapetype T {\n  length 1 gb\n}\n';
const list = 'alpha /home globl\nalpha /usr global\n';
const start = { line: 0, character: 0 };

let bundle: Awaited<ReturnType<typeof buildServer>>;
let folder = '';
const uri = (name: string) => fileUri(join(folder, name));

beforeAll(async () => {
  bundle = await buildServer();
  folder = mkdtempSync(join(tmpdir(), 'amanda-contract-'));
  writeFileSync(join(folder, 'amanda.conf'), conf);
  writeFileSync(join(folder, 'disklist'), list);
});
afterAll(() => {
  bundle.remove();
  rmSync(folder, { recursive: true, force: true });
});

describe('the life of a server', () => {
  let child: ChildProcess;
  let connection: ProtocolConnection;
  const begin = () => {
    child = spawn(process.execPath, [bundle.path, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const { stdout, stdin } = child;
    if (!stdout || !stdin) throw new Error('no pipes');
    connection = createProtocolConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
    connection.listen();
  };
  /** The code of the error that a request is answered with. */
  const code = async (method: string, params?: unknown): Promise<number | undefined> => {
    try {
      await connection.sendRequest(method, params);
      return undefined;
    } catch (error) {
      return error instanceof ResponseError ? error.code : NaN;
    }
  };
  const initialize = { processId: null, rootUri: null, capabilities: {} };
  const hover = { textDocument: { uri: 'file:///x/amanda.conf' }, position: start };
  afterEach(() => {
    connection.dispose();
    child.kill();
  });

  it('says which requests come too early and too late', async () => {
    begin();
    expect(await code('textDocument/hover', hover)).toBe(-32002);
    expect(await code('no/such', {})).toBe(-32002);
    expect(await code('shutdown')).toBe(-32002);
    const logged: unknown[] = [];
    connection.onNotification('window/logMessage', (message) => {
      logged.push(message);
    });
    await connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await connection.sendNotification('initialized', {});
    expect(await code('initialize', initialize)).toBeUndefined();
    // Nothing waits for `initialized` for ever.
    expect(await code('textDocument/hover', hover)).toBeUndefined();
    await connection.sendNotification('initialized', {});
    expect(await code('initialize', initialize)).toBe(-32600);
    expect(await code('textDocument/hover', hover)).toBeUndefined();
    expect(await code('no/such', {})).toBe(-32601);
    expect(await code('shutdown')).toBeUndefined();
    expect(await code('textDocument/hover', hover)).toBe(-32600);
    expect(await code('shutdown')).toBe(-32600);
    expect(logged).toEqual([]);
    const exit = new Promise((resolve) => child.once('exit', resolve));
    await connection.sendNotification('exit');
    expect(await exit).toBe(0);
  });

  it('refuses parameters that the protocol does not allow, without a word in the log', async () => {
    begin();
    const logged: unknown[] = [];
    connection.onNotification('window/logMessage', (message) => {
      logged.push(message);
    });
    await connection.sendRequest('initialize', initialize);
    await connection.sendNotification('initialized', {});
    const textDocument = { uri: 'file:///x/amanda.conf' };
    const wrong: [string, unknown][] = [
      ['textDocument/hover', {}],
      ['textDocument/hover', { textDocument }],
      ['textDocument/hover', { textDocument: { uri: 5 }, position: start }],
      ['textDocument/completion', { textDocument, position: { line: '1', character: 0 } }],
      ['textDocument/codeAction', { textDocument, range: { start, end: start } }],
      ['textDocument/rename', { textDocument, position: start }],
      ['textDocument/diagnostic', { textDocument: null }],
      ['workspace/diagnostic', {}],
      ['workspace/symbol', {}],
      ['typeHierarchy/supertypes', { item: { uri: 'file:///x' } }],
      ['workspace/executeCommand', {}],
      ['workspace/executeCommand', { command: 'no.such' }],
      ['workspace/executeCommand', { command: 'amanda.server.applyAction', arguments: [1] }],
    ];
    for (const [method, params] of wrong)
      expect([method, params, await code(method, params)]).toEqual([method, params, -32602]);
    expect(logged).toEqual([]);
  });
});

describe('what a client can take', () => {
  let client: TestClient;
  const open = async (capabilities: ClientCapabilities) => {
    client = await TestClient.start(bundle.path, { folders: [folder], capabilities });
    await client.open(uri('disklist'), list);
    await client.open(uri('amanda.conf'), conf);
  };
  const ask = <R>(method: string, params: object, name = 'disklist') =>
    client.connection.sendRequest<R>(method, { textDocument: { uri: uri(name) }, ...params });
  afterEach(async () => {
    expect(await client.stop()).toBe(0);
    expect(client.errors).toEqual([]);
  });

  it('one that can do nothing gets lists, plain kinds and commands', async () => {
    await open({ workspace: { applyEdit: true } });
    expect(client.initializeResult?.capabilities.codeActionProvider).toBe(true);
    const outline = await ask<{ kind: number; location: { uri: string }; containerName?: string }[]>(
      'textDocument/documentSymbol',
      {},
    );
    expect(outline.map((one) => one.containerName)).toEqual([undefined, 'alpha']);
    expect(outline.every((one) => one.location.uri === uri('disklist'))).toBe(true);
    const all = await client.connection.sendRequest<{ kind: number }[]>('workspace/symbol', { query: '' });
    expect(Math.max(...all.map((one) => one.kind))).toBeLessThanOrEqual(18);
    const links = await ask<unknown>('textDocument/declaration', { position: { line: 1, character: 14 } });
    expect(links).toMatchObject({ uri: uri('amanda.conf') });

    const place = { line: 0, character: 13 };
    const [fix] = await ask<{ title: string; command: string; arguments: unknown[] }[]>(
      'textDocument/codeAction',
      { range: { start: place, end: place }, context: { diagnostics: [] } },
    );
    expect(fix).toMatchObject({ command: 'amanda.server.applyAction' });
    const applied: ApplyWorkspaceEditParams[] = [];
    client.connection.onRequest('workspace/applyEdit', (params: ApplyWorkspaceEditParams) => {
      applied.push(params);
      return { applied: true };
    });
    await client.connection.sendRequest('workspace/executeCommand', {
      command: fix?.command,
      arguments: fix?.arguments,
    });
    expect(applied).toMatchObject([{ edit: { changes: { [uri('disklist')]: [{ newText: 'global' }] } } }]);
  });

  it('one that asks for diagnostics, and said how it shows those that are sent, gets them so', async () => {
    const two = 'alpha /home global\nalpha /home global\n';
    await open({
      textDocument: {
        diagnostic: {},
        publishDiagnostics: { relatedInformation: true, codeDescriptionSupport: true },
      },
    });
    await client.change(uri('disklist'), { text: two });
    const report = await ask<{ items: unknown[] }>('textDocument/diagnostic', {});
    expect(report.items).toContainEqual(
      expect.objectContaining({
        code: 'disklist/duplicate-disk',
        relatedInformation: [expect.anything()],
        codeDescription: expect.anything(),
      }),
    );
  });

  it('gets only the tags that it knows', async () => {
    await open({ textDocument: { publishDiagnostics: { tagSupport: { valueSet: [2] } } } });
    const shown = await client.until(uri('amanda.conf'), (all) => all.length > 0);
    expect(shown.some((one) => one.code === 'style/unused-definition')).toBe(true);
    expect(shown.flatMap((one) => one.tags ?? [])).toEqual([]);
  });

  it('may take its time with the settings: folders that come meanwhile count', async () => {
    const late = mkdtempSync(join(tmpdir(), 'amanda-late-'));
    writeFileSync(join(late, 'amanda.conf'), conf);
    client = await TestClient.start(bundle.path, {
      capabilities: { workspace: { configuration: true, workspaceFolders: true } },
    });
    client.connection.onRequest('workspace/configuration', () => new Promise<unknown[]>(() => undefined));
    const added = [{ uri: fileUri(late), name: 'late' }];
    await client.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
      event: { added, removed: [] },
    });
    const found = await client.connection.sendRequest<unknown[]>('workspace/symbol', { query: 'global' });
    expect(found).toHaveLength(1);
    rmSync(late, { recursive: true, force: true });
  });
});
