import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import esbuild from 'esbuild';
import {
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  PublishDiagnosticsNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type ClientCapabilities,
  type Diagnostic,
  type InitializeResult,
  type ProtocolConnection,
  type SymbolKind,
  type PublishDiagnosticsParams,
  type TextDocumentContentChangeEvent,
} from 'vscode-languageserver-protocol/node';
import { fileUri } from '../../server/src/text/uri';

/** Bundles the server as `npm run build` does; returns the path of the bundle. Call `remove` when done. */
export async function buildServer(): Promise<{ path: string; remove: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), 'amanda-server-'));
  const path = join(folder, 'server.js');
  await esbuild.build({
    entryPoints: [join(import.meta.dirname, '../../server/src/node.ts')],
    outfile: path,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'es2022',
    mainFields: ['module', 'main'],
    logLevel: 'error',
  });
  return { path, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export interface ClientOptions {
  /** Paths of the workspace folders. */
  readonly folders?: readonly string[];
  /** URIs of further workspace folders. */
  readonly folderUris?: readonly string[];
  readonly capabilities?: ClientCapabilities;
  readonly initializationOptions?: unknown;
  /** Answers to `workspace/configuration`, by section. */
  readonly settings?: Record<string, unknown>;
}

/** A real client on the server's stdio. */
export class TestClient {
  readonly connection: ProtocolConnection;
  /** The newest diagnostics by URI. */
  readonly published = new Map<string, PublishDiagnosticsParams>();
  /** Every `window/logMessage` of type error. */
  readonly errors: string[] = [];
  initializeResult: InitializeResult | undefined;
  private readonly listeners = new Set<() => void>();
  private readonly versions = new Map<string, number>();

  private constructor(
    readonly process: ChildProcess,
    private readonly options: ClientOptions,
  ) {
    const { stdout, stdin } = process;
    if (!stdout || !stdin) throw new Error('no pipes');
    this.connection = createProtocolConnection(
      new StreamMessageReader(stdout),
      new StreamMessageWriter(stdin),
    );
    this.connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
      this.published.set(params.uri, params);
      for (const listener of [...this.listeners]) listener();
    });
    this.connection.onNotification('window/logMessage', (params: { type: number; message: string }) => {
      if (params.type === 1) this.errors.push(params.message);
    });
    this.connection.onRequest('client/registerCapability', () => null);
    this.connection.onRequest('client/unregisterCapability', () => null);
    this.connection.onRequest('workspace/configuration', (params: { items: { section: string }[] }) =>
      params.items.map((item) => this.options.settings?.[item.section] ?? null),
    );
    this.connection.listen();
  }

  /** Starts the server and initializes it. */
  static async start(bundle: string, options: ClientOptions = {}): Promise<TestClient> {
    const child = spawn(process.execPath, [bundle, '--stdio'], { stdio: ['pipe', 'pipe', 'pipe'] });
    child.stderr.on('data', (data: Buffer) => client.errors.push(data.toString()));
    const client = new TestClient(child, options);
    client.initializeResult = await client.connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: null,
      workspaceFolders: [...(options.folders ?? []).map(fileUri), ...(options.folderUris ?? [])].map(
        (uri) => ({
          uri,
          name: uri,
        }),
      ),
      capabilities: options.capabilities ?? {
        textDocument: {
          publishDiagnostics: {
            relatedInformation: true,
            codeDescriptionSupport: true,
            tagSupport: { valueSet: [1, 2] },
          },
          hover: { contentFormat: ['markdown'] },
          codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'source'] } } },
          documentSymbol: {
            hierarchicalDocumentSymbolSupport: true,
            symbolKind: { valueSet: Array.from({ length: 26 }, (_, i) => (i + 1) as SymbolKind) },
            tagSupport: { valueSet: [1] },
          },
        },
      },
      initializationOptions: options.initializationOptions,
    });
    await client.connection.sendNotification(InitializedNotification.type, {});
    return client;
  }

  async open(uri: string, text: string, languageId = languageOf(uri)): Promise<void> {
    this.versions.set(uri, 1);
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId, version: 1, text },
    });
  }

  async change(uri: string, ...contentChanges: TextDocumentContentChangeEvent[]): Promise<void> {
    const version = (this.versions.get(uri) ?? 0) + 1;
    this.versions.set(uri, version);
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version },
      contentChanges,
    });
  }

  async closeDocument(uri: string): Promise<void> {
    await this.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
  }

  /** Waits until the published diagnostics of a file satisfy the condition. */
  async until(uri: string, wanted: (diagnostics: readonly Diagnostic[]) => boolean): Promise<Diagnostic[]> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const now = this.published.get(uri)?.diagnostics;
        if (!now || !wanted(now)) return;
        this.listeners.delete(look);
        clearTimeout(timer);
        resolve(now);
      };
      const timer = setTimeout(() => {
        this.listeners.delete(look);
        const now = JSON.stringify(this.published.get(uri)?.diagnostics ?? 'nothing', null, 1);
        reject(new Error(`not seen for ${uri}: last was ${now}\n${this.errors.join('\n')}`));
      }, 60_000);
      this.listeners.add(look);
      look();
    });
  }

  /** Ends the server as an editor does; its exit code. */
  async stop(): Promise<number | null> {
    const exit = new Promise<number | null>((resolve) => this.process.once('exit', (code) => resolve(code)));
    await this.connection.sendRequest(ShutdownRequest.type);
    await this.connection.sendNotification(ExitNotification.type);
    const code = await exit;
    this.connection.dispose();
    return code;
  }
}

function languageOf(uri: string): string {
  return /disklist/.test(uri) ? 'amanda-disklist' : 'amanda-conf';
}
