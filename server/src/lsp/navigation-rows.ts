import {
  CallHierarchyIncomingCallsRequest,
  CallHierarchyOutgoingCallsRequest,
  CallHierarchyPrepareRequest,
  DeclarationRequest,
  DefinitionRequest,
  DocumentHighlightKind,
  DocumentHighlightRequest,
  DocumentLinkRequest,
  DocumentSymbolRequest,
  ErrorCodes,
  PrepareRenameRequest,
  ReferencesRequest,
  RenameRequest,
  ResponseError,
  SymbolKind,
  TypeHierarchyPrepareRequest,
  TypeHierarchySubtypesRequest,
  TypeHierarchySupertypesRequest,
  WorkspaceSymbolRequest,
  type CallHierarchyItem,
  type DefinitionLink,
  type Location,
  type SymbolInformation,
  type TypeHierarchyItem,
} from 'vscode-languageserver';
import {
  blockNamedAt,
  childrenOf,
  isDle,
  parentsOf,
  usedBy,
  usersOf,
} from '../features/navigation/hierarchy';
import { documentLinks } from '../features/navigation/links';
import { prepareRename, rename, RenameRefused } from '../features/navigation/rename';
import { documentSymbols, workspaceSymbols } from '../features/navigation/symbols';
import { definitionOf, occurrenceAt, occurrencesOf } from '../features/navigation/symbols-at';
import type { Snapshot } from '../model/snapshot';
import type { Block, Dle } from '../model/types';
import { canonicalUri } from '../text/uri';
import type { Place } from '../text/span';
import { kindsOf, outlineFor } from './client-symbols';
import { workspaceEdit } from './code-actions';
import { viewOf, type Context, type FileView } from './context';
import { locationOf, offsetOf, rangeOf } from './convert';
import { fileRequest, request } from './rows';

interface PositionParams {
  textDocument: { uri: string };
  position: { line: number; character: number };
}

const MAX_SYMBOLS = 1000;

function at({ snapshot, uri }: FileView, { position }: PositionParams) {
  return occurrenceAt(snapshot, uri, offsetOf(snapshot, uri, position));
}

function definition(
  view: FileView,
  params: PositionParams,
  links: boolean | undefined,
): DefinitionLink[] | Location | null {
  const { context, snapshot } = view;
  const found = at(view, params);
  const target = found && definitionOf(snapshot, found.target);
  if (!target) return null;
  const { place, whole } = target;
  if (!links) return locationOf(snapshot, place, context.clientUri);
  return [
    {
      originSelectionRange: rangeOf(snapshot, found.place),
      targetUri: context.clientUri(place.uri),
      targetRange: rangeOf(snapshot, whole),
      targetSelectionRange: rangeOf(snapshot, place),
    },
  ];
}

/** Getting about: from names to definitions and uses, names for whole files and workspaces, and new names. */
export const navigationRows = [
  fileRequest<PositionParams, DefinitionLink[] | Location | null>(
    DefinitionRequest.type as never,
    { definitionProvider: true },
    (view, params) => definition(view, params, view.context.client.textDocument?.definition?.linkSupport),
  ),
  fileRequest<PositionParams, DefinitionLink[] | Location | null>(
    DeclarationRequest.type as never,
    { declarationProvider: true },
    (view, params) => definition(view, params, view.context.client.textDocument?.declaration?.linkSupport),
  ),
  fileRequest(ReferencesRequest.type, { referencesProvider: true }, (view, params) => {
    const { context, snapshot } = view;
    const found = at(view, params);
    if (!found) return [];
    return occurrencesOf(snapshot, found.target)
      .filter((one) => params.context.includeDeclaration || one.role === 'use')
      .map((one) => locationOf(snapshot, one.place, context.clientUri));
  }),
  fileRequest(DocumentHighlightRequest.type, { documentHighlightProvider: true }, (view, params) => {
    const { snapshot, uri } = view;
    const found = at(view, params);
    if (!found) return null;
    return occurrencesOf(snapshot, found.target)
      .filter((one) => one.place.uri === uri)
      .map((one) => ({
        range: rangeOf(snapshot, one.place),
        kind: one.role === 'definition' ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
      }));
  }),
  fileRequest(
    PrepareRenameRequest.type,
    (client) =>
      client.textDocument?.rename?.prepareSupport
        ? { renameProvider: { prepareProvider: true } }
        : { renameProvider: true },
    (view, { position }) => {
      const { snapshot, uri } = view;
      return orReason(() => {
        const found = prepareRename(snapshot, uri, offsetOf(snapshot, uri, position));
        return found ? { range: rangeOf(snapshot, found.place), placeholder: found.name } : null;
      });
    },
  ),
  fileRequest(RenameRequest.type, undefined, ({ context, snapshot, uri }, { position, newName }) =>
    orReason(() => {
      const edits = rename(snapshot, uri, offsetOf(snapshot, uri, position), newName);
      return workspaceEdit(context, snapshot, { title: '', edits });
    }),
  ),
  fileRequest(DocumentSymbolRequest.type, { documentSymbolProvider: true }, ({ context, snapshot, uri }) =>
    outlineFor(context.client, context.clientUri(uri), documentSymbols(snapshot, uri)),
  ),
  request(
    WorkspaceSymbolRequest.type,
    { workspaceSymbolProvider: true },
    async (context, { query }, token) => {
      const symbols: SymbolInformation[] = [];
      const known = kindsOf(context.client.workspace?.symbol);
      for (const configuration of await context.workspace.configurations()) {
        if (token.isCancellationRequested || symbols.length >= MAX_SYMBOLS) break;
        const snapshot = await context.workspace.snapshot(configuration);
        for (const { name, container, kind, place } of workspaceSymbols(
          snapshot,
          query,
          MAX_SYMBOLS - symbols.length,
        )) {
          symbols.push({
            name,
            containerName: container,
            kind: known(kind),
            location: locationOf(snapshot, place, context.clientUri),
          });
        }
      }
      return symbols;
    },
  ),
  fileRequest(
    DocumentLinkRequest.type,
    { documentLinkProvider: { resolveProvider: false } },
    async (view) => {
      const { context, snapshot, uri } = view;
      const lines = snapshot.lines(uri);
      const tooltips = context.client.textDocument?.documentLink?.tooltipSupport;
      const links = documentLinks(snapshot, uri);
      const there = await Promise.all(
        links.map(async (one) => !one.uncertain || (await context.workspace.isFile(one.target))),
      );
      return links.flatMap(({ span, target, tooltip }, i) =>
        lines && there[i]
          ? [{ range: lines.range(span), target: context.clientUri(target), ...(tooltips && { tooltip }) }]
          : [],
      );
    },
  ),
  fileRequest(TypeHierarchyPrepareRequest.type, { typeHierarchyProvider: true }, (view, params) => {
    const { context, snapshot, uri } = view;
    const block = blockNamedAt(snapshot, uri, offsetOf(snapshot, uri, params.position));
    const item = block && blockItem(context, snapshot, block);
    return item ? [item] : null;
  }),
  request(TypeHierarchySupertypesRequest.type, undefined, (context, { item }) =>
    blocksAround(context, item, (_, block) => parentsOf(block)),
  ),
  request(TypeHierarchySubtypesRequest.type, undefined, (context, { item }) =>
    blocksAround(context, item, childrenOf),
  ),
  fileRequest(CallHierarchyPrepareRequest.type, { callHierarchyProvider: true }, (view, params) => {
    const { context, snapshot, uri } = view;
    const block = blockNamedAt(snapshot, uri, offsetOf(snapshot, uri, params.position));
    const item = block && blockItem(context, snapshot, block);
    return item ? [item] : null;
  }),
  request(CallHierarchyIncomingCallsRequest.type, undefined, async (context, { item }) => {
    const found = await blockOf(context, item);
    if (!found) return [];
    const { snapshot, block } = found;
    return usersOf(snapshot, block).flatMap(({ from, places }) => {
      const user = isDle(from) ? dleItem(context, snapshot, from) : blockItem(context, snapshot, from);
      return user ? [{ from: user, fromRanges: places.map((place) => rangeOf(snapshot, place)) }] : [];
    });
  }),
  request(CallHierarchyOutgoingCallsRequest.type, undefined, async (context, { item }) => {
    const found = await blockOf(context, item);
    if (!found) return [];
    const { snapshot, block } = found;
    return usedBy(snapshot, block).flatMap(({ to, places }) => {
      const used = blockItem(context, snapshot, to);
      return used ? [{ to: used, fromRanges: places.map((place) => rangeOf(snapshot, place)) }] : [];
    });
  }),
];

/** A refusal becomes an error whose text the editor shows. */
function orReason<R>(run: () => R): R {
  try {
    return run();
  } catch (error) {
    if (error instanceof RenameRefused) throw new ResponseError(ErrorCodes.InvalidRequest, error.message);
    throw error;
  }
}

type Item = TypeHierarchyItem & CallHierarchyItem;

function itemOf(
  context: Context,
  snapshot: Snapshot,
  name: string,
  detail: string,
  place: Place,
  whole: Place,
): Item {
  return {
    name,
    detail,
    kind: SymbolKind.Class,
    uri: context.clientUri(place.uri),
    range: rangeOf(snapshot, whole),
    selectionRange: rangeOf(snapshot, place),
  };
}

/** Built-in dumptypes stand in no file, so the editor cannot show them. */
function blockItem(context: Context, snapshot: Snapshot, block: Block): Item | undefined {
  const { place, extent } = block;
  return place && itemOf(context, snapshot, block.name, block.kind, place, extent ?? place);
}

function dleItem(context: Context, snapshot: Snapshot, dle: Dle): Item {
  return itemOf(context, snapshot, `${dle.host} ${dle.disk}`, 'DLE', dle.diskPlace, dle.place);
}

/** The block of an item, found again in the snapshot of now. */
async function blockOf(context: Context, item: Item | TypeHierarchyItem | CallHierarchyItem) {
  const view = await viewOf(context, item.uri);
  if (!view) return undefined;
  const { snapshot } = view;
  const offset = offsetOf(snapshot, canonicalUri(item.uri), item.selectionRange.start);
  const inline = [...snapshot.config.inlineBlocks, ...snapshot.disklist.inlineBlocks];
  const block =
    blockNamedAt(snapshot, view.uri, offset) ??
    inline.find(({ place }) => place?.uri === view.uri && place.span.start === offset);
  return block && { snapshot, block };
}

async function blocksAround(
  context: Context,
  item: TypeHierarchyItem,
  around: (snapshot: Snapshot, block: Block) => readonly Block[],
): Promise<TypeHierarchyItem[]> {
  const found = await blockOf(context, item);
  if (!found) return [];
  const { snapshot, block } = found;
  return around(snapshot, block).flatMap((one) => blockItem(context, snapshot, one) ?? []);
}
