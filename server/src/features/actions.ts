import type { Fix } from '../checks/check';
import type { Diagnosed } from '../checks/run';
import { disableFileEdit, disableLineEdit } from '../checks/suppress';
import type { Snapshot } from '../model/snapshot';
import { normaliseEdits } from './structure/normalise';
import { touches, type FileEdit, type Span, type TextEdit } from '../text/span';
import { addAll } from '../text/lists';

/** The kind of the action that applies every safe fix of a file. */
export const FIX_ALL = 'source.fixAll.amanda';

/** The kind of the action that writes keywords in the house style. */
export const NORMALIZE = 'source.normalize.amanda';

/** Something that the light bulb offers. */
export interface Action {
  /** Names the action among those of the same findings; stable as long as the snapshot is. */
  readonly key: string;
  readonly kind: 'quickfix' | typeof FIX_ALL | typeof NORMALIZE;
  readonly fix: Fix;
  /** The finding that it mends, where it is one. */
  readonly diagnosed?: Diagnosed;
}

/** Findings of a file in which an editor's range lies, or which it touches. */
export function findingsAt(found: readonly Diagnosed[], span: Span): readonly Diagnosed[] {
  return found.filter((one) => touches(one.finding.place.span, span));
}

/** The fixes of findings, and the comments that turn their checks off. */
export function quickFixes(snapshot: Snapshot, findings: readonly Diagnosed[]): readonly Action[] {
  const fixes: Action[] = [];
  const comments = new Map<string, Action>();
  for (const diagnosed of findings) {
    const { check, finding } = diagnosed;
    const { start, end } = finding.place.span;
    const where = `${check.id} ${start}-${end}`;
    (finding.fixes?.() ?? []).forEach((fix, n) =>
      fixes.push({ key: `${where} fix ${n}`, kind: 'quickfix', fix, diagnosed }),
    );
    const line = disableLineEdit(snapshot, check.id, finding.place);
    const file = disableFileEdit(snapshot, check.id, finding.place.uri);
    const offer = (name: string, title: string, edit: FileEdit | undefined) => {
      const key = `${check.id} ${name} ${edit?.edits[0]?.span.start ?? ''}`;
      if (edit && !comments.has(key))
        comments.set(key, { key, kind: 'quickfix', fix: { title, edits: [edit] }, diagnosed });
    };
    offer('line', `Disable ${check.id} for this line`, line);
    offer('file', `Disable ${check.id} for this file`, file);
  }
  return [...fixes, ...comments.values()];
}

/**
 * All safe fixes of one file (or those of one check) in one edit. Only fixes that change nothing but this file count,
 * and of two that overlap the first: the other one is offered again afterwards.
 */
export function fixAll(found: readonly Diagnosed[], uri: string, id?: string): Fix | undefined {
  const edits: TextEdit[] = [];
  let fixed = 0;
  for (const one of found) {
    if (id !== undefined && one.check.id !== id) continue;
    const fix = one.finding.fixes?.().find((candidate) => candidate.safe);
    if (!fix || fix.edits.length === 0 || fix.edits.some((file) => file.uri !== uri)) continue;
    const own = fix.edits.flatMap((file) => file.edits);
    if (own.some((edit) => edits.some((other) => touches(edit.span, other.span)))) continue;
    addAll(edits, own);
    fixed++;
  }
  if (fixed === 0) return undefined;
  const what = id === undefined ? 'safe fixes' : `safe fixes of ${id}`;
  return { title: `Apply all ${what} in this file (${fixed})`, edits: [{ uri, edits }] };
}

/** Writes every keyword of a file in the house style; undefined where all are. */
export function normalizeAction(snapshot: Snapshot, uri: string): Action | undefined {
  const edits = normaliseEdits(snapshot, uri);
  if (edits.length === 0) return undefined;
  const title = `Write keywords as the manual does (${edits.length})`;
  return { key: 'normalize', kind: NORMALIZE, fix: { title, edits: [{ uri, edits }] } };
}
