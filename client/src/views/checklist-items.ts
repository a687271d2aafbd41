import * as vscode from 'vscode';
import type { HostsEntry, ShownRemedy, ShownStep, StepState } from '../../../server/src/lsp/protocol';
import { dleCount, hostCount } from './counts';
import { stateIcon, stateLabel } from './states';

const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;

/** A configuration, with how many of its hosts fail. */
export function configItem({ name, hosts, folder }: HostsEntry): vscode.TreeItem {
  const item = new vscode.TreeItem(name, hosts.length > 0 ? Expanded : None);
  const count = (state: StepState) => hosts.filter((host) => host.state === state).length;
  const counts = [
    hostCount(hosts.length),
    ...(['failed', 'warning'] as const)
      .filter((state) => count(state) > 0)
      .map((state) => `${count(state)} × ${stateLabel(state)}`),
  ];
  item.description = counts.join(' · ');
  item.tooltip = `${vscode.workspace.asRelativePath(vscode.Uri.parse(folder))}\n${item.description}`;
  item.iconPath = new vscode.ThemeIcon('server');
  item.accessibilityInformation = { label: `${name}: ${counts.join(', ')}` };
  return item;
}

export function hostItem({ name, dles, state }: HostsEntry['hosts'][number]): vscode.TreeItem {
  const item = new vscode.TreeItem(name, Collapsed);
  const count = dleCount(dles);
  item.description = `${stateLabel(state)} · ${count}`;
  item.iconPath = stateIcon(state);
  item.tooltip = `${name}: ${stateLabel(state)}, ${count}`;
  item.accessibilityInformation = { label: item.tooltip };
  return item;
}

/** A step: what to look at next is open, the rest is folded. */
export function stepItem({ title, state, why }: ShownStep, number: number): vscode.TreeItem {
  const open = state === 'failed' || state === 'warning';
  const item = new vscode.TreeItem(`${number}. ${title}`, open ? Expanded : Collapsed);
  item.description = stateLabel(state);
  item.tooltip = `${title}\n${stateLabel(state)}: ${why}`;
  item.iconPath = stateIcon(state);
  item.accessibilityInformation = { label: `${number}. ${title} ${stateLabel(state)}. ${why}` };
  return item;
}

/** Why a step has its state; too long for most side bars, so the whole is in the tooltip. */
export function whyItem(text: string): vscode.TreeItem {
  const item = new vscode.TreeItem(text, None);
  item.tooltip = text;
  item.iconPath = new vscode.ThemeIcon('info');
  return item;
}

export function evidenceItem({ text, location }: ShownStep['evidence'][number]): vscode.TreeItem {
  const { path } = vscode.Uri.parse(location.uri);
  const where = `${path.slice(path.lastIndexOf('/') + 1)}:${location.range.start.line + 1}`;
  const item = new vscode.TreeItem(text, None);
  item.description = where;
  item.tooltip = `${text}\n${path}:${location.range.start.line + 1}`;
  item.iconPath = new vscode.ThemeIcon('go-to-file');
  item.accessibilityInformation = { label: vscode.l10n.t('Evidence: {0}, {1}', text, where) };
  return item;
}

const REMEDY_ICONS: Readonly<Record<ShownRemedy['kind'], string>> = {
  fix: 'lightbulb',
  copy: 'copy',
  ask: 'folder-opened',
  advice: 'tools',
};

export function remedyItem(remedy: ShownRemedy): vscode.TreeItem {
  // A row of a tree shows Markdown as it is.
  const title = remedy.title.replaceAll('`', '');
  const item = new vscode.TreeItem(title, None);
  item.iconPath = new vscode.ThemeIcon(REMEDY_ICONS[remedy.kind]);
  const does = whatItDoes(remedy);
  // Most side bars are too narrow for the whole title.
  item.tooltip = [`${title}\n${does}`, ...(remedy.kind === 'copy' ? [remedy.text] : [])].join('\n\n');
  item.accessibilityInformation = { label: `${title}. ${does}` };
  return item;
}

function whatItDoes({ kind }: ShownRemedy): string {
  switch (kind) {
    case 'fix':
      return vscode.l10n.t('Changes the configuration; you can undo it, and it is not saved yet.');
    case 'copy':
      return vscode.l10n.t('Copies the text to the clipboard; nothing is run.');
    case 'ask':
      return vscode.l10n.t('Choose a file, or drop it here from the explorer.');
    case 'advice':
      return vscode.l10n.t('To be done by hand.');
  }
}
