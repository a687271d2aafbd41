import {
  CompletionItemTag,
  InsertTextFormat,
  MarkupKind,
  type CompletionItem,
  type Range,
} from 'vscode-languageserver-types';
import type { Snapshot } from '../../model/snapshot';
import type { Span } from '../../text/span';
import { confCompletions, type Place } from './conf';
import { cursorIn, released } from './cursor';
import { diskCompletions } from './disk';
import { completionDoc } from './docs';
import type { Completion, Subject } from './item';

/** What the editor can show. */
export interface CompletionOptions {
  readonly snippets: boolean;
  /** Names of files in the configuration's folder, for includefile. */
  readonly files?: readonly string[];
  /** The command that shows completions, of editors that have one by name: what is inserted can ask for what follows. */
  readonly suggest?: string;
  /** Whether a whole configuration is offered as a snippet: not to editors that have the extension's snippets. */
  readonly starter?: boolean;
}

/** Travels with an item to the request for its documentation. */
export interface CompletionData {
  readonly uri: string;
  readonly subject: Subject;
}

/** Everything that can be typed at an offset of a file of the configuration, the likeliest first. */
export function completion(
  snapshot: Snapshot,
  uri: string,
  offset: number,
  options: CompletionOptions,
): readonly CompletionItem[] {
  const tree = snapshot.tree(uri);
  const lines = snapshot.lines(uri);
  if (!tree || !lines) return [];
  const place: Place = {
    snapshot,
    uri,
    offset,
    files: options.files ?? [],
    starter: options.starter ?? false,
  };
  const found =
    tree.kind === 'conf'
      ? confCompletions(place, released(snapshot, cursorIn(tree, offset, snapshot.config.client)))
      : diskCompletions(place, tree);
  // A replacement must not leave the line of the cursor.
  const { start, end } = lines.lineSpan(lines.lineAt(offset));
  const range = (span: Span) =>
    lines.range({ start: Math.max(start, span.start), end: Math.min(span.end, Math.max(end, offset)) });
  return found.map((one, index) => toItem(one, index, uri, options, range));
}

/** Adds the documentation; the item comes back from the editor, so nothing in it is trusted. */
export function resolveCompletion(item: CompletionItem, snapshot: Snapshot | undefined): CompletionItem {
  const data = item.data as Partial<CompletionData> | null | undefined;
  const subject = data?.subject;
  if (typeof subject !== 'object' || subject === null) return item;
  const value = completionDoc(subject, snapshot);
  return value === undefined ? item : { ...item, documentation: { kind: MarkupKind.Markdown, value } };
}

function toItem(
  one: Completion,
  index: number,
  uri: string,
  options: CompletionOptions,
  range: (span: Span) => Range,
): CompletionItem {
  const snippet = options.snippets ? one.snippet : undefined;
  const data: CompletionData | undefined = one.subject && { uri, subject: one.subject };
  return {
    label: one.label,
    kind: one.kind,
    sortText: `${one.rank}${String(index).padStart(5, '0')}`,
    filterText: one.filter ?? one.label,
    textEdit: { range: range(one.span), newText: snippet ?? one.insert },
    insertTextFormat: snippet === undefined ? InsertTextFormat.PlainText : InsertTextFormat.Snippet,
    ...(one.detail === undefined ? {} : { detail: one.detail }),
    ...(one.deprecated ? { tags: [CompletionItemTag.Deprecated] } : {}),
    ...(data ? { data } : {}),
    ...(one.more && options.suggest !== undefined
      ? { command: { title: 'Suggest', command: options.suggest } }
      : {}),
  };
}
