import * as vscode from 'vscode';
import type { LastNight } from '../../../server/src/lsp/protocol';
import type { Nights } from '../nights';
import { dleCount } from './counts';
import { isOld, nightLine, nightState, nightText, shownNights, type NightState } from './night-text';

const ICONS: Readonly<Record<NightState, string>> = {
  good: 'check',
  failed: 'warning',
  running: 'sync',
  open: 'history',
};
const HOUR = 3_600_000;
/** Causes that a tooltip lists for one run; the tree has all of them. */
const MAX_CAUSES = 8;

/** What last night came to, first thing in the morning; a click opens what failed. Hidden while there are no logs. */
export function registerNightStatus(nights: Nights): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('amanda.lastNight', vscode.StatusBarAlignment.Left, 40);
  item.name = vscode.l10n.t('Amanda: last night');
  item.command = 'amanda.showLastNight';
  let latest = 0;
  const update = async () => {
    const turn = ++latest;
    const known = await nights.get();
    if (turn === latest) show(item, known);
  };
  void update();
  // When no run comes any more nothing tells of it, and yet what is shown grows old.
  const timer = setInterval(() => void update(), HOUR);
  return vscode.Disposable.from(
    item,
    { dispose: () => clearInterval(timer) },
    nights.onDidChange(() => void update()),
  );
}

function show(item: vscode.StatusBarItem, nights: readonly LastNight[]): void {
  if (nights.length === 0) {
    item.hide();
    return;
  }
  const groups = shownNights(nights);
  const state = nightState(groups.flat());
  const text = groups.map((group) => nightText(group)).join(' · ');
  // No tick for a night that is long over.
  const icon = ICONS[state === 'good' && isOld(groups.flat()) ? 'open' : state];
  item.text = `$(${icon}) ${text}`;
  item.tooltip = tooltip(nights);
  item.backgroundColor =
    state === 'failed' ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
  item.accessibilityInformation = { label: `Amanda, ${text}`, role: 'button' };
  item.show();
}

/** Every configuration and program, with its causes. What logs and files say is never read as Markdown. */
function tooltip(nights: readonly LastNight[]): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString();
  for (const night of nights) {
    markdown.appendMarkdown('**').appendText(night.config).appendMarkdown('** — ');
    markdown.appendText(nightLine(night)).appendMarkdown('\n\n');
    for (const { title, dles } of night.causes.slice(0, MAX_CAUSES))
      markdown
        .appendMarkdown('- ')
        .appendText(`${title}: ${dleCount(dles.length)}`)
        .appendMarkdown('\n');
    const more = night.causes.length - MAX_CAUSES;
    if (more > 0)
      markdown.appendMarkdown('- ').appendText(vscode.l10n.t('{0} more causes', more)).appendMarkdown('\n');
    markdown.appendMarkdown('\n');
  }
  return markdown.appendText(vscode.l10n.t('Click to see what failed, and what helps.'));
}
