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
import { shownItem, shownSignature } from './markup';
import { suggestCommand } from './protocol';
import { fileRequest, request } from './rows';

/** Characters that begin something to offer: a string, a column or list element, a template's variable. */
const triggers = ['"', ' ', ',', '$', '%'];

/** Completion, the documentation of one item, and the form of the statement at hand. */
export const completionRows = [
  fileRequest(
    CompletionRequest.type,
    { completionProvider: { resolveProvider: true, triggerCharacters: triggers } },
    async ({ context, snapshot, uri }, params) => {
      const snippets = context.client.textDocument?.completion?.completionItem?.snippetSupport ?? false;
      const offset = offsetOf(snapshot, uri, params.position);
      const wanted = includes(snapshot.tree(uri)?.text ?? '', offset);
      const files = wanted ? await context.workspace.includable(snapshot.config.folder) : [];
      const items = completion(snapshot, uri, offset, {
        snippets,
        files,
        starter: context.options.snippets !== true,
        ...(context.options.commands?.includes(suggestCommand) ? { suggest: suggestCommand } : {}),
      });
      return { isIncomplete: false, items: [...items] };
    },
  ),
  request(CompletionResolveRequest.type, undefined, async (context, item: CompletionItem) => {
    const { uri } = (item.data ?? {}) as Partial<CompletionData>;
    const view = typeof uri === 'string' ? await viewOf(context, uri) : undefined;
    return shownItem(resolveCompletion(item, view?.snapshot), context.client);
  }),
  fileRequest(
    SignatureHelpRequest.type,
    { signatureHelpProvider: { triggerCharacters: [' ', ',', ':', '='], retriggerCharacters: [' ', ','] } },
    ({ context, snapshot, uri }, params) => {
      const help = signatureHelp(snapshot, uri, offsetOf(snapshot, uri, params.position));
      return help ? shownSignature(help, context.client) : null;
    },
  ),
];

/** True where a file's name is being typed: only then is it worth looking into the folder. */
function includes(text: string, offset: number): boolean {
  return /^\s*includefile\s/i.test(text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset));
}
