import { FoldingRangeKind, SymbolKind } from 'vscode-languageserver-types';
import type { DocumentSymbol, FoldingRange } from 'vscode-languageserver-types';
import type { DlePhase, LogFacts, LogRun, Packet } from '../../logs/types';
import type { LineIndex } from '../../text/lines';
import type { Place, Span } from '../../text/span';

/** The outline of a log: runs, in them packets and DLEs; sections of the server's logs. */
export function logSymbols(facts: LogFacts, lines: LineIndex): DocumentSymbol[] {
  const runs = facts.runs.map((run) => runSymbol(run, lines));
  const roots: DocumentSymbol[] = [...runs];
  const add = (symbol: DocumentSymbol, place: Place) => {
    const at = facts.runs.findLastIndex((run) => run.place.span.start <= place.span.start);
    const parent = runs[at];
    if (!parent || place.span.end > (facts.runs[at]?.place.span.end ?? 0)) roots.push(symbol);
    else (parent.children ??= []).push(symbol);
  };
  for (const packet of facts.packets) add(packetSymbol(packet, lines), packet.place);
  for (const phase of facts.phases) add(phaseSymbol(phase, facts, lines), phase.place);
  facts.sections.forEach((section, i) => {
    const end = facts.sections[i + 1]?.place.span.start ?? facts.length;
    roots.push(
      symbolOf(
        section.title,
        '',
        SymbolKind.Namespace,
        { start: section.place.span.start, end },
        section.place.span,
        lines,
      ),
    );
  });
  const byStart = (a: DocumentSymbol, b: DocumentSymbol) =>
    a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character;
  for (const run of runs) run.children?.sort(byStart);
  return roots.sort(byStart);
}

function runSymbol(run: LogRun, lines: LineIndex): DocumentSymbol {
  const detail = run.seconds === undefined ? (run.startText ?? '') : `${run.seconds} s`;
  return symbolOf(run.program ?? 'run', detail, SymbolKind.Event, run.place.span, run.place.span, lines);
}

function packetSymbol(packet: Packet, lines: LineIndex): DocumentSymbol {
  const name = [packet.type, packet.service, packet.hostname].filter(Boolean).join(' ');
  const cut = packet.complete ? '' : packet.closed ? ', cut off' : ', the log stops here';
  return symbolOf(
    name,
    `${packet.bytes} bytes${cut}`,
    SymbolKind.Package,
    packet.place.span,
    packet.place.span,
    lines,
  );
}

function phaseSymbol(phase: DlePhase, facts: LogFacts, lines: LineIndex): DocumentSymbol {
  const times = facts.estimates.filter(
    (e) => e.disk === phase.disk && within(e.place.span, phase.place.span),
  );
  const total = times.reduce((sum, time) => sum + time.seconds, 0);
  const detail = times.length > 0 ? `${Math.round(total * 1000) / 1000} s` : (phase.method ?? '');
  const symbol = symbolOf(phase.disk, detail, SymbolKind.Object, phase.place.span, phase.place.span, lines);
  symbol.children = times.map((time) =>
    symbolOf(
      time.level === undefined ? 'all levels' : `level ${time.level}`,
      `${time.seconds} s`,
      SymbolKind.Number,
      time.place.span,
      time.place.span,
      lines,
    ),
  );
  return symbol;
}

function within(inner: Span, outer: Span): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

function symbolOf(
  name: string,
  detail: string,
  kind: SymbolKind,
  span: Span,
  selection: Span,
  lines: LineIndex,
): DocumentSymbol {
  const range = lines.range(span);
  const first = lines.lineSpan(range.start.line);
  const shown = {
    start: selection.start,
    end: Math.min(selection.end, Math.max(first.end, selection.start)),
  };
  return { name: name === '' ? '(no name)' : name, detail, kind, range, selectionRange: lines.range(shown) };
}

/** What can be folded: runs, packets, DLEs and sections that span more than one line. */
export function logFolds(facts: LogFacts, lines: LineIndex): FoldingRange[] {
  const spans = [
    ...facts.runs.map((run) => run.place.span),
    ...facts.packets.map((packet) => packet.place.span),
    ...facts.phases.map((phase) => phase.place.span),
    ...facts.sections.map((section, i) => ({
      start: section.place.span.start,
      end: Math.max(section.place.span.end, (facts.sections[i + 1]?.place.span.start ?? facts.length) - 1),
    })),
  ];
  const folds: FoldingRange[] = [];
  for (const span of spans) {
    const startLine = lines.lineAt(span.start);
    let endLine = lines.lineAt(span.end);
    while (endLine > startLine && blank(lines, endLine)) endLine--;
    if (endLine > startLine) folds.push({ startLine, endLine, kind: FoldingRangeKind.Region });
  }
  return folds;
}

function blank(lines: LineIndex, line: number): boolean {
  const { start, end } = lines.lineSpan(line);
  return lines.text.slice(start, end).trim() === '';
}
