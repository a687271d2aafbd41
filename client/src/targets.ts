import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  hostsRequest,
  resolvedRequest,
  type HostsEntry,
  type ResolvedParams,
  type ResolvedText,
} from '../../server/src/lsp/protocol';
import { dleCount, hostCount } from './views/counts';
import { stateLabel } from './views/states';

/** A host of a configuration, named as the server's requests name it. */
export interface Target {
  /** URI of the configuration's folder. */
  readonly folder: string;
  readonly host: string;
}

/** What a language server knows about every configuration and host of the workspace. */
export async function hostsOf(client: BaseLanguageClient): Promise<readonly HostsEntry[]> {
  return (await client.sendRequest<readonly HostsEntry[] | null>(hostsRequest, {})) ?? [];
}

/**
 * The host that a command is about: the one in its arguments (of a code lens, a quick fix or a row of the tree), the
 * one at the cursor, or the one that the user picks. Undefined when none is picked.
 */
export async function targetOf(
  client: BaseLanguageClient,
  args: readonly unknown[],
): Promise<Target | undefined> {
  const named = argument(args);
  if (named) return named;
  const here = await atCursor(client);
  if (here?.host !== undefined) return { folder: here.folder, host: here.host };
  return pick(client, typeof args[0] === 'string' ? args[0] : undefined);
}

function argument([first, second]: readonly unknown[]): Target | undefined {
  if (typeof first === 'string' && typeof second === 'string') return { folder: first, host: second };
  const { folder, host } = (first ?? {}) as Partial<Target>;
  return typeof folder === 'string' && typeof host === 'string' ? { folder, host } : undefined;
}

/** What the cursor of the active editor is on; undefined when that is no DLE and no block. */
export async function atCursor(client: BaseLanguageClient): Promise<ResolvedText | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (!editor || !/^amanda-(conf|disklist)$/.test(editor.document.languageId)) return undefined;
  const params: ResolvedParams = {
    textDocument: { uri: client.code2ProtocolConverter.asUri(editor.document.uri) },
    position: editor.selection.active,
  };
  return (await client.sendRequest<ResolvedText | null>(resolvedRequest, params)) ?? undefined;
}

async function pick(client: BaseLanguageClient, folder?: string): Promise<Target | undefined> {
  const entries = await hostsOf(client);
  if (entries.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        'There is no amanda.conf in this workspace. Open the folder that holds it, e.g. /etc/amanda.',
      ),
    );
    return undefined;
  }
  const asked = entries.filter((entry) => entry.folder === folder);
  const choices = asked.length > 0 ? asked : entries;
  const entry =
    choices.length === 1
      ? choices[0]
      : (
          await vscode.window.showQuickPick(
            choices.map((one) => ({
              label: one.name,
              description: vscode.workspace.asRelativePath(vscode.Uri.parse(one.folder)),
              detail: hostCount(one.hosts.length),
              one,
            })),
            { placeHolder: vscode.l10n.t('Which configuration?') },
          )
        )?.one;
  if (!entry) return undefined;
  if (entry.hosts.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('The disklist of {0} names no host.', entry.name),
    );
    return undefined;
  }
  const picked = await vscode.window.showQuickPick(
    entry.hosts.map(({ name, dles, state }) => ({
      label: name,
      description: `${stateLabel(state)} · ${dleCount(dles)}`,
    })),
    { placeHolder: vscode.l10n.t('Which host of {0}?', entry.name), matchOnDescription: true },
  );
  return picked && { folder: entry.folder, host: picked.label };
}
