import {
  CodeActionKind,
  CodeActionRequest,
  CodeActionResolveRequest,
  type CodeAction,
  type CodeActionParams,
  type Command,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { Diagnosed } from '../checks/run';
import {
  FIX_ALL,
  fixAll,
  findingsAt,
  NORMALIZE,
  normalizeAction,
  quickFixes,
  type Action,
} from '../features/actions';
import { troubledHosts } from '../features/logs/diagnose';
import type { Fix } from '../checks/check';
import type { Snapshot } from '../model/snapshot';
import { canonicalUri } from '../text/uri';
import { viewOf, type Context } from './context';
import { diagnosticOf, rangeOf, spanOf } from './convert';
import type { Diagnosis } from './diagnosis';
import { afterFixCommand, openChecklistCommand, type AfterFix } from './protocol';
import { request } from './rows';

/** What the server needs to compute an action again when the editor asks for its edit. */
interface ActionData {
  readonly uri: string;
  readonly key: string;
  readonly range: CodeActionParams['range'];
}

/** The same for a client that knows no code actions, only commands that the server runs. */
export interface ActionCommand extends ActionData {
  readonly title: string;
  readonly kind: string;
}

export const APPLY_ACTION = 'amanda.server.applyAction';

/** Light bulbs: every fix is computed from the snapshot of the moment, never from what the editor sends back. */
export const codeActionRows = [
  request(
    CodeActionRequest.type,
    (client) => ({
      codeActionProvider: knowsActions(client)
        ? {
            codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL, NORMALIZE],
            resolveProvider: resolvesEdits(client),
          }
        : true,
    }),
    async (context, params): Promise<(CodeAction | Command)[]> => {
      const lazy = resolvesEdits(context.client) || !knowsActions(context.client);
      const actions: CodeAction[] = [];
      const titles = new Set<string>();
      for await (const { diagnosis, action } of actionsFor(context, params)) {
        // Configurations that share the file offer the same things.
        const title = `${action.kind} ${action.fix.title} ${action.key}`;
        if (titles.has(title)) continue;
        titles.add(title);
        actions.push(toCodeAction(context, diagnosis, action, params, lazy));
      }
      const all = [...actions, ...(await diagnoses(context, params))];
      return knowsActions(context.client) ? all : all.flatMap((one) => commandOf(one, params) ?? []);
    },
  ),
  request(CodeActionResolveRequest.type, undefined, async (context, action): Promise<CodeAction> => {
    const data = action.data as Partial<ActionData> | undefined;
    if (action.edit || !data?.uri || !data.range) return action;
    const { title, kind } = action;
    const edit = await editOf(context, {
      uri: data.uri,
      key: data.key ?? '',
      range: data.range,
      title,
      kind,
    });
    // Without one the text has changed so that there is nothing to mend any more.
    return edit ? { ...action, edit } : action;
  }),
];

/** The edit of an action, computed from what is in force now. */
async function editOf(
  context: Context,
  { uri, key, range, title, kind }: ActionData & { readonly title: string; readonly kind?: string },
): Promise<WorkspaceEdit | undefined> {
  const params = {
    textDocument: { uri },
    range,
    context: { diagnostics: [], only: kind === undefined ? undefined : [kind] },
  };
  for await (const { diagnosis, action } of actionsFor(context, params))
    if (action.key === key && action.fix.title === title)
      return workspaceEdit(context, diagnosis.snapshot, action.fix);
  return undefined;
}

/** Has the client make the edit of an action that it chose as a command. */
export async function applyAction(context: Context, command: ActionCommand): Promise<void> {
  const edit = await editOf(context, command);
  if (edit) await context.connection.workspace.applyEdit({ label: command.title, edit });
}

/** An action as a command; an edit is left to the server, which computes it when it is asked to. */
function commandOf(
  { title, kind = '', data, command }: CodeAction,
  params: CodeActionParams,
): Command | undefined {
  if (data === undefined) return command;
  const { key } = data as ActionData;
  const { range, textDocument } = params;
  const argument: ActionCommand = { uri: textDocument.uri, key, range, title, kind };
  return { title, command: APPLY_ACTION, arguments: [argument] };
}

/** In a log: the way from a line that tells of a failure to the checklist for its host. */
async function diagnoses(context: Context, params: CodeActionParams): Promise<CodeAction[]> {
  const { only } = params.context;
  if (!context.options.commands?.includes(openChecklistCommand)) return [];
  if (only && !only.some((kind) => CodeActionKind.QuickFix.startsWith(kind))) return [];
  const view = await viewOf(context, params.textDocument.uri);
  const lines = view?.snapshot.lines(view.uri);
  if (!view?.log || !lines) return [];
  const { snapshot, log } = view;
  const { start } = lines.lineSpan(params.range.start.line);
  const { end } = lines.lineSpan(params.range.end.line);
  return troubledHosts(log, snapshot, { start, end }).map((host) => {
    const title = `Diagnose ${host} with the checklist "Results missing"`;
    const command = { title, command: openChecklistCommand, arguments: [snapshot.config.folder, host] };
    // Named with what it explains: then the editor offers it at the finding, too.
    const diagnostics = params.context.diagnostics.filter((one) => one.source === 'amanda');
    return { title, kind: CodeActionKind.QuickFix, diagnostics, command };
  });
}

async function* actionsFor(
  context: Context,
  params: CodeActionParams,
): AsyncGenerator<{ diagnosis: Diagnosis; action: Action }> {
  const uri = canonicalUri(params.textDocument.uri);
  const { only } = params.context;
  const wants = (kind: string) => !only || only.some((one) => kind === one || kind.startsWith(`${one}.`));
  for (const configuration of await context.workspace.ownersOf(uri)) {
    const diagnosis = await context.diagnoser.of(configuration);
    const { snapshot } = diagnosis;
    const found = diagnosis.byFile.get(uri) ?? [];
    if (wants(CodeActionKind.QuickFix)) {
      const findings = asked(snapshot, found, params);
      for (const action of quickFixes(snapshot, findings)) yield { diagnosis, action };
      for (const id of new Set(findings.map((one) => one.check.id))) {
        if (found.filter((one) => one.check.id === id).length < 2) continue;
        const fix = fixAll(found, uri, id);
        if (fix) yield { diagnosis, action: { key: `all ${id}`, kind: 'quickfix', fix } };
      }
    }
    // Not among the quick fixes of a place: editors ask for it on save, or by name.
    if (only && wants(FIX_ALL)) {
      const fix = fixAll(found, uri);
      if (fix) yield { diagnosis, action: { key: 'all', kind: FIX_ALL, fix } };
    }
    const normalize = only && wants(NORMALIZE) ? normalizeAction(snapshot, uri) : undefined;
    if (normalize) yield { diagnosis, action: normalize };
  }
}

/** The findings that the editor shows at the place: those at the range, and those it names by id and range. */
function asked(
  snapshot: Snapshot,
  found: readonly Diagnosed[],
  params: CodeActionParams,
): readonly Diagnosed[] {
  const uri = canonicalUri(params.textDocument.uri);
  const at = new Set(findingsAt(found, spanOf(snapshot, uri, params.range)));
  const named = params.context.diagnostics.filter((one) => one.source === 'amanda');
  for (const one of found)
    if (
      named.some(
        (other) =>
          other.code === one.check.id && sameRange(other.range, rangeOf(snapshot, one.finding.place)),
      )
    )
      at.add(one);
  return [...at];
}

function sameRange(a: CodeActionParams['range'], b: CodeActionParams['range']): boolean {
  return (
    a.start.line === b.start.line &&
    a.start.character === b.start.character &&
    a.end.line === b.end.line &&
    a.end.character === b.end.character
  );
}

function toCodeAction(
  context: Context,
  { snapshot }: Diagnosis,
  action: Action,
  params: CodeActionParams,
  lazy: boolean,
): CodeAction {
  const { fix, diagnosed } = action;
  const result: CodeAction = { title: fix.title, kind: action.kind };
  if (diagnosed) result.diagnostics = [diagnosticOf(snapshot, diagnosed, context.diagnosticOptions)];
  if (fix.preferred) result.isPreferred = true;
  if (fix.copy !== undefined || fix.note !== undefined) result.command = afterFix(context, fix);
  if (fix.edits.length === 0) return result;
  if (lazy) {
    const data: ActionData = { uri: params.textDocument.uri, key: action.key, range: params.range };
    result.data = data;
  } else result.edit = workspaceEdit(context, snapshot, fix);
  return result;
}

/** What happens once the edit is there: text to copy and a note, by the editor's command or by the server's. */
function afterFix(context: Context, fix: Fix) {
  const argument: AfterFix = { title: fix.title, copy: fix.copy, note: fix.note };
  const own = context.options.commands?.includes(afterFixCommand);
  return {
    title: fix.title,
    command: own ? afterFixCommand : 'amanda.server.afterFix',
    arguments: [argument],
  };
}

/** The edits of a fix, with the versions of open documents where the editor can check them. */
export function workspaceEdit(context: Context, snapshot: Snapshot, fix: Fix): WorkspaceEdit {
  const files = fix.edits.map(({ uri, edits }) => ({
    uri,
    edits: edits.map((edit) => ({ range: rangeOf(snapshot, { uri, span: edit.span }), newText: edit.text })),
  }));
  if (context.client.workspace?.workspaceEdit?.documentChanges)
    return {
      documentChanges: files.map(({ uri, edits }) => ({
        textDocument: {
          uri: context.clientUri(uri),
          version: context.documents.get(uri)?.version ?? null,
        },
        edits,
      })),
    };
  return { changes: Object.fromEntries(files.map(({ uri, edits }) => [context.clientUri(uri), edits])) };
}

function knowsActions(client: Context['client']): boolean {
  return client.textDocument?.codeAction?.codeActionLiteralSupport !== undefined;
}

function resolvesEdits(client: Context['client']): boolean {
  const { codeAction } = client.textDocument ?? {};
  return (codeAction?.dataSupport && codeAction.resolveSupport?.properties.includes('edit')) ?? false;
}
