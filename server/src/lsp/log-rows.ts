import {
  CodeLensRequest,
  DefinitionRequest,
  DocumentSymbolRequest,
  FoldingRangeRequest,
  HoverRequest,
} from 'vscode-languageserver';
import { logHover } from '../features/logs/hover';
import { logLenses } from '../features/logs/lens';
import { dleAround, dleAt, logPlacesOf } from '../features/logs/navigate';
import { logFolds, logSymbols } from '../features/logs/structure';
import { canonicalUri } from '../text/uri';
import { outlineFor } from './client-symbols';
import { viewOf } from './context';
import { locationOf, offsetOf, rangeOf } from './convert';
import { markup } from './markup';
import { logPlacesRequest, type LogPlacesParams } from './protocol';
import { logRequest, request } from './rows';

/** What the editor asks about Amanda's logs. */
export const logRows = [
  logRequest(
    HoverRequest.type,
    { hoverProvider: true },
    ({ context, snapshot, log, lines }, { position }) => {
      const hover = logHover(log, lines, lines.offsetAt(position), snapshot);
      if (!hover) return null;
      const formats = context.client.textDocument?.hover?.contentFormat;
      return { contents: markup(hover.markdown, formats), range: lines.range(hover.span) };
    },
  ),
  logRequest(DocumentSymbolRequest.type, { documentSymbolProvider: true }, ({ context, uri, log, lines }) =>
    outlineFor(context.client, context.clientUri(uri), logSymbols(log, lines)),
  ),
  logRequest(FoldingRangeRequest.type, { foldingRangeProvider: true }, ({ log, lines }) =>
    logFolds(log, lines),
  ),
  logRequest(
    CodeLensRequest.type,
    { codeLensProvider: { resolveProvider: false } },
    ({ context, snapshot, log, uri }) =>
      logLenses(log, snapshot).map(({ place, title, command }) => {
        const start = rangeOf(snapshot, { uri, span: { start: place.span.start, end: place.span.start } });
        const id = command && context.options.commands?.includes(command.id) ? command.id : '';
        const args =
          command?.id === 'amanda.revealPlace'
            ? command.args.map((arg) => locationOf(snapshot, arg as never, context.clientUri))
            : command?.args;
        return { range: start, command: { title, command: id, ...(id && { arguments: [...(args ?? [])] }) } };
      }),
  ),
  logRequest(
    DefinitionRequest.type,
    { definitionProvider: true },
    ({ context, snapshot, log, lines }, { position }) => {
      const offset = lines.offsetAt(position);
      const { start, end } = lines.lineSpan(position.line);
      const dle = dleAt(snapshot, log, offset, start, end);
      return dle ? locationOf(snapshot, dle.diskPlace, context.clientUri) : null;
    },
  ),
  request<LogPlacesParams, unknown>({ method: logPlacesRequest }, undefined, async (context, params) => {
    const view = await viewOf(context, params.textDocument.uri);
    if (!view || view.log) return [];
    const { snapshot } = view;
    const offset = offsetOf(snapshot, canonicalUri(params.textDocument.uri), params.position);
    const dle = dleAround(snapshot, view.uri, offset);
    return dle
      ? logPlacesOf(snapshot, dle).map((place) => locationOf(snapshot, place, context.clientUri))
      : [];
  }),
];
