// A stand-in for the module `vscode`, as far as unit tests of the client need it. What a test looks at is in `editor`.
import { readFile } from 'node:fs/promises';

type Listener<T> = (event: T) => unknown;

export class Disposable {
  constructor(private readonly end: () => unknown) {}
  static from(...all: { dispose(): unknown }[]): Disposable {
    return new Disposable(() => all.forEach((one) => one.dispose()));
  }
  dispose(): void {
    this.end();
  }
}

export class EventEmitter<T> {
  private readonly listeners = new Set<Listener<T>>();
  readonly event = (listener: Listener<T>): Disposable => {
    this.listeners.add(listener);
    return new Disposable(() => this.listeners.delete(listener));
  };
  fire(event: T): void {
    for (const listener of [...this.listeners]) listener(event);
  }
  dispose(): void {
    this.listeners.clear();
  }
}

export class ThemeColor {
  constructor(readonly id: string) {}
}
export class ThemeIcon {
  constructor(
    readonly id: string,
    readonly color?: ThemeColor,
  ) {}
}
export enum TreeItemCollapsibleState {
  None,
  Collapsed,
  Expanded,
}
export class TreeItem {
  constructor(
    public label: string,
    public collapsibleState = TreeItemCollapsibleState.None,
  ) {}
}
export enum StatusBarAlignment {
  Left = 1,
  Right = 2,
}
export enum TaskRevealKind {
  Always = 1,
}
export const TaskScope = { Workspace: 2 };

/** As VS Code escapes a text in Markdown: characters that mean something there get a backslash. */
export class MarkdownString {
  value = '';
  appendText(text: string): this {
    this.value += text.replace(/[\\`*_{}[\]()#+\-!~]/g, '\\$&');
    return this;
  }
  appendMarkdown(text: string): this {
    this.value += text;
    return this;
  }
}

export const l10n = {
  t: (message: string, ...args: unknown[]) =>
    message.replace(/\{(\d+)\}/g, (_, n: string) => String(args[Number(n)])),
};

export class StatusBarItem {
  text = '';
  name = '';
  command: unknown;
  tooltip: unknown;
  backgroundColor: unknown;
  accessibilityInformation: unknown;
  visible = false;
  show(): void {
    this.visible = true;
  }
  hide(): void {
    this.visible = false;
  }
  dispose(): void {
    this.visible = false;
  }
}

/** Enough of a URI for file: and untitled ones. */
export class Uri {
  private constructor(
    readonly scheme: string,
    readonly path: string,
    readonly query = '',
  ) {}
  static parse(text: string): Uri {
    const [, scheme = 'file', path = ''] = /^([\w-]+):(?:\/\/)?(.*)$/.exec(text) ?? [];
    return new Uri(scheme, decodeURIComponent(path));
  }
  static file(path: string): Uri {
    return new Uri('file', path);
  }
  static from({ scheme, path = '', query = '' }: { scheme: string; path?: string; query?: string }): Uri {
    return new Uri(scheme, path, query);
  }
  static joinPath(base: Uri, ...parts: string[]): Uri {
    const path: string[] = [];
    for (const part of [...base.path.split('/'), ...parts.flatMap((one) => one.split('/'))])
      if (part === '..') path.pop();
      else if (part !== '' && part !== '.') path.push(part);
    return new Uri(base.scheme, `/${path.join('/')}`);
  }
  get fsPath(): string {
    return this.path;
  }
  with({ path = this.path }: { path?: string }): Uri {
    return new Uri(this.scheme, path);
  }
  toString(): string {
    return `${this.scheme}:${this.scheme === 'file' ? '//' : ''}${encodeURI(this.path)}`;
  }
}

export class ProcessExecution {
  constructor(
    readonly process: string,
    readonly args: string[],
    readonly options: unknown = undefined,
  ) {}
}
export class Task {
  detail = '';
  presentationOptions: unknown;
  group: unknown;
  constructor(
    readonly definition: Record<string, unknown>,
    readonly scope: unknown,
    readonly name: string,
    readonly source: string,
    readonly execution: ProcessExecution,
  ) {}
}
export class RelativePattern {
  constructor(
    readonly base: Uri,
    readonly pattern: string,
  ) {}
}
export enum ConfigurationTarget {
  Global = 1,
  Workspace = 2,
}

const starts = new EventEmitter<{ execution: { task: Task } }>();
const ends = new EventEmitter<{ execution: { task: Task }; exitCode: number | undefined }>();

/** What the editor was asked for, what it has, and what its user answers. */
export const editor = {
  statusItems: [] as StatusBarItem[],
  /** Values of settings by their names without `amanda.`. */
  settings: {} as Record<string, unknown>,
  folders: [] as { uri: Uri }[],
  /** Files by path; `null` is a folder. */
  files: new Map<string, string | null>(),
  providers: new Map<string, { provideTextDocumentContent(uri: Uri): unknown }>(),
  clipboard: '',
  activeTextEditor: undefined as unknown,
  /** Messages, questions and commands, in their order. */
  log: [] as unknown[][],
  executed: [] as Task[],
  /** What the user chooses: the button of a message, the item of a list, the text of a box. */
  answer: undefined as unknown,
  endTask: (task: Task, exitCode: number) => ends.fire({ execution: { task }, exitCode }),
};

const asked =
  (what: string) =>
  (...args: unknown[]): Promise<unknown> => {
    editor.log.push([what, ...args]);
    return Promise.resolve(editor.answer);
  };

export const window = {
  createStatusBarItem: () => {
    const item = new StatusBarItem();
    editor.statusItems.push(item);
    return item;
  },
  get activeTextEditor() {
    return editor.activeTextEditor;
  },
  showInformationMessage: asked('information'),
  showWarningMessage: asked('warning'),
  showErrorMessage: asked('error'),
  showQuickPick: asked('pick'),
  showInputBox: asked('input'),
  showTextDocument: asked('show'),
};

export const env = { clipboard: { readText: () => Promise.resolve(editor.clipboard) } };

export const commands = {
  executeCommand: asked('command'),
  registerCommand: () => new Disposable(() => undefined),
};

export const workspace = {
  isTrusted: true,
  get workspaceFolders() {
    return editor.folders.length > 0 ? editor.folders : undefined;
  },
  getWorkspaceFolder: (uri: Uri) =>
    editor.folders.find((folder) => `${uri.path}/`.startsWith(`${folder.uri.path}/`)),
  getConfiguration: () => ({
    get: (key: string, otherwise: unknown) => editor.settings[key] ?? otherwise,
    update: (key: string, value: unknown) => {
      editor.settings[key] = value;
      return Promise.resolve();
    },
  }),
  findFiles: ({ base }: RelativePattern) =>
    Promise.resolve(
      [...editor.files]
        .filter(([path, text]) => text !== null && path.startsWith(`${base.path}/`))
        .map(([path]) => Uri.file(path)),
    ),
  registerTextDocumentContentProvider: (
    scheme: string,
    provider: { provideTextDocumentContent(uri: Uri): unknown },
  ) => {
    editor.providers.set(scheme, provider);
    return new Disposable(() => editor.providers.delete(scheme));
  },
  fs: {
    stat: ({ path }: Uri) =>
      editor.files.has(path) ? Promise.resolve({}) : Promise.reject(new Error(`no ${path}`)),
    readFile: async ({ path }: Uri) => new Uint8Array(await readFile(path)),
    createDirectory: ({ path }: Uri) => {
      editor.files.set(path, null);
      return Promise.resolve();
    },
    writeFile: ({ path }: Uri, bytes: Uint8Array) => {
      editor.files.set(path, new TextDecoder().decode(bytes));
      return Promise.resolve();
    },
  },
};

export const tasks = {
  onDidStartTask: starts.event,
  onDidEndTaskProcess: ends.event,
  executeTask: (task: Task) => {
    editor.executed.push(task);
    starts.fire({ execution: { task } });
    return Promise.resolve({ task });
  },
};
