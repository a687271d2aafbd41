import type { Problem } from '../../server/src/model/types';
import type { Files } from './fuzz-bases';

/** A case where we differ from Amanda on purpose. */
export interface Exception {
  readonly name: string;
  readonly reason: string;
  /** An input that shows it. */
  readonly input: Files;
  /** True for inputs of this kind; `said` is what the program printed. */
  applies(files: Files, ours: readonly Problem[], said: string): boolean;
}

/** Every deliberate difference. Keep it short: each is a place where the administrator is told something Amanda does not say. */
export const exceptions: readonly Exception[] = [
  {
    name: 'tmpdir',
    reason:
      'Amanda looks whether the folder that tmpdir names exists on this machine and may be written by its user; the editor may be elsewhere, so only an empty name is refused.',
    input: { 'amanda.conf': 'tmpdir "/nonexistent"\n', disklist: '' },
    applies: (_files, _ours, said) => said.includes('invalid TMPDIR'),
  },
  {
    name: 'dumpuser',
    reason:
      "Amanda's programs stop when the user that dumpuser names does not exist on this machine or is not the one who runs them; that is a check of its own, not a refusal of the file.",
    input: { 'amanda.conf': 'dumpuser "nobody-here"\n', disklist: '' },
    applies: (_files, _ours, said) => /cannot look up dumpuser|must be executed as the/.test(said),
  },
  {
    name: 'include cycle',
    reason:
      'A file that includes itself is read again and again until Amanda may open no more files, and whatever else is wrong in it is named first; we point at the includefile that closes the circle.',
    input: { 'amanda.conf': 'define dumptype a {\n}\nincludefile "amanda.conf"\n', disklist: '' },
    applies: (_files, ours) => ours.some((problem) => problem.id.endsWith('include-cycle')),
  },
  {
    name: 'freed list',
    reason:
      'Behind an empty name in active-storage Amanda reads memory that it has freed: whether it crashes, finds garbage or ends well depends on the other statements, so we refuse it as in storage and vault-storage, where it never ends well.',
    input: {
      'amanda.conf': 'define storage s {\n}\nactive-storage "s" ""\n',
      disklist: '',
    },
    applies: (_files, ours) =>
      ours.some((problem) => problem.id === 'value/empty-name' && problem.args.name === 'active-storage'),
  },
];

/** True when a case falls under an exception. */
export function exempt(files: Files, ours: readonly Problem[], verdict: { output: string }): boolean {
  return exceptions.some((each) => each.applies(files, ours, verdict.output));
}
