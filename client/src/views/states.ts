import * as vscode from 'vscode';
import type { StepState } from '../../../server/src/lsp/protocol';

/** The word for a state, so that it is not told by a colour alone. */
export function stateLabel(state: StepState): string {
  switch (state) {
    case 'passed':
      return vscode.l10n.t('passed');
    case 'failed':
      return vscode.l10n.t('failed');
    case 'warning':
      return vscode.l10n.t('warning');
    case 'unknown':
      return vscode.l10n.t('needs information');
    case 'inapplicable':
      return vscode.l10n.t('not applicable');
  }
}

const ICONS: Readonly<Record<StepState, readonly [icon: string, color: string]>> = {
  passed: ['pass', 'testing.iconPassed'],
  failed: ['error', 'testing.iconFailed'],
  warning: ['warning', 'list.warningForeground'],
  unknown: ['question', 'notificationsInfoIcon.foreground'],
  inapplicable: ['circle-slash', 'disabledForeground'],
};

/** Each state has a shape and a colour of its own. */
export function stateIcon(state: StepState): vscode.ThemeIcon {
  const [icon, color] = ICONS[state];
  return new vscode.ThemeIcon(icon, new vscode.ThemeColor(color));
}
