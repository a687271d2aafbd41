import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  applyFixRequest,
  checklistRequest,
  revealPlaceCommand,
  type ApplyFixParams,
  type ApplyFixResult,
  type ChecklistParams,
  type HostsEntry,
  type ShownChecklist,
  type ShownRemedy,
  type ShownStep,
} from '../../../server/src/lsp/protocol';
import { tellAfterFix } from '../commands/after-fix';
import { reveal } from '../commands/reveal-place';
import { tellRefused, type GivenLog, type LogFiles } from '../log-files';
import { hostsOf, type Target } from '../targets';
import { evidenceItem, configItem, hostItem, remedyItem, stepItem, whyItem } from './checklist-items';

/** A click on a remedy; only the tree's rows run it. */
const remedyCommand = 'amanda.applyRemedy';
const VIEW = 'amanda.resultsMissing';
/** Quiet time in milliseconds before the tree asks again, so that typing does not make it flicker. */
const REFRESH_DELAY = 400;
/** How often a row is looked for while the tree is read anew. */
const REVEAL_ATTEMPTS = 5;

/** A row of the tree. Rows with `folder` and `host` can be given to commands as their target. */
export type Row =
  | { readonly kind: 'config'; readonly id: string; readonly entry: HostsEntry }
  | ({
      readonly kind: 'host';
      readonly id: string;
      readonly parent: Row;
      readonly shown: HostsEntry['hosts'][number];
    } & Target)
  | {
      readonly kind: 'step';
      readonly id: string;
      readonly parent: Row;
      readonly list: ShownChecklist;
      readonly step: ShownStep;
      /** From 1. */
      readonly number: number;
    }
  | { readonly kind: 'why'; readonly id: string; readonly parent: Row; readonly text: string }
  | {
      readonly kind: 'evidence';
      readonly id: string;
      readonly parent: Row;
      readonly evidence: ShownStep['evidence'][number];
    }
  | {
      readonly kind: 'remedy';
      readonly id: string;
      readonly parent: Row;
      readonly list: ShownChecklist;
      readonly remedy: ShownRemedy;
    };

/** The tree "Results missing": configurations, hosts, and for each host the steps of the checklist in their order. */
export class ChecklistView
  implements vscode.TreeDataProvider<Row>, vscode.TreeDragAndDropController<Row>, vscode.Disposable
{
  readonly dropMimeTypes = ['text/uri-list', 'files'];
  readonly dragMimeTypes: string[] = [];
  private readonly changed = new vscode.EventEmitter<Row | undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly tree: vscode.TreeView<Row>;
  private readonly subscriptions: vscode.Disposable;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private stale = false;

  constructor(
    private readonly client: BaseLanguageClient,
    private readonly logs: LogFiles,
    statusChanged: vscode.Event<void>,
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
      statusChanged(() => this.refreshSoon()),
      client.onDidChangeState(() => this.refreshSoon()),
      this.tree.onDidChangeVisibility(({ visible }) => {
        if (visible && this.stale) this.refresh();
      }),
      vscode.commands.registerCommand(remedyCommand, (row: Row) => this.apply(row)),
    );
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.subscriptions.dispose();
  }

  /** Asks the server again. */
  refresh(): void {
    clearTimeout(this.timer);
    this.stale = false;
    this.changed.fire(undefined);
  }

  private refreshSoon(): void {
    this.stale = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (this.tree.visible) this.refresh();
    }, REFRESH_DELAY);
  }

  /** Shows the steps of a host, in front of the user. False when no configuration has such a host. */
  async show(target: Target): Promise<boolean> {
    await vscode.commands.executeCommand(`${VIEW}.focus`);
    for (let attempt = 1; ; attempt++) {
      const row = await this.find(target);
      if (!row) return false;
      try {
        await this.tree.reveal(row, { select: true, focus: true, expand: true });
        return true;
      } catch (error) {
        // A refresh in between takes the row away that was to be shown.
        if (attempt === REVEAL_ATTEMPTS) throw error;
        await new Promise((resolve) => setTimeout(resolve, REFRESH_DELAY));
      }
    }
  }

  private async find({ folder, host }: Target): Promise<Row | undefined> {
    const configs = await this.getChildren();
    // A log beside the configuration may spell the host otherwise than the disklist.
    const name = host.toLowerCase();
    const candidates = configs.filter((row) => row.kind === 'config' && row.entry.folder === folder);
    for (const config of candidates.length > 0 ? candidates : configs) {
      const hosts = await this.getChildren(config);
      const row = hosts.find((one) => one.kind === 'host' && one.host.toLowerCase() === name);
      if (row) return row;
    }
    return undefined;
  }

  async getChildren(row?: Row): Promise<Row[]> {
    await this.ready;
    if (!this.client.isRunning()) return [];
    if (!row) {
      this.stale = false;
      const entries = await hostsOf(this.client);
      return entries.map((entry) => ({ kind: 'config', id: entry.folder, entry }));
    }
    switch (row.kind) {
      case 'config': {
        const { folder, hosts } = row.entry;
        return hosts.map((shown) => ({
          kind: 'host',
          id: `${row.id}\n${shown.name}`,
          parent: row,
          folder,
          host: shown.name,
          shown,
        }));
      }
      case 'host':
        return this.steps(row);
      case 'step':
        return [
          { kind: 'why', id: `${row.id}\nwhy`, parent: row, text: row.step.why },
          ...row.step.evidence.map((evidence, n) => ({
            kind: 'evidence' as const,
            id: `${row.id}\nevidence ${n}`,
            parent: row,
            evidence,
          })),
          ...row.step.remedies.map((remedy, n) => ({
            kind: 'remedy' as const,
            id: `${row.id}\nremedy ${n} ${remedy.title}`,
            parent: row,
            list: row.list,
            remedy,
          })),
        ];
      case 'why':
      case 'evidence':
      case 'remedy':
        return [];
    }
  }

  private async steps(row: Row & { kind: 'host' }): Promise<Row[]> {
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
    item.contextValue = `amanda.${row.kind}`;
    if (row.kind === 'evidence')
      item.command = {
        command: revealPlaceCommand,
        title: vscode.l10n.t('Show'),
        arguments: [row.evidence.location],
      };
    if (row.kind === 'remedy')
      item.command = { command: remedyCommand, title: row.remedy.title, arguments: [row] };
    return item;
  }

  private async apply(row: Row): Promise<void> {
    if (row.kind !== 'remedy') return;
    const { remedy, list } = row;
    switch (remedy.kind) {
      case 'copy':
        return tellAfterFix({ title: remedy.title, copy: remedy.text });
      case 'ask':
        return this.given(await this.logs.choose(remedy.title));
      case 'fix': {
        const { check, title, location } = remedy;
        const params: ApplyFixParams = { folder: list.folder, check, title, location };
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

function itemOf(row: Row): vscode.TreeItem {
  switch (row.kind) {
    case 'config':
      return configItem(row.entry);
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
