import type { ClientCapabilities, Connection } from 'vscode-languageserver';
import type { LogFacts } from '../logs/types';
import type { Snapshot } from '../model/snapshot';
import { canonicalUri } from '../text/uri';
import type { Configuration, Workspace } from '../workspace/workspace';
import type { DiagnosticOptions } from './convert';
import type { Diagnoser } from './diagnosis';
import type { Documents } from './documents';
import type { Guard } from './guard';
import type { InitializationOptions } from './protocol';
import type { SettingsStore } from './settings';

/** What handlers work with. One for the life of the connection. */
export interface Context {
  readonly connection: Connection;
  readonly client: ClientCapabilities;
  readonly options: InitializationOptions;
  readonly workspace: Workspace;
  readonly documents: Documents;
  readonly settings: SettingsStore;
  readonly diagnoser: Diagnoser;
  readonly guard: Guard;
  readonly diagnosticOptions: DiagnosticOptions;
  /** Done when the settings have been read for the first time. */
  readonly ready: Promise<void>;
  /** The editor's own spelling of a URI: of an open document the one it was opened with. */
  readonly clientUri: (uri: string) => string;
}

/** A file of a configuration as one request sees it. */
export interface FileView {
  readonly context: Context;
  readonly uri: string;
  readonly configuration: Configuration;
  readonly snapshot: Snapshot;
  /** What the file says, when it is a log. */
  readonly log?: LogFacts;
}

/** The file in the first configuration that it belongs to; undefined when it belongs to none. */
export async function viewOf(context: Context, clientUri: string): Promise<FileView | undefined> {
  const uri = canonicalUri(clientUri);
  for await (const configuration of context.workspace.owners(uri)) {
    const snapshot = await context.workspace.snapshot(configuration);
    const log = snapshot.observations.logs.get(uri);
    if (snapshot.tree(uri) || log) return { context, uri, configuration, snapshot, log };
  }
  return undefined;
}
