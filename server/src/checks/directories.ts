import type { DlePlan } from '../estimate/hostplan';
import { directoryOf as cleanPath } from './paths';

/** The directory of a DLE without a slash at its end; undefined for devices, shares, file systems of dump and the like. */
export function directoryOf({ dle, facts }: DlePlan): string | undefined {
  const path = dle.device ?? dle.disk;
  if (!path.startsWith('/') || path.startsWith('//') || path.startsWith('/dev/')) return undefined;
  if (facts.program === 'DUMP') return undefined;
  return cleanPath(path);
}

/**
 * What a DLE's patterns do with a directory below it, given as a relative path. What its list files say is not known
 * here: then it is `unknown`.
 */
export function passes(outer: DlePlan, below: string): boolean | 'unknown' {
  const { exclude, include } = outer.facts;
  if (exclude.list.length > 0 || include.list.length > 0) return 'unknown';
  const parts = below.split('/');
  const paths = parts.map((_, n) => parts.slice(0, n + 1).join('/'));
  const hit = (pattern: string) => paths.some((path) => matches(pattern, path));
  if (include.file.length > 0 && !include.file.some(hit)) return false;
  return !exclude.file.some(hit);
}

/** GNU tar's rule for excludes: wildcards match slashes too; a pattern without "./" matches behind any slash. */
function matches(pattern: string, path: string): boolean {
  const source = pattern
    .replace(/\/+$/, '')
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  try {
    const expression = new RegExp(pattern.startsWith('./') ? `^${source}$` : `(^|/)${source}$`, 's');
    return expression.test(`./${path}`);
  } catch {
    return false;
  }
}
