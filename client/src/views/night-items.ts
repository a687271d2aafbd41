import * as vscode from 'vscode';
import type { HostsEntry, LastNight, NightCause } from '../../../server/src/lsp/protocol';
import { dleCount } from './counts';
import { nightAside, nightLine, nightState, nightTitle, type NightState } from './night-text';
import { stateIcon } from './states';

const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
/** Causes of a night, and DLEs of a cause, up to which it is open: more would push the other causes out of sight. */
const OPEN_CAUSES = 3;
const OPEN_DLES = 10;

/** What Amanda refuses of a configuration, once for all its hosts; a click shows the first place. */
export function errorsItem({ count }: NonNullable<HostsEntry['errors']>): vscode.TreeItem {
  const label =
    count === 1
      ? vscode.l10n.t('Refused by Amanda: 1 error')
      : vscode.l10n.t('Refused by Amanda: {0} errors', count);
  const item = new vscode.TreeItem(label, None);
  item.iconPath = stateIcon('failed');
  item.tooltip = vscode.l10n.t(
    'Nothing is backed up before this is mended. A click shows the first error; the view Problems lists all of them.',
  );
  item.accessibilityInformation = { label: `${label}. ${item.tooltip}` };
  return item;
}

function nightIcon(state: NightState): vscode.ThemeIcon {
  switch (state) {
    case 'good':
      return stateIcon('passed');
    case 'failed':
      return stateIcon('failed');
    case 'running':
      return new vscode.ThemeIcon('sync', new vscode.ThemeColor('notificationsInfoIcon.foreground'));
    case 'open':
      return stateIcon('unknown');
  }
}

/** A run of one program: open when something failed. */
export function nightItem(night: LastNight): vscode.TreeItem {
  const state = nightState([night]);
  const below = night.causes.length + night.notes.length;
  const item = new vscode.TreeItem(
    nightTitle(night),
    below === 0 ? None : state === 'failed' ? Expanded : Collapsed,
  );
  item.description = nightAside(night);
  item.iconPath = nightIcon(state);
  item.tooltip = nightLine(night);
  item.accessibilityInformation = { label: item.tooltip };
  return item;
}

/** A cause with how many DLEs it hit; open when it hides no other. */
export function causeItem({ title, message, dles }: NightCause, causes: number): vscode.TreeItem {
  const open = causes <= OPEN_CAUSES && (causes === 1 || dles.length <= OPEN_DLES);
  const item = new vscode.TreeItem(title, open ? Expanded : Collapsed);
  const count = dleCount(dles.length);
  item.description = count;
  item.iconPath = new vscode.ThemeIcon('flame', new vscode.ThemeColor('testing.iconFailed'));
  item.tooltip = message === '' ? `${title}: ${count}` : `${title}: ${count}\n${message}`;
  item.accessibilityInformation = { label: `${title}: ${count}. ${message}` };
  return item;
}

/** A DLE that failed; a click shows what the log says of it, else its line in the disklist. */
export function failureItem(
  { host, disk, outcome, message, log, entry }: NightCause['dles'][number],
  said: string,
): vscode.TreeItem {
  // Side bars are narrow, and the beginning of a host's name is on many rows.
  const item = new vscode.TreeItem(disk, None);
  const more = outcome !== 'failed' || message === '' ? outcome : message === said ? '' : message;
  item.description = more === '' ? host : `${host} · ${more}`;
  item.iconPath = new vscode.ThemeIcon('error', new vscode.ThemeColor('testing.iconFailed'));
  const click = log
    ? vscode.l10n.t('A click shows the line of the log.')
    : entry
      ? vscode.l10n.t('A click shows the line of the disklist.')
      : '';
  item.tooltip = [`${host} ${disk}: ${outcome}`, message, click].filter((one) => one !== '').join('\n');
  item.accessibilityInformation = { label: `${host} ${disk}: ${outcome}. ${message}` };
  return item;
}

/** Something of a run that is no failure, and yet worth knowing. */
export function noteItem({ text, location }: LastNight['notes'][number]): vscode.TreeItem {
  const item = new vscode.TreeItem(text, None);
  item.iconPath = new vscode.ThemeIcon(location ? 'go-to-file' : 'info');
  item.tooltip = text;
  item.accessibilityInformation = { label: vscode.l10n.t('Note: {0}', text) };
  return item;
}
