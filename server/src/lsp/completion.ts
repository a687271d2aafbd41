import {
  CompletionRequest,
  CompletionResolveRequest,
  SignatureHelpRequest,
  type CompletionItem,
} from 'vscode-languageserver';
import { completion, resolveCompletion, type CompletionData } from '../features/completion';
import { signatureHelp } from '../features/signature';
import { viewOf } from './context';
import { offsetOf } from './convert';
import { fileRequest, request } from './rows';

/** Characters that begin something to offer: a string, a column or list element, a template's variable. */
const triggers = ['"', ' ', ',', '$', '%'];

/** Completion, the documentation of one item, and the form of the statement at hand. */
export const completionRows = [
  fileRequest(
    CompletionRequest.type,
    { completionProvider: { resolveProvider: true, triggerCharacters: triggers } },
    ({ context, snapshot, uri }, params) => {
      const snippets = context.client.textDocument?.completion?.completionItem?.snippetSupport ?? false;
      const items = completion(snapshot, uri, offsetOf(snapshot, uri, params.position), { snippets });
      return { isIncomplete: false, items: [...items] };
    },
  ),
  request(CompletionResolveRequest.type, undefined, async (context, item: CompletionItem) => {
    const { uri } = (item.data ?? {}) as Partial<CompletionData>;
    const view = typeof uri === 'string' ? await viewOf(context, uri) : undefined;
    return resolveCompletion(item, view?.snapshot);
  }),
  fileRequest(
    SignatureHelpRequest.type,
    { signatureHelpProvider: { triggerCharacters: [' ', ',', ':', '='], retriggerCharacters: [' ', ','] } },
    ({ snapshot, uri }, params) =>
      signatureHelp(snapshot, uri, offsetOf(snapshot, uri, params.position)) ?? null,
  ),
];
