/** A half-open range of UTF-16 code units, `start` included, `end` not. What it is relative to is said where it is used. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A span in a file, absolute in that file's decoded text. */
export interface Place {
  readonly uri: string;
  readonly span: Span;
}

/** Replace `span` of the file by `text`. The edits of one file must not overlap. */
export interface TextEdit {
  readonly span: Span;
  readonly text: string;
}

/** The edits of one file. */
export interface FileEdit {
  readonly uri: string;
  readonly edits: readonly TextEdit[];
}

/** Applies edits that do not overlap, in any order given. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = [...edits].sort((a, b) => b.span.start - a.span.start || b.span.end - a.span.end);
  const parts: string[] = [];
  let at = 0;
  // From the front, so that each piece of the text is copied once however many edits there are.
  for (const edit of ordered.reverse()) {
    parts.push(text.slice(at, edit.span.start), edit.text);
    at = Math.max(at, edit.span.end);
  }
  parts.push(text.slice(at));
  return parts.join('');
}

/** True when the two spans share a code unit or touch. */
export function touches(a: Span, b: Span): boolean {
  return a.start <= b.end && b.start <= a.end;
}
