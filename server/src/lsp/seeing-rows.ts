import {
  CodeLensRequest,
  CodeLensResolveRequest,
  InlayHintRequest,
  SemanticTokensDeltaRequest,
  SemanticTokensRangeRequest,
  SemanticTokensRequest,
  type ClientCapabilities,
  type CodeLens,
  type Command,
  type InlayHintLabelPart,
  type SemanticTokens,
} from 'vscode-languageserver';
import { hintsIn } from '../features/seeing/inlay';
import { dumptypeTitle, dumptypeUses, hostTitle, lensesOf } from '../features/seeing/lens';
import { encodeTokens, tokenModifiers, tokensOf, tokenTypes } from '../features/seeing/tokens';
import type { Span } from '../text/span';
import { viewOf, type Context, type FileView } from './context';
import { locationOf, rangeOf, spanOf } from './convert';
import { openChecklistCommand, showReferencesCommand, showRequestCommand } from './protocol';
import { fileRequest, request } from './rows';
import { tokenEdits, TokenMemory } from './token-memory';

/** What the server needs to find the subject of a lens again when it comes to be seen. */
interface LensData {
  readonly uri: string;
  readonly about: 'host' | 'checklist' | 'dumptype';
  readonly name: string;
}

const memories = new WeakMap<Context['connection'], TokenMemory>();

/** What is shown in the text and above it: meaning as colour, hints, and lenses. */
export const seeingRows = [
  fileRequest(
    SemanticTokensRequest.type,
    {
      semanticTokensProvider: {
        legend: { tokenTypes: [...tokenTypes], tokenModifiers: [...tokenModifiers] },
        full: { delta: true },
        range: true,
      },
    },
    (view) => remember(view, tokenData(view)),
  ),
  fileRequest(SemanticTokensDeltaRequest.type, undefined, (view, { previousResultId }) => {
    const before = memoryOf(view.context).data(view.uri, previousResultId);
    const now = remember(view, tokenData(view));
    return before ? { resultId: now.resultId, edits: tokenEdits(before, now.data) } : now;
  }),
  fileRequest(SemanticTokensRangeRequest.type, undefined, (view, { range }) => ({
    data: tokenData(view, spanOf(view.snapshot, view.uri, range)),
  })),
  fileRequest(InlayHintRequest.type, { inlayHintProvider: true }, (view, { range }) => {
    const { context, snapshot, uri } = view;
    const lines = snapshot.lines(uri);
    if (!lines) return [];
    const { hints } = context.settings.editor(uri);
    return hintsIn(snapshot, uri, spanOf(snapshot, uri, range), hints).map(({ offset, parts }) => ({
      position: lines.positionAt(offset),
      paddingLeft: true,
      label: parts.map(({ text, tooltip, place }): InlayHintLabelPart => {
        const location = place && locationOf(snapshot, place, context.clientUri);
        return { value: text, ...(tooltip ? { tooltip } : {}), ...(location ? { location } : {}) };
      }),
    }));
  }),
  fileRequest(CodeLensRequest.type, { codeLensProvider: { resolveProvider: true } }, (view): CodeLens[] => {
    const { context, snapshot, uri } = view;
    const client = context.clientUri(uri);
    return lensesOf(snapshot, uri, context.settings.editor(uri).lenses).flatMap((lens) => {
      const range = rangeOf(snapshot, lens.place);
      const of = (about: LensData['about'], name: string): CodeLens => ({
        range,
        data: { uri: client, about, name } satisfies LensData,
      });
      if (lens.about === 'dumptype') return [of('dumptype', lens.dumptype.name)];
      const { name } = lens.host;
      return has(context, openChecklistCommand)
        ? [of('host', name), of('checklist', name)]
        : [of('host', name)];
    });
  }),
  request(CodeLensResolveRequest.type, undefined, async (context, lens): Promise<CodeLens> => {
    const data = (lens.data ?? {}) as Partial<LensData>;
    const view = typeof data.uri === 'string' ? await viewOf(context, data.uri) : undefined;
    return { ...lens, command: (view && lensCommand(view, lens, data)) ?? { title: '', command: '' } };
  }),
];

function has(context: Context, command: string): boolean {
  return context.options.commands?.includes(command) ?? false;
}

/** The words of a lens, and what a click does where the editor has the command. */
function lensCommand(
  { context, snapshot, uri }: FileView,
  lens: CodeLens,
  { about, name = '' }: Partial<LensData>,
): Command | undefined {
  const click = (title: string, command: string, args: () => unknown[]): Command =>
    has(context, command) ? { title, command, arguments: args() } : { title, command: '' };
  const { config, disklist } = snapshot;
  if (about === 'dumptype') {
    const dumptype = config.blocks.dumptype.get(name.toLowerCase());
    if (!dumptype) return undefined;
    return click(dumptypeTitle(snapshot, dumptype), showReferencesCommand, () => [
      context.clientUri(uri),
      lens.range.start,
      dumptypeUses(snapshot, dumptype).map((place) => locationOf(snapshot, place, context.clientUri)),
    ]);
  }
  const host = disklist.hosts.find((one) => one.name === name);
  if (!host) return undefined;
  const args = () => [config.folder, name];
  return about === 'checklist'
    ? click('Checklist "Results missing"', openChecklistCommand, args)
    : click(hostTitle(snapshot, host), showRequestCommand, args);
}

function tokenData({ context, snapshot, uri }: FileView, range?: Span): number[] {
  const lines = snapshot.lines(uri);
  return lines ? encodeTokens(tokensOf(snapshot, uri, wantsEverything(context.client), range), lines) : [];
}

/** An editor that says so paints our tokens over its own grammar's, which knows strings and comments best. */
function wantsEverything(client: ClientCapabilities): boolean {
  return client.textDocument?.semanticTokens?.augmentsSyntaxTokens !== true;
}

function memoryOf({ connection }: Context): TokenMemory {
  let memory = memories.get(connection);
  if (!memory) memories.set(connection, (memory = new TokenMemory()));
  return memory;
}

function remember({ context, uri }: FileView, data: number[]): SemanticTokens & { resultId: string } {
  return { resultId: memoryOf(context).keep(uri, data), data };
}
