import { createContext, runInContext } from 'node:vm';
import { MessageChannel } from 'node:worker_threads';
import { join } from 'node:path';
import esbuild from 'esbuild';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import {
  createMessageConnection,
  PortMessageReader,
  PortMessageWriter,
  type MessageConnection,
} from 'vscode-jsonrpc/node';
import type { CodeAction, Diagnostic, InitializeResult } from 'vscode-languageserver-protocol';

// A machine with other work to do takes its time to start a server.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

// The bundle for the browser, in a world that has what a web worker has and nothing of Node: what is used beyond that
// is an error here.
let connection: MessageConnection;
let channel: MessageChannel;
const published = new Map<string, Diagnostic[]>();
const heard = new Set<() => void>();
const files: Readonly<Record<string, string>> = {
  'mem:/etc/amanda.conf': 'includefile "types.conf"\ntapetype T\ndefine tapetype T {\n  length 10 gb\n}\n',
  'mem:/etc/types.conf': 'define dumptype tapes-tar {\n  auth "bsdtcp"\n  program "GNUTAR"\n}\n',
};
const list = 'mem:/etc/disklist';

beforeAll(async () => {
  const { outputFiles } = await esbuild.build({
    entryPoints: [join(import.meta.dirname, '../../server/src/browser.ts')],
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    mainFields: ['module', 'main'],
    logLevel: 'error',
  });
  channel = new MessageChannel();
  const { port1, port2 } = channel;
  const self = {
    postMessage: (message: unknown) => port1.postMessage(message),
    addEventListener: (type: string, listener: (event: { data: unknown }) => void) => {
      if (type === 'message') port1.on('message', (data: unknown) => listener({ data }));
    },
    set onmessage(listener: (event: { data: unknown }) => void) {
      port1.on('message', (data: unknown) => listener({ data }));
    },
  };
  const world = createContext({
    self,
    console,
    setTimeout,
    clearTimeout,
    setInterval,
    clearInterval,
    queueMicrotask,
    TextDecoder,
    TextEncoder,
    URL,
    atob,
    btoa,
    crypto,
    performance,
    MessageChannel,
  });
  runInContext(outputFiles[0]?.text ?? '', world);
  connection = createMessageConnection(new PortMessageReader(port2), new PortMessageWriter(port2));
  connection.onNotification(
    'textDocument/publishDiagnostics',
    (params: { uri: string; diagnostics: Diagnostic[] }) => {
      published.set(params.uri, params.diagnostics);
      for (const listener of heard) listener();
    },
  );
  connection.onRequest<unknown, void>('amanda/readFile', ({ uri }: { uri: string }) => {
    const text = files[uri];
    return text === undefined ? { kind: 'missing' } : { kind: 'bytes', base64: btoa(text) };
  });
  connection.onRequest('amanda/findFiles', () =>
    Object.keys(files).filter((uri) => uri.endsWith('/amanda.conf')),
  );
  connection.listen();
});
afterAll(() => {
  connection?.dispose();
  channel?.port1.close();
});

function until(uri: string, wanted: (all: readonly Diagnostic[]) => boolean): Promise<readonly Diagnostic[]> {
  return new Promise((resolve) => {
    const look = () => {
      const now = published.get(uri);
      if (!now || !wanted(now)) return;
      heard.delete(look);
      resolve(now);
    };
    heard.add(look);
    look();
  });
}

it('judges, explains and mends in a web worker', async () => {
  const capabilities = {
    textDocument: {
      publishDiagnostics: {},
      hover: { contentFormat: ['markdown'] },
      codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } },
    },
  };
  const result = await connection.sendRequest<InitializeResult>('initialize', {
    processId: null,
    rootUri: null,
    workspaceFolders: [{ uri: 'mem:/etc', name: 'etc' }],
    capabilities,
    initializationOptions: { fileAccess: true },
  });
  expect(result.capabilities).toMatchObject({ hoverProvider: true });
  await connection.sendNotification('initialized', {});
  const open = { uri: list, languageId: 'amanda-disklist', version: 1, text: 'host /disk tapes-tra\n' };
  await connection.sendNotification('textDocument/didOpen', { textDocument: open });
  const found = await until(list, (all) => all.some((one) => one.severity === 1));
  const wrong = found.find((one) => one.severity === 1);
  expect(wrong?.range).toEqual({ start: { line: 0, character: 11 }, end: { line: 0, character: 20 } });
  const actions = await connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
    textDocument: { uri: list },
    range: wrong?.range,
    context: { diagnostics: [wrong] },
  });
  expect(JSON.stringify(actions.filter((one) => one.isPreferred))).toContain('"newText":"tapes-tar"');
  await connection.sendNotification('textDocument/didChange', {
    textDocument: { uri: list, version: 2 },
    contentChanges: [{ text: 'host /disk tapes-tar\n' }],
  });
  await until(list, (all) => all.every((one) => one.severity !== 1));
  const hover = await connection.sendRequest('textDocument/hover', {
    textDocument: { uri: list },
    position: { line: 0, character: 12 },
  });
  expect(JSON.stringify(hover)).toContain('types.conf line 1');
  await connection.sendRequest('shutdown');
});
