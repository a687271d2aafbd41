import type { FileEdit, Place } from '../text/span';
import type { Snapshot } from '../model/snapshot';

export type Severity = 'error' | 'warning' | 'info' | 'hint';

/** Every severity, the gravest first. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info', 'hint'];
export type Category =
  | 'syntax'
  | 'value'
  | 'reference'
  | 'disklist'
  | 'network'
  | 'timing'
  | 'trap'
  | 'policy'
  | 'security'
  | 'style'
  | 'log';

/** A change that mends a finding. */
export interface Fix {
  /** What the administrator reads in the light bulb, in the imperative. */
  readonly title: string;
  readonly edits: readonly FileEdit[];
  /** The one to offer first. At most one per finding. */
  readonly preferred?: boolean;
  /** True when it cannot change what is backed up or how: may be applied to the whole file without asking. */
  readonly safe?: boolean;
  /** Text to copy to the clipboard (commands to run elsewhere) instead of, or after, the edits. */
  readonly copy?: string;
  /** One or two sentences shown after it was applied: what else must be done. */
  readonly note?: string;
}

/** One finding of a check. */
export interface Finding {
  readonly place: Place;
  readonly message: string;
  /** Where it differs from the check's default. */
  readonly severity?: Severity;
  readonly related?: readonly { readonly place: Place; readonly text: string }[];
  readonly tags?: readonly ('unnecessary' | 'deprecated')[];
  /** Computed only when the editor or the command line asks for fixes, against the snapshot the finding came from. */
  readonly fixes?: () => readonly Fix[];
}

/** A check: its metadata is the row that settings, the documentation page, SARIF and the command line read. */
export interface Check {
  /** `category/kebab-name`, stable. */
  readonly id: string;
  readonly severity: Severity;
  /** One line for lists. */
  readonly title: string;
  /** Markdown for the documentation page: what it means, why it matters, how to mend it, with an example. */
  readonly doc: string;
  /** Reports through the callback; may throw (the runner logs it once and goes on). */
  run(snapshot: Snapshot, report: (finding: Finding) => void): void;
}

/** The category is the first part of the id. */
export function categoryOf(id: string): Category {
  return id.slice(0, id.indexOf('/')) as Category;
}
