import type { ClientCapabilities, Connection } from 'vscode-languageserver';
import {
  defaultEditorSettings,
  defaultSettings,
  readSettings,
  type EditorSettings,
  type Settings,
} from '../schema/settings';
import { isWithin } from '../text/uri';
import type { Log } from './guard';

/** What the server reads of the settings: those that judge, per folder, and its own. */
interface Section {
  readonly settings: Settings;
  readonly editor: EditorSettings;
  readonly scope: 'workspace' | 'open';
}

const defaults: Section = {
  settings: defaultSettings,
  editor: defaultEditorSettings,
  scope: 'workspace',
};

/**
 * The settings of the editor. They are asked for once per workspace folder and again when the editor says that they
 * changed; an editor that cannot be asked sends them along with `workspace/didChangeConfiguration`.
 */
export class SettingsStore {
  private common: Section = defaults;
  private byFolder = new Map<string, Section>();
  /** Globs of `files.exclude` that are switched on. */
  exclude: readonly string[] = ['**/.git', '**/node_modules'];

  constructor(
    private readonly connection: Connection,
    private readonly client: ClientCapabilities,
    private readonly log: Log,
  ) {}

  /** The settings for a configuration, by the URI of its root. */
  of(uri: string): Settings {
    return this.section(uri).settings;
  }

  /** What the editor shows and writes, for a file. */
  editor(uri: string): EditorSettings {
    return this.section(uri).editor;
  }

  get scope(): 'workspace' | 'open' {
    return this.common.scope;
  }

  /** Takes settings that the editor sent, the section `amanda` or an object that holds it. */
  take(raw: unknown): void {
    this.common = this.read(isObject(raw) && 'amanda' in raw ? raw['amanda'] : raw);
    this.byFolder.clear();
  }

  /** Asks the editor, where it can be asked. */
  async pull(folders: readonly string[]): Promise<void> {
    if (!this.client.workspace?.configuration) return;
    const items = [
      { section: 'amanda' },
      { section: 'files.exclude' },
      ...folders.map((scopeUri) => ({ scopeUri, section: 'amanda' })),
    ];
    const answer: unknown = await this.connection.sendRequest('workspace/configuration', { items });
    if (!Array.isArray(answer)) return;
    const [common, exclude, ...rest] = answer as readonly unknown[];
    if (common !== null && common !== undefined) this.common = this.read(common);
    if (isObject(exclude)) this.exclude = Object.keys(exclude).filter((glob) => exclude[glob] === true);
    this.byFolder = new Map(
      folders.flatMap((folder, i) => (isObject(rest[i]) ? [[folder, this.read(rest[i])] as const] : [])),
    );
  }

  private read(raw: unknown): Section {
    const { settings, editor, problems } = readSettings(raw);
    for (const problem of new Set(problems)) this.log.warn(problem);
    const nested = isObject(raw) && isObject(raw['diagnostics']) ? raw['diagnostics']['scope'] : undefined;
    return { settings, editor, scope: nested === 'open' ? 'open' : 'workspace' };
  }

  private section(uri: string): Section {
    let best = '';
    for (const folder of this.byFolder.keys())
      if (isWithin(folder, uri) && folder.length >= best.length) best = folder;
    return this.byFolder.get(best) ?? this.common;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
