import { HoverRequest, type ClientCapabilities, type ServerCapabilities } from 'vscode-languageserver';
import { hoverAt } from '../features/hover';
import { codeActionRows } from './code-actions';
import { commandRows } from './commands';
import { completionRows } from './completion';
import { offsetOf } from './convert';
import { markup } from './markup';
import { fileRequest, type Row } from './rows';
import { logRows } from './log-rows';
import { navigationRows } from './navigation-rows';
import { nightRows } from './night-rows';
import { resultsRows } from './results-rows';
import { seeingRows } from './seeing-rows';
import { statusRows } from './status';
import { structureRows } from './structure-rows';

/** Every request that the server answers for a document. A new feature is one more row (or one file of rows). */
export const rows: readonly Row[] = [
  fileRequest(HoverRequest.type, { hoverProvider: true }, ({ context, snapshot, uri }, params) => {
    const hover = hoverAt(snapshot, uri, offsetOf(snapshot, uri, params.position));
    const lines = snapshot.lines(uri);
    if (!hover || !lines) return null;
    const formats = context.client.textDocument?.hover?.contentFormat;
    return { contents: markup(hover.markdown, formats), range: lines.range(hover.span) };
  }),
  ...codeActionRows,
  ...completionRows,
  ...commandRows,
  ...statusRows,
  ...logRows,
  ...navigationRows,
  ...resultsRows,
  ...nightRows,
  ...structureRows,
  ...seeingRows,
];

/** What the server can do for this client, put together from the rows. */
export function featureCapabilities(client: ClientCapabilities): ServerCapabilities {
  return Object.assign({}, ...rows.map((row) => row.capabilities(client))) as ServerCapabilities;
}
