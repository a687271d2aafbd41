import {
  ErrorCodes,
  ResponseError,
  type CancellationToken,
  type ClientCapabilities,
  type Connection,
  type ServerCapabilities,
} from 'vscode-languageserver';
import type { LogFacts } from '../logs/types';
import type { LineIndex } from '../text/lines';
import { viewOf, type Context, type FileView } from './context';
import { stopIfCancelled } from './guard';
import { faultOf } from './params';

/** One feature: the request it answers and what it adds to the server's capabilities. */
export interface Row {
  readonly method: string;
  capabilities(client: ClientCapabilities): ServerCapabilities;
  /** Null when the row has nothing to say; then the next row for the same method is asked. */
  answer(context: Context, params: unknown, token: CancellationToken): Promise<unknown>;
}

/** Has the connection answer every method that there are rows for; the first row that has an answer gives it. */
export function registerRows(rows: readonly Row[], connection: Connection, context: () => Context): void {
  const byMethod = new Map<string, Row[]>();
  for (const row of rows) byMethod.set(row.method, [...(byMethod.get(row.method) ?? []), row]);
  for (const [method, group] of byMethod) {
    connection.onRequest(method, (...given: unknown[]) => {
      // Of a request without parameters the token is the only argument.
      const token = given.at(-1) as CancellationToken;
      const params = given.length > 1 ? given[0] : undefined;
      const { guard } = context();
      return guard.request(method, token, async () => {
        refuseMalformed(method, params);
        await context().ready;
        for (const row of group) {
          const answer = await row.answer(context(), params, token);
          if (answer !== null) return answer;
        }
        return null;
      });
    });
  }
}

/** A request that the protocol does not allow is answered as such, and not written down as trouble of ours. */
export function refuseMalformed(method: string, params: unknown): void {
  const fault = faultOf(method, params);
  if (fault !== undefined) throw new ResponseError(ErrorCodes.InvalidParams, fault);
}

/** The types of vscode-languageserver-protocol, as far as rows need them. */
interface RequestKind<P, R> {
  readonly method: string;
  readonly _?: [P, R, unknown, unknown] | undefined;
}

type Capabilities = ((client: ClientCapabilities) => ServerCapabilities) | ServerCapabilities | undefined;

/** A row for a request that needs the whole context. */
export function request<P, R>(
  type: RequestKind<P, R>,
  capabilities: Capabilities,
  run: (context: Context, params: P, token: CancellationToken) => Promise<R> | R,
): Row {
  return {
    method: type.method,
    capabilities: (client) =>
      typeof capabilities === 'function' ? capabilities(client) : (capabilities ?? {}),
    answer: async (context, params, token) => run(context, params as P, token),
  };
}

/** A row for a request about a document of a configuration; documents of none are answered with null. */
export function fileRequest<P extends { textDocument: { uri: string } }, R>(
  type: RequestKind<P, R>,
  capabilities: Capabilities,
  run: (view: FileView, params: P, token: CancellationToken) => Promise<R> | R,
): Row {
  return request<P, R | null>(type, capabilities, async (context, params, token) => {
    const view = await viewOf(context, params.textDocument.uri);
    stopIfCancelled(token);
    return view && !view.log ? run(view, params, token) : null;
  });
}

/** A row for a request about a log. */
export function logRequest<P extends { textDocument: { uri: string } }, R>(
  type: RequestKind<P, R>,
  capabilities: Capabilities,
  run: (view: FileView & { readonly log: LogFacts; readonly lines: LineIndex }, params: P) => Promise<R> | R,
): Row {
  return request<P, R | null>(type, capabilities, async (context, params, token) => {
    const view = await viewOf(context, params.textDocument.uri);
    stopIfCancelled(token);
    const lines = view?.snapshot.lines(view.uri);
    return view?.log && lines ? run({ ...view, log: view.log, lines }, params) : null;
  });
}
