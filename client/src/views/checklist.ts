import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  applyFixRequest,
  checklistRequest,
  revealPlaceCommand,
  type ApplyFixParams,
  type ApplyFixResult,
  type ChecklistParams,
  type ShownChecklist,
  type ShownPlace,
} from '../../../server/src/lsp/protocol';
import { tellAfterFix } from '../commands/after-fix';
import { reveal } from '../commands/reveal-place';
import { tellRefused, type GivenLog, type LogFiles } from '../log-files';
import { hostsOf, type Target } from '../targets';
import type { Nights } from '../nights';
import { evidenceItem, configItem, hostItem, remedyItem, stepItem, whyItem } from './checklist-items';
import {
  belowCause,
  belowConfig,
  belowNight,
  belowStep,
  configRows,
  type HostRow,
  type NightRow,
  type RemedyRow,
  type Row,
} from './checklist-rows';
import { causeItem, errorsItem, failureItem, nightItem, noteItem } from './night-items';
import { nightState } from './night-text';

/** A click on a remedy; only the tree's rows run it. */
const remedyCommand = 'amanda.applyRemedy';
const VIEW = 'amanda.resultsMissing';
/** How often a row is looked for while the tree is read anew, and the milliseconds in between. */
const REVEAL_ATTEMPTS = 5;
const REVEAL_DELAY = 400;

/**
 * The tree "Results missing": configurations, below each what Amanda refuses, what failed last night by cause, and the
 * hosts with the steps of the checklist in their order.
 */
export class ChecklistView
  implements vscode.TreeDataProvider<Row>, vscode.TreeDragAndDropController<Row>, vscode.Disposable
{
  readonly dropMimeTypes = ['text/uri-list', 'files'];
  readonly dragMimeTypes: string[] = [];
  private readonly changed = new vscode.EventEmitter<Row | undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly tree: vscode.TreeView<Row>;
  private readonly subscriptions: vscode.Disposable;
  private stale = false;

  constructor(
    private readonly client: BaseLanguageClient,
    private readonly logs: LogFiles,
    private readonly nights: Nights,
    /** Resolves when the server has started, or has failed to. */
    private readonly ready: Promise<unknown>,
  ) {
    this.tree = vscode.window.createTreeView(VIEW, {
      treeDataProvider: this,
      dragAndDropController: this,
      showCollapseAll: true,
    });
    this.subscriptions = vscode.Disposable.from(
      this.tree,
      this.changed,
      this.tree.onDidChangeVisibility(() => {
        if (this.stale) this.update();
      }),
      nights.onDidChange(() => this.update()),
      vscode.commands.registerCommand(remedyCommand, (row: Row) => this.apply(row)),
    );
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  /** Asks the server again. */
  refresh(): void {
    this.nights.refresh();
  }

  /** The server may have other answers; a tree that nobody sees asks for them when it is shown. */
  private update(): void {
    this.stale = !this.tree.visible;
    if (this.tree.visible) this.changed.fire(undefined);
  }

  /** Shows the steps of a host, in front of the user. False when no configuration has such a host. */
  show(target: Target): Promise<boolean> {
    return this.bring(() => this.find(target), true);
  }

  /** Shows what failed last night; what is under way or good when nothing did. False when no log tells of a run. */
  showNight(): Promise<boolean> {
    return this.bring(() => this.findNight(), true);
  }

  private async bring(find: () => Promise<Row | undefined>, expand: boolean): Promise<boolean> {
    await vscode.commands.executeCommand(`${VIEW}.focus`);
    for (let attempt = 1; ; attempt++) {
      const row = await find();
      if (!row) return false;
      try {
        await this.tree.reveal(row, { select: true, focus: true, expand });
        return true;
      } catch (error) {
        // A refresh in between takes the row away that was to be shown.
        if (attempt === REVEAL_ATTEMPTS) throw error;
        await new Promise((resolve) => setTimeout(resolve, REVEAL_DELAY));
      }
    }
  }

  private async find({ folder, host }: Target): Promise<HostRow | undefined> {
    const configs = await this.getChildren();
    // A log beside the configuration may spell the host otherwise than the disklist.
    const name = host.toLowerCase();
    const candidates = configs.filter((row) => row.kind === 'config' && row.entry.folder === folder);
    for (const config of candidates.length > 0 ? candidates : configs) {
      const rows = await this.getChildren(config);
      const row = rows.filter((one) => one.kind === 'host').find((one) => one.host.toLowerCase() === name);
      if (row) return row;
    }
    return undefined;
  }

  private async findNight(): Promise<NightRow | undefined> {
    const found: NightRow[] = [];
    for (const config of await this.getChildren())
      found.push(...(await this.getChildren(config)).filter((row) => row.kind === 'night'));
    const newest = found.sort((a, b) => (a.night.datestamp < b.night.datestamp ? 1 : -1));
    return newest.find(({ night }) => nightState([night]) === 'failed') ?? newest[0];
  }

  async getChildren(row?: Row): Promise<Row[]> {
    await this.ready;
    if (!this.client.isRunning()) return [];
    if (!row) {
      this.stale = false;
      const [entries, nights] = await Promise.all([hostsOf(this.client), this.nights.get()]);
      return configRows(entries, nights);
    }
    switch (row.kind) {
      case 'config':
        return belowConfig(row);
      case 'night':
        return belowNight(row);
      case 'cause':
        return belowCause(row);
      case 'host':
        return this.steps(row);
      case 'step':
        return belowStep(row);
      case 'errors':
      case 'note':
      case 'failure':
      case 'why':
      case 'evidence':
      case 'remedy':
        return [];
    }
  }

  private async steps(row: HostRow): Promise<Row[]> {
    const params: ChecklistParams = { folder: row.folder, host: row.host };
    const list = await this.client.sendRequest<ShownChecklist | null>(checklistRequest, params);
    return (list?.steps ?? []).map((step, i) => ({
      kind: 'step',
      id: `${row.id}\n${step.id}`,
      parent: row,
      // The folder as the tree knows it, which the server's other answers may spell otherwise.
      list: { ...(list as ShownChecklist), folder: row.folder },
      step,
      number: i + 1,
    }));
  }

  getParent(row: Row): Row | undefined {
    return row.kind === 'config' ? undefined : row.parent;
  }

  getTreeItem(row: Row): vscode.TreeItem {
    const item = itemOf(row);
    item.id = row.id;
    item.contextValue = contextOf(row);
    const place = placeOf(row);
    if (place)
      item.command = { command: revealPlaceCommand, title: vscode.l10n.t('Show'), arguments: [place] };
    if (row.kind === 'remedy' && row.remedy.kind !== 'advice')
      item.command = { command: remedyCommand, title: row.remedy.title, arguments: [row] };
    return item;
  }

  private async apply(row: Row): Promise<void> {
    if (row.kind !== 'remedy') return;
    const { remedy, folder }: RemedyRow = row;
    switch (remedy.kind) {
      case 'advice':
        return;
      case 'copy':
        return tellAfterFix({ title: remedy.title, copy: remedy.text });
      case 'ask':
        return this.given(await this.logs.choose(remedy.title));
      case 'fix': {
        const { check, title, location } = remedy;
        const params: ApplyFixParams = { folder, check, title, location };
        // The user sees where the text changes before it does.
        await reveal(this.client, location, true);
        const result = await this.client.sendRequest<ApplyFixResult | null>(applyFixRequest, params);
        if (result?.applied) return tellAfterFix({ title, copy: result.copy, note: result.note });
        void vscode.window.showWarningMessage(
          vscode.l10n.t('This fix no longer fits the files; the checklist was read anew.'),
        );
        this.refresh();
      }
    }
  }

  private given(results: readonly GivenLog[] | undefined): void {
    if (!results) return;
    tellRefused(results);
    this.refresh();
  }

  /** Logs that are dropped onto the tree are read. */
  async handleDrop(_: Row | undefined, data: vscode.DataTransfer): Promise<void> {
    const list = (await data.get('text/uri-list')?.asString()) ?? '';
    const uris = list
      .split(/\r?\n/)
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => vscode.Uri.parse(line));
    for (const [, item] of data) {
      const file = item.asFile();
      if (file?.uri && !uris.some((uri) => uri.toString() === file.uri?.toString())) uris.push(file.uri);
    }
    if (uris.length > 0) this.given(await this.logs.give(uris));
  }
}

/** What the menus of package.json know a row by. */
function contextOf(row: Row): string {
  if (row.kind === 'failure') return row.dle.entry ? 'amanda.failure.entry' : 'amanda.failure';
  if (row.kind === 'remedy')
    return row.remedy.kind === 'ask' && row.host !== undefined ? 'amanda.remedy.ask' : 'amanda.remedy';
  return `amanda.${row.kind}`;
}

/** The place that a click on a row shows. */
function placeOf(row: Row): ShownPlace | undefined {
  switch (row.kind) {
    case 'evidence':
      return row.evidence.location;
    case 'errors':
      return row.errors.first;
    case 'failure':
      return row.dle.log ?? row.dle.entry;
    case 'note':
      return row.note.location;
    default:
      return undefined;
  }
}

function itemOf(row: Row): vscode.TreeItem {
  switch (row.kind) {
    case 'config':
      return configItem(row.entry);
    case 'errors':
      return errorsItem(row.errors);
    case 'night':
      return nightItem(row.night);
    case 'cause':
      return causeItem(row.cause, row.causes);
    case 'failure':
      return failureItem(row.dle, row.said);
    case 'note':
      return noteItem(row.note);
    case 'host':
      return hostItem(row.shown);
    case 'step':
      return stepItem(row.step, row.number);
    case 'why':
      return whyItem(row.text);
    case 'evidence':
      return evidenceItem(row.evidence);
    case 'remedy':
      return remedyItem(row.remedy);
  }
}
