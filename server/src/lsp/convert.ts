import {
  DiagnosticSeverity,
  DiagnosticTag,
  type Diagnostic,
  type Location,
  type Position,
  type Range,
} from 'vscode-languageserver-types';
import type { Diagnosed } from '../checks/run';
import type { Severity } from '../checks/check';
import type { Snapshot } from '../model/snapshot';
import { LineIndex } from '../text/lines';
import type { Place, Span } from '../text/span';
import { numberText } from '../text/quantities';

const start: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
const noLines = new LineIndex('');

/** The range of a place in a file of the snapshot; the beginning of a file that has no text. */
export function rangeOf(snapshot: Snapshot, place: Place): Range {
  const lines = snapshot.lines(place.uri);
  return lines ? lines.range(place.span) : start;
}

/** The offset of an editor's position in a file of the snapshot. */
export function offsetOf(snapshot: Snapshot, uri: string, position: Position): number {
  return (snapshot.lines(uri) ?? noLines).offsetAt(position);
}

/** The span of an editor's range in a file of the snapshot. */
export function spanOf(snapshot: Snapshot, uri: string, range: Range): Span {
  return { start: offsetOf(snapshot, uri, range.start), end: offsetOf(snapshot, uri, range.end) };
}

/** `clientUri` gives the editor's own spelling of a URI. */
export function locationOf(snapshot: Snapshot, place: Place, clientUri: (uri: string) => string): Location {
  return { uri: clientUri(place.uri), range: rangeOf(snapshot, place) };
}

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** What the client can show of a diagnostic. */
export interface DiagnosticOptions {
  readonly related: boolean;
  /** The tags that it knows. */
  readonly tags: readonly DiagnosticTag[];
  readonly codeDescription: boolean;
  /** Address of the folder with the checks' pages. */
  readonly docs: string;
  readonly clientUri: (uri: string) => string;
}

/** A finding as the protocol has it. */
export function diagnosticOf(snapshot: Snapshot, one: Diagnosed, options: DiagnosticOptions): Diagnostic {
  const { finding, check, severity } = one;
  const diagnostic: Diagnostic = {
    range: rangeOf(snapshot, finding.place),
    severity: severities[severity],
    code: check.id,
    source: 'amanda',
    message: finding.message,
  };
  if (options.codeDescription) diagnostic.codeDescription = { href: `${options.docs}/${check.id}.md` };
  const tags = finding.tags
    ?.map((tag) => (tag === 'deprecated' ? DiagnosticTag.Deprecated : DiagnosticTag.Unnecessary))
    .filter((tag) => options.tags.includes(tag));
  if (tags?.length) diagnostic.tags = tags;
  if (options.related && finding.related?.length)
    diagnostic.relatedInformation = finding.related.map(({ place, text }) => ({
      location: locationOf(snapshot, place, options.clientUri),
      message: text,
    }));
  return diagnostic;
}

/** Says at the beginning of a file how many findings of it are not shown. */
export function moreDiagnostic(count: number): Diagnostic {
  const message = `${numberText(count)} more findings of this file are not shown; \`amanda-lint check\` lists them all.`;
  return { range: start, severity: DiagnosticSeverity.Information, source: 'amanda', message };
}
