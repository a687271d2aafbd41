import type { DlePlan } from '../estimate/hostplan';
import type { Node } from '../text/regex-machine';
import { anyBut, literal, manyBut, oneOf, trimEnd, wholeText } from '../text/wildcards';

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

const patterns = new Map<string, ((path: string) => boolean) | undefined>();

/** GNU tar's rule for excludes: wildcards match slashes too; a pattern without "./" matches behind any slash. */
function matches(pattern: string, path: string): boolean {
  if (!patterns.has(pattern)) {
    if (patterns.size > 1000) patterns.clear();
    patterns.set(pattern, compile(pattern));
  }
  return patterns.get(pattern)?.(`./${path}`) ?? false;
}

function compile(pattern: string): ((path: string) => boolean) | undefined {
  const node = readPattern(trimEnd(pattern, '/'));
  if (node === undefined) return undefined;
  const behind: Node = { t: 'repeat', part: { t: 'cat', parts: [manyBut(), literal('/')] }, min: 0, max: 1 };
  return wholeText(pattern.startsWith('./') ? node : { t: 'cat', parts: [behind, node] }, pattern.length);
}

/** A shell pattern: `*`, `?`, `[…]`, and a backslash before what stands for itself. */
function readPattern(pattern: string): Node | undefined {
  const parts: Node[] = [];
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern.charAt(i);
    // A bracket that is first in the list belongs to it.
    const negated = char === '[' && /[!^]/.test(pattern.charAt(i + 1));
    const list = i + (negated ? 2 : 1);
    const close = char === '[' ? pattern.indexOf(']', list + 1) : -1;
    if (char === '\\' && i + 1 < pattern.length) parts.push(literal(pattern.charAt(++i)));
    else if (char === '*') parts.push(manyBut());
    else if (char === '?') parts.push(anyBut());
    else if (close >= 0) {
      const set = oneOf(pattern.slice(list, close), negated);
      if (set === undefined) return undefined;
      parts.push(set);
      i = close;
    } else parts.push(literal(char));
  }
  return { t: 'cat', parts };
}
