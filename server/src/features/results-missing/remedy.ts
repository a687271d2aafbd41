import type { Fix } from '../../checks/check';
import type { Diagnosed } from '../../checks/run';
import type { Place } from '../../text/span';

/**
 * What helps. `fix`: a quick fix, named by its check, place and title; `copy`: commands to run elsewhere; `ask`: a file;
 * `advice`: what is to be done by hand.
 */
export type Remedy =
  | { readonly kind: 'fix'; readonly title: string; readonly check: string; readonly place: Place }
  | { readonly kind: 'copy'; readonly title: string; readonly text: string }
  | { readonly kind: 'ask'; readonly title: string; readonly wants: 'sendsize' | 'amandad' | 'amcheck' }
  | { readonly kind: 'advice'; readonly title: string };

/** The quick fixes of findings, the preferred ones first, each title once. */
export function remediesOfFindings(found: readonly Diagnosed[]): Remedy[] {
  const remedies: { remedy: Remedy; preferred: boolean }[] = [];
  for (const { check, finding } of found) {
    for (const fix of finding.fixes?.() ?? [])
      remedies.push({ remedy: remedyOf(check.id, finding.place, fix), preferred: fix.preferred ?? false });
  }
  const sorted = remedies.sort((a, b) => Number(b.preferred) - Number(a.preferred));
  return unique(sorted.map(({ remedy }) => remedy));
}

/** Of remedies with the same title the first, whether it says what a quick fix does with the commands or not. */
export function unique(remedies: readonly Remedy[]): Remedy[] {
  const seen = new Set<string>();
  return remedies.filter((remedy) => {
    const title = remedy.title.replace(/ \(copies the commands\)$/, '');
    return !seen.has(title) && seen.add(title);
  });
}

function remedyOf(check: string, place: Place, fix: Fix): Remedy {
  if (fix.edits.length === 0 && fix.copy !== undefined) return copied(fix);
  return { kind: 'fix', title: fix.title, check, place };
}

/** A fix that changes no file, as a remedy. */
export function copied({ title, copy = '' }: Fix): Remedy {
  return { kind: 'copy', title, text: copy };
}
