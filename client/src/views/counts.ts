import * as vscode from 'vscode';

/** "1 host", "6 hosts". */
export function hostCount(n: number): string {
  return n === 1 ? vscode.l10n.t('1 host') : vscode.l10n.t('{0} hosts', n);
}

/** "1 DLE", "107 DLEs". */
export function dleCount(n: number): string {
  return n === 1 ? vscode.l10n.t('1 DLE') : vscode.l10n.t('{0} DLEs', n);
}
