import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { statusRequest, type Status, type StatusParams } from '../../../server/src/lsp/protocol';
import { dleCount, hostCount } from './counts';

/** Which configuration the active file belongs to, which Amanda is assumed, and what is too large to be judged. */
export function registerStatus(
  client: BaseLanguageClient,
  statusChanged: vscode.Event<void>,
): vscode.Disposable {
  const selector = [{ language: 'amanda-conf' }, { language: 'amanda-disklist' }];
  const configuration = vscode.languages.createLanguageStatusItem('amanda.configuration', selector);
  configuration.name = vscode.l10n.t('Amanda configuration');
  configuration.command = {
    command: 'amanda.openCounterpart',
    title: vscode.l10n.t('Switch between amanda.conf and disklist'),
  };
  const version = vscode.languages.createLanguageStatusItem('amanda.version', selector);
  version.name = vscode.l10n.t('Amanda version');
  version.command = {
    command: 'workbench.action.openSettings',
    arguments: ['amanda.version'],
    title: vscode.l10n.t('Change'),
  };
  let latest = 0;

  const update = async () => {
    const document = vscode.window.activeTextEditor?.document;
    if (!document || vscode.languages.match(selector, document) === 0 || !client.isRunning()) return;
    const turn = ++latest;
    const params: StatusParams = { uri: client.code2ProtocolConverter.asUri(document.uri) };
    configuration.busy = true;
    const status = await client.sendRequest<Status | null>(statusRequest, params).catch(() => null);
    if (turn !== latest) return;
    configuration.busy = false;
    show(configuration, version, status);
  };
  return vscode.Disposable.from(
    configuration,
    version,
    vscode.window.onDidChangeActiveTextEditor(() => void update()),
    statusChanged(() => void update()),
    client.onDidChangeState(() => void update()),
  );
}

function show(
  configuration: vscode.LanguageStatusItem,
  version: vscode.LanguageStatusItem,
  status: Status | null,
): void {
  const owner = status?.configurations[0];
  if (!status || !owner || status.loose) {
    configuration.text = vscode.l10n.t('No Amanda configuration');
    configuration.detail = vscode.l10n.t('No amanda.conf was found that uses this file.');
    configuration.severity = vscode.LanguageStatusSeverity.Warning;
  } else {
    const more = status.configurations.length - 1;
    configuration.text = more > 0 ? vscode.l10n.t('{0} and {1} more', owner.name, more) : owner.name;
    const counts = `${hostCount(status.hosts)}, ${dleCount(status.dles)}`;
    configuration.detail = [counts, ...status.limits].join(' · ');
    configuration.severity =
      status.limits.length > 0
        ? vscode.LanguageStatusSeverity.Warning
        : vscode.LanguageStatusSeverity.Information;
  }
  version.text = vscode.l10n.t('Amanda {0}', status?.version ?? '');
  version.detail = vscode.l10n.t('assumed on the backup server');
}
