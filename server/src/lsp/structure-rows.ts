import {
  DocumentFormattingRequest,
  DocumentOnTypeFormattingRequest,
  DocumentRangeFormattingRequest,
  DocumentRangesFormattingRequest,
  FoldingRangeRequest,
  SelectionRangeRequest,
  type FormattingOptions,
  type SelectionRange,
  type TextEdit as ClientEdit,
} from 'vscode-languageserver';
import { folds } from '../features/structure/folding';
import { formatEdits, type FormatOptions } from '../features/structure/format';
import { selectionSpans } from '../features/structure/selection';
import { typeEdits, typeTriggers } from '../features/structure/type';
import type { LineIndex } from '../text/lines';
import type { Span, TextEdit } from '../text/span';
import type { FileView } from './context';
import { offsetOf, spanOf } from './convert';
import { fileRequest } from './rows';

const [trigger, ...moreTriggers] = typeTriggers;

/** How a file is built: what folds, what a selection grows to, and how lines are indented. */
export const structureRows = [
  fileRequest(FoldingRangeRequest.type, { foldingRangeProvider: true }, ({ context, snapshot, uri }) =>
    folds(snapshot, uri).slice(0, context.client.textDocument?.foldingRange?.rangeLimit),
  ),
  fileRequest(
    SelectionRangeRequest.type,
    { selectionRangeProvider: true },
    ({ snapshot, uri }, { positions }) => {
      const lines = snapshot.lines(uri);
      return lines
        ? positions.map((position) =>
            chain(lines, selectionSpans(snapshot, uri, offsetOf(snapshot, uri, position))),
          )
        : null;
    },
  ),
  fileRequest(DocumentFormattingRequest.type, { documentFormattingProvider: true }, (view, { options }) =>
    clientEdits(view, formatEdits(view.snapshot, view.uri, layoutOf(view, options))),
  ),
  fileRequest(
    DocumentRangeFormattingRequest.type,
    (client) => ({
      documentRangeFormattingProvider: client.textDocument?.rangeFormatting?.rangesSupport
        ? { rangesSupport: true }
        : true,
    }),
    (view, { options, range }) => rangesEdits(view, options, [range]),
  ),
  fileRequest(DocumentRangesFormattingRequest.type, undefined, (view, { options, ranges }) =>
    rangesEdits(view, options, ranges),
  ),
  fileRequest(
    DocumentOnTypeFormattingRequest.type,
    {
      documentOnTypeFormattingProvider: {
        firstTriggerCharacter: trigger,
        moreTriggerCharacter: moreTriggers,
      },
    },
    (view, { position, ch, options }) => {
      const { snapshot, uri } = view;
      const offset = offsetOf(snapshot, uri, position);
      return clientEdits(view, typeEdits(snapshot, uri, offset, ch, layoutOf(view, options)));
    },
  ),
];

/** The editor's wishes for this document, and the settings, which win. */
function layoutOf({ context, uri }: FileView, { tabSize, insertSpaces }: FormattingOptions): FormatOptions {
  const { indent, alignDisklist } = context.settings.editor(uri);
  const size = Number.isInteger(tabSize) && tabSize > 0 && tabSize <= 16 ? tabSize : 4;
  const tab = indent === 0 && !insertSpaces;
  return { indent: tab ? '\t' : ' '.repeat(indent || size), tabSize: size, align: alignDisklist };
}

function rangesEdits(
  view: FileView,
  options: FormattingOptions,
  ranges: readonly Parameters<typeof spanOf>[2][],
): ClientEdit[] {
  const { snapshot, uri } = view;
  const layout = layoutOf(view, options);
  const chosen = new Map<number, TextEdit>();
  for (const range of ranges)
    for (const edit of formatEdits(snapshot, uri, layout, spanOf(snapshot, uri, range)))
      chosen.set(edit.span.start, edit);
  return clientEdits(view, [...chosen.values()]);
}

function clientEdits({ snapshot, uri }: FileView, edits: readonly TextEdit[]): ClientEdit[] {
  const lines = snapshot.lines(uri);
  return lines ? edits.map(({ span, text }) => ({ range: lines.range(span), newText: text })) : [];
}

/** From the innermost span outwards, as the protocol nests them. */
function chain(lines: LineIndex, spans: readonly Span[]): SelectionRange {
  let outer: SelectionRange | undefined;
  for (const span of [...spans].reverse())
    outer = { range: lines.range(span), ...(outer ? { parent: outer } : {}) };
  return outer ?? { range: lines.range({ start: 0, end: 0 }) };
}
