/** What a cause is called, and its documentation page. Several texts (rows of the catalogue) may have one cause. */
export interface CauseCheck {
  /** `log/kebab-name`, stable: the command line prints it, administrators search for it. */
  readonly id: string;
  readonly severity: 'error' | 'warning' | 'info' | 'hint';
  /** One line for lists, without a full stop. */
  readonly title: string;
  /** Markdown for the documentation page: what it means, why it matters, how to find out which cause it is, how to mend it. */
  readonly doc: string;
}
