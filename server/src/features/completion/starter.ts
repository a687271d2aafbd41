import { CompletionItemKind } from 'vscode-languageserver-types';
import snippets from '../../../../syntaxes/amanda-conf.snippets.json';
import type { Completion, Slot } from './item';

const { body, description } = snippets['Starter configuration'];

/** A whole amanda.conf to begin with: VS Code has the same snippet from the extension, other editors get it here. */
export function starterConfiguration(slot: Slot): Completion {
  return {
    label: 'starter configuration',
    kind: CompletionItemKind.Snippet,
    span: slot.span,
    insert: expanded(body.join('\n')),
    snippet: body.join('\n'),
    filter: 'amanda starter configuration',
    detail: description,
    rank: 2,
    subject: {
      about: 'text',
      text: 'A configuration that Amanda accepts as it is: virtual tapes on disk, one application and two dumptypes. Names and paths in it are to be adapted.',
    },
  };
}

/** The text of a snippet whose every placeholder is left as it is, for editors that know no snippets. */
export function expanded(snippet: string): string {
  const chosen = new Map<string, string>();
  return snippet
    .replace(/\$\{(\d+):([^{}]*)\}/g, (_, n: string, value: string) => {
      chosen.set(n, value);
      return value;
    })
    .replace(/\$\{(\d+)\}|\$(\d+)/g, (_, a?: string, b?: string) => chosen.get(a ?? b ?? '') ?? '')
    .replaceAll('\\$', '$');
}
