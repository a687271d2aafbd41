import { DidChangeWatchedFilesNotification, WatchKind, type Disposable } from 'vscode-languageserver';
import { baseName, folderOf } from '../text/uri';
import { ROOT_NAMES } from '../workspace/workspace';
import type { Context } from './context';

/** Milliseconds without a further change after which watchers are registered again. */
const QUIET = 500;

/**
 * Has the editor watch every file that a configuration uses, wherever it is, also those that are missing, new
 * configurations and logs below the workspace folders, and the folders of logs elsewhere.
 */
export class Watcher {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private registered: Disposable | undefined;
  private watched = '';

  constructor(private readonly context: Context) {}

  /** True when the editor can watch for us; otherwise the disk is looked at again when documents are opened and saved. */
  get able(): boolean {
    return this.context.client.workspace?.didChangeWatchedFiles?.dynamicRegistration ?? false;
  }

  schedule(): void {
    if (!this.able) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      void this.context.guard.run('Watching files', () => this.register());
    }, QUIET);
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private async register(): Promise<void> {
    const watchers = this.watchers();
    const text = JSON.stringify(watchers);
    if (text === this.watched) return;
    this.watched = text;
    const before = this.registered;
    this.registered = await this.context.connection.client.register(DidChangeWatchedFilesNotification.type, {
      watchers,
    });
    before?.dispose();
  }

  private watchers() {
    const { client, workspace } = this.context;
    const all = WatchKind.Create | WatchKind.Change | WatchKind.Delete;
    const logs = workspace.logs.watched();
    const names = [...ROOT_NAMES, 'disklist', ...logs.names];
    const roots = { globPattern: `**/{${names.join(',')}}`, kind: all };
    if (!client.workspace?.didChangeWatchedFiles?.relativePatternSupport)
      return [roots, { globPattern: '**/*.conf', kind: all }];
    const byFolder = new Map<string, string[]>();
    for (const uri of [...workspace.usedFiles()].sort())
      byFolder.set(folderOf(uri), [...(byFolder.get(folderOf(uri)) ?? []), baseName(uri)]);
    const folders = [...byFolder].map(([folder, names]) => ({
      globPattern: { baseUri: folder, pattern: anyOf(names) },
      kind: all,
    }));
    const logFolders = logs.places.map(({ folder, pattern }) => ({
      globPattern: { baseUri: folder, pattern },
      kind: all,
    }));
    return [roots, ...folders, ...logFolders];
  }
}

/** A glob for exactly these names; `?` stands for what has a meaning in globs. */
function anyOf(names: readonly string[]): string {
  const plain = names.map((name) => name.replace(/[*?[\]{},!\\]/g, '?'));
  return plain.length === 1 ? (plain[0] ?? '') : `{${plain.join(',')}}`;
}
