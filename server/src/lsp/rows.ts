import type {
  CancellationToken,
  ClientCapabilities,
  Connection,
  ServerCapabilities,
} from 'vscode-languageserver';
import { viewOf, type Context, type FileView } from './context';
import { stopIfCancelled } from './guard';

/** One feature: the request it answers and what it adds to the server's capabilities. */
export interface Row {
  readonly method: string;
  capabilities(client: ClientCapabilities): ServerCapabilities;
  register(connection: Connection, context: () => Context): void;
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
    register(connection, context) {
      connection.onRequest(type.method, (params: P, token: CancellationToken) => {
        const { guard } = context();
        return guard.request(type.method, token, async () => {
          await context().ready;
          return run(context(), params, token);
        });
      });
    },
  };
}

/** A row for a request about a document of a configuration; documents of none are answered with null. */
export function fileRequest<P extends { textDocument: { uri: string } }, R>(
  type: RequestKind<P, R>,
  capabilities: Capabilities,
  run: (view: FileView, params: P, token: CancellationToken) => Promise<R> | R,
): Row {
  return request<P, R | null>(
    type as RequestKind<P, R | null>,
    capabilities,
    async (context, params, token) => {
      const view = await viewOf(context, params.textDocument.uri);
      stopIfCancelled(token);
      return view ? run(view, params, token) : null;
    },
  );
}
