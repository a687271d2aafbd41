import type { DlePlan } from '../estimate/hostplan';

/**
 * A path without what changes nothing: double slashes, `/.` and a slash at its end. Two slashes at the beginning stay,
 * because they make a Samba share (`//host/share`) of it.
 */
export function cleanPath(path: string): string {
  const share = /^\/\/[^/]/.test(path) ? '/' : '';
  const clean = share + path.replace(/\/+/g, '/').replace(/\/\.(?=\/|$)/g, '');
  return clean.length > 1 ? clean.replace(/\/$/, '') || '/' : clean || '/';
}

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

/** A path as a pattern that matches nothing else: what GNU tar reads as a wildcard gets a backslash. */
export function literalPattern(path: string): string {
  return path.replace(/[*?[\\]/g, '\\$&');
}

/** GNU tar's rule for excludes: wildcards match slashes too; a pattern without "./" matches behind any slash. */
function matches(pattern: string, path: string): boolean {
  try {
    const source = expressionOf(pattern.replace(/\/+$/, ''));
    const expression = new RegExp(pattern.startsWith('./') ? `^${source}$` : `(^|/)${source}$`, 's');
    return expression.test(`./${path}`);
  } catch {
    return false;
  }
}

/** A shell pattern as a regular expression: `*`, `?`, `[…]`, and a backslash before what stands for itself. */
function expressionOf(pattern: string): string {
  const token = /\\(.)|\*|\?|\[([!^]?)(\]?[^\]]*)\]|./gs;
  const literal = (char: string) => char.replace(/[.*+?^${}()|[\]\\/]/, '\\$&');
  return pattern.replace(token, (text: string, escaped?: string, negated?: string, set?: string) => {
    if (escaped !== undefined) return literal(escaped);
    if (set !== undefined) return `[${negated ? '^' : ''}${set.replace(/[\\\]^]/g, '\\$&')}]`;
    if (text === '*') return '.*';
    return text === '?' ? '.' : literal(text);
  });
}
