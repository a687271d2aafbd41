import {
  CodeLensRefreshRequest,
  DidChangeConfigurationNotification,
  DidChangeWorkspaceFoldersNotification,
  ErrorCodes,
  LSPErrorCodes,
  ResponseError,
  TextDocumentSyncKind,
  type CancellationToken,
  type Connection,
  type InitializeParams,
  type InitializeResult,
  type WorkspaceFoldersChangeEvent,
} from 'vscode-languageserver';
import { canonicalUri, uriPath } from '../text/uri';
import type { FileHost } from '../workspace/host';
import { Workspace } from '../workspace/workspace';
import { ClientHost, noFiles, RoutingHost } from './client-host';
import type { Context } from './context';
import { Diagnoser } from './diagnosis';
import { Documents } from './documents';
import { Guard } from './guard';
import { statusChangedNotification, trustNotification, type InitializationOptions } from './protocol';
import { Puller } from './pull';
import { Pusher } from './push';
import { SettingsStore } from './settings';
import { refuseMalformed, registerRows } from './rows';
import { featureCapabilities, rows } from './table';
import { Watcher } from './watch';

export interface ServerOptions {
  /** The disk, where the server runs on a machine that has one. */
  readonly disk?: FileHost;
  readonly version: string;
  /** Address of the checks' pages where the client gives none. */
  readonly docs: string;
}

/** Longest time in milliseconds that an editor may take to answer for its settings before the defaults count. */
const SETTINGS_TIME = 2000;

/** Milliseconds without a further change after which colours, hints and lenses are asked for again. */
const VIEWS_QUIET = 400;

/** Everything that lives as long as a connection that was initialized. */
class Session {
  readonly context: Context;
  readonly pusher: Pusher | undefined;
  readonly puller: Puller;
  private readonly watcher: Watcher;
  private readonly host: RoutingHost;
  private folders: readonly string[];
  private trusted: boolean;
  private refreshTimer: ReturnType<typeof setTimeout> | undefined;
  private viewsTimer: ReturnType<typeof setTimeout> | undefined;
  private settingsRead: () => void = () => undefined;

  constructor(
    private readonly connection: Connection,
    params: InitializeParams,
    server: ServerOptions,
  ) {
    const client = params.capabilities;
    const options = (params.initializationOptions ?? {}) as InitializationOptions;
    this.folders = foldersOf(params);
    this.host = new RoutingHost(server.disk, options.fileAccess ? new ClientHost(connection) : noFiles);
    this.trusted = options.trusted === true;
    if (options.trusted === false) this.host.onlyWithin = this.folders;
    const guard = new Guard(connection.console);
    const workspace = new Workspace(this.host);
    const documents = new Documents(workspace);
    const clientUri = (uri: string) => documents.get(uri)?.uri ?? uri;
    // Before 3.18 a client that asks for diagnostics, too, says under `publishDiagnostics` what it can show of them.
    const { diagnostic: pull, publishDiagnostics: push } = client.textDocument ?? {};
    this.context = {
      connection,
      client,
      options,
      workspace,
      documents,
      settings: new SettingsStore(connection, client, connection.console),
      diagnoser: new Diagnoser(workspace, guard),
      guard,
      diagnosticOptions: {
        related: pull?.relatedInformation ?? push?.relatedInformation ?? false,
        tags: (pull?.tagSupport ?? push?.tagSupport)?.valueSet ?? [],
        codeDescription: pull?.codeDescriptionSupport ?? push?.codeDescriptionSupport ?? false,
        docs: options.docs ?? server.docs,
        clientUri,
      },
      ready: new Promise((resolve) => (this.settingsRead = resolve)),
      clientUri,
    };
    // A client that asks is not told as well.
    this.pusher = pull ? undefined : new Pusher(connection, this.context);
    this.puller = new Puller(this.context);
    this.watcher = new Watcher(this.context);
    if (options.settings !== undefined) this.context.settings.take(options.settings);
    workspace.setFolders(this.folders, this.context.settings.exclude);
    workspace.setSettings((uri) => this.context.settings.of(uri));
    workspace.onInvalidated = () => this.changed();
    workspace.onTooMany = (folder, looked) =>
      connection.console.warn(
        `The first ${String(looked)} configurations below ${uriPath(folder)} are judged; there may be more. Open a folder further down.`,
      );
    workspace.onFilesChanged = () => this.watcher.schedule();
    documents.onChange = (uri, what) => {
      if (what === 'opened' || what === 'saved')
        void guard.run('Looking for a byte order mark', () => workspace.checkMark(uri));
      if (!this.watcher.able && (what === 'opened' || what === 'saved')) workspace.recheckDisk();
      if (what === 'opened' || what === 'closed') this.changed();
    };
    documents.listen(connection);
    // From the first message on: folders may come and go while the settings are still being asked for.
    connection.onNotification(DidChangeWorkspaceFoldersNotification.type, ({ event }) =>
      this.foldersChanged(event),
    );
    setTimeout(this.settingsRead, SETTINGS_TIME);
  }

  async begin(): Promise<void> {
    const { connection, context } = this;
    const { workspace: can } = context.client;
    await context.guard.run('Reading settings', () => this.readSettings());
    this.settingsRead();
    if (can?.didChangeConfiguration?.dynamicRegistration)
      await connection.client.register(DidChangeConfigurationNotification.type, {
        section: ['amanda', 'files.exclude'],
      });
    this.watcher.schedule();
  }

  private foldersChanged({ added, removed }: WorkspaceFoldersChangeEvent): void {
    const gone = new Set(removed.map((folder) => canonicalUri(folder.uri)));
    const kept = this.folders.filter((uri) => !gone.has(uri));
    this.folders = [...new Set([...kept, ...added.map((folder) => canonicalUri(folder.uri))])];
    if (this.host.onlyWithin) this.host.onlyWithin = this.folders;
    // They count at once; what their settings say, when the editor has told.
    this.context.workspace.setFolders(this.folders, this.context.settings.exclude);
    void this.context.guard.run('Changing folders', () => this.readSettings());
  }

  configurationChanged(settings: unknown): void {
    if (settings !== null && settings !== undefined) this.context.settings.take(settings);
    void this.context.guard.run('Reading settings', () => this.readSettings());
  }

  filesChanged(uris: readonly string[]): void {
    this.context.workspace.changedOnDisk(uris);
    this.changed();
  }

  trustGranted(): void {
    this.host.onlyWithin = undefined;
    this.trusted = true;
    this.context.workspace.recheckDisk();
    this.findLogs();
  }

  end(): void {
    this.pusher?.stop();
    this.watcher.stop();
    this.context.workspace.logs.stop();
    clearTimeout(this.refreshTimer);
    clearTimeout(this.viewsTimer);
    this.settingsRead();
    this.puller.wake();
  }

  private async readSettings(): Promise<void> {
    const { settings, workspace } = this.context;
    await settings.pull(this.folders);
    workspace.setFolders(this.folders, settings.exclude);
    workspace.setSettings((uri) => settings.of(uri));
    this.findLogs();
    this.changed();
  }

  private findLogs(): void {
    const { settings, workspace } = this.context;
    const named = this.folders.flatMap((folder) => settings.of(folder).logs);
    workspace.logs.setSources(this.folders, [...new Set(named)], settings.exclude);
    // Only for an editor that knows what trust is, and says that there is some.
    workspace.setOwnLogs((uri) => this.trusted && settings.editor(uri).ownLogs);
  }

  /** Some diagnostics may be others now. */
  private changed(): void {
    this.pusher?.schedule();
    this.puller.wake();
    clearTimeout(this.refreshTimer);
    this.refreshTimer = setTimeout(() => {
      void this.context.guard.run('Refreshing', () => this.refresh());
    }, 50);
    clearTimeout(this.viewsTimer);
    this.viewsTimer = setTimeout(() => {
      void this.context.guard.run('Refreshing views', () => this.refreshViews());
    }, VIEWS_QUIET);
  }

  /** What is shown in one file may come from another, so the editor is to ask again. */
  private async refreshViews(): Promise<void> {
    const { workspace: can } = this.context.client;
    const { languages } = this.connection;
    if (can?.codeLens?.refreshSupport) await this.connection.sendRequest(CodeLensRefreshRequest.type);
    if (can?.inlayHint?.refreshSupport) await languages.inlayHint.refresh();
    if (can?.semanticTokens?.refreshSupport) await languages.semanticTokens.refresh();
  }

  private async refresh(): Promise<void> {
    const { client, options } = this.context;
    if (options.commands) await this.connection.sendNotification(statusChangedNotification);
    if (!this.pusher && client.workspace?.diagnostics?.refreshSupport)
      await this.connection.languages.diagnostics.refresh();
  }
}

/** Answers on a connection until it ends. `connection.listen()` is the caller's. */
export function startServer(connection: Connection, options: ServerOptions): void {
  let session: Session | undefined;
  let ended = false;
  const current = () => {
    if (ended) throw new ResponseError(ErrorCodes.InvalidRequest, 'The server was shut down.');
    if (!session) throw new ResponseError(ErrorCodes.ServerNotInitialized, 'The server was not initialized.');
    return session;
  };
  connection.onInitialize((params): InitializeResult => {
    if (session) throw new ResponseError(ErrorCodes.InvalidRequest, 'The server is initialized already.');
    session = new Session(connection, params, options);
    return {
      serverInfo: { name: 'amanda-language-server', version: options.version },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
        ...featureCapabilities(params.capabilities),
        ...(session.pusher
          ? {}
          : {
              diagnosticProvider: {
                identifier: 'amanda',
                interFileDependencies: true,
                workspaceDiagnostics: true,
              },
            }),
      },
    };
  });
  connection.onInitialized(() => {
    const begun = session;
    void begun?.context.guard.run('Starting', () => begun.begin());
  });
  // Notifications that come before `initialize` are dropped, as the protocol wants it.
  connection.onDidChangeConfiguration(({ settings }) => session?.configurationChanged(settings));
  connection.onDidChangeWatchedFiles(({ changes }) => session?.filesChanged(changes.map((one) => one.uri)));
  connection.onNotification(trustNotification, () => session?.trustGranted());
  connection.onShutdown(() => {
    current().end();
    ended = true;
  });
  // What nobody answers.
  connection.onRequest((method) => {
    current();
    throw new ResponseError(ErrorCodes.MethodNotFound, `Unhandled method ${method}`);
  });
  const asked = async <R>(
    method: string,
    params: unknown,
    token: CancellationToken,
    run: () => Promise<R>,
  ): Promise<R> => {
    const { guard, ready } = current().context;
    refuseMalformed(method, params);
    const report = await guard.request(method, token, () => ready.then(run));
    if (report === null) throw new ResponseError(LSPErrorCodes.RequestFailed, `${method}: see the log.`);
    return report;
  };
  connection.languages.diagnostics.on((params, token) =>
    asked('textDocument/diagnostic', params, token, () => current().puller.document(params, token)),
  );
  connection.languages.diagnostics.onWorkspace((params, token, _, partial) =>
    asked('workspace/diagnostic', params, token, () =>
      current().puller.workspace(params, token, partial !== undefined),
    ),
  );
  registerRows(rows, connection, () => current().context);
}

function foldersOf(params: InitializeParams): readonly string[] {
  const folders = params.workspaceFolders?.map((folder) => folder.uri);
  // Older clients name one folder.
  const single = params.rootUri ? [params.rootUri] : [];
  return (folders ?? single).map(canonicalUri);
}
