import type { CompletionItemKind } from 'vscode-languageserver-types';
import type { Span } from '../../text/span';

/** What a completion is about, so that its documentation can be found when the editor asks for it. */
export type Subject =
  | { readonly about: 'parameter'; readonly context: string; readonly name: string }
  | { readonly about: 'word'; readonly context: string; readonly name: string; readonly word: string }
  | { readonly about: 'unit'; readonly word: string }
  | { readonly about: 'kind'; readonly kind: string }
  | { readonly about: 'structure'; readonly word: string }
  | { readonly about: 'block'; readonly kind: string; readonly name: string }
  | { readonly about: 'host'; readonly name: string }
  | { readonly about: 'check'; readonly id: string }
  /** A sentence of the catalog, which costs nothing to carry along. */
  | { readonly about: 'text'; readonly text: string };

/** One thing to offer. */
export interface Completion {
  readonly label: string;
  readonly kind: CompletionItemKind;
  /** What it replaces; absolute. */
  readonly span: Span;
  /** Plain text to insert. */
  readonly insert: string;
  /** The same with places to fill in, for editors that take snippets. */
  readonly snippet?: string;
  readonly detail?: string;
  /** What the editor compares with the text typed so far, where that is not the label. */
  readonly filter?: string;
  /** Lower ranks come first; within a rank, the order of the list. */
  readonly rank: number;
  readonly deprecated?: boolean;
  readonly subject?: Subject;
  /** True where the next thing should be offered at once. */
  readonly more?: boolean;
}

/** Where something is to be inserted: the text it replaces, and whether that stands inside quotes. */
export interface Slot {
  readonly span: Span;
  /** Inside a string: only the text between the quotes is replaced. */
  readonly quoted: boolean;
  /** The string has no closing quote: the insertion brings it along. */
  readonly open: boolean;
}

/** Text as the contents of a double-quoted string. */
function inside(text: string): string {
  return text.replace(/[\\"]/g, (char) => `\\${char}`);
}

/** What to insert for a text that stands in quotes, given where the cursor is. */
export function inQuotes(slot: Slot, text: string): string {
  if (!slot.quoted) return `"${inside(text)}"`;
  return inside(text) + (slot.open ? '"' : '');
}
