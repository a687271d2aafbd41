import type { Node } from '../text/regex-machine';
import { anyBut, literal, manyBut, oneOf, wholeText } from '../text/wildcards';

/**
 * Matches the globs of the setting `files.exclude`: `*`, `?`, `**`, `{a,b}`, `[a-z]`. Returns a test of a path relative
 * to the workspace folder, with `/` between its parts. A glob that cannot be read matches nothing.
 */
export function globMatcher(globs: readonly string[]): (path: string) => boolean {
  const nodes = globs.map(readGlob).filter((node) => node !== undefined);
  if (nodes.length === 0) return () => false;
  return wholeText({ t: 'alt', parts: nodes }, globs.join('').length);
}

/** Braces in each other that are followed. */
const DEEPEST = 100;

function readGlob(glob: string): Node | undefined {
  /** What is open: the alternatives that are whole, and the parts of the one being read. */
  const open: { readonly done: Node[]; parts: Node[] }[] = [{ done: [], parts: [] }];
  for (let i = 0; i < glob.length; i++) {
    const char = glob.charAt(i);
    const top = open.at(-1);
    if (top === undefined || open.length > DEEPEST) return undefined;
    if (glob.startsWith('**/', i)) {
      const folders: Node = { t: 'cat', parts: [manyBut(), literal('/')] };
      top.parts.push({ t: 'repeat', part: folders, min: 0, max: 1 });
      i += 2;
    } else if (glob.startsWith('**', i)) {
      top.parts.push(manyBut());
      i += 1;
    } else if (char === '*') top.parts.push(manyBut('/'));
    else if (char === '?') top.parts.push(anyBut('/'));
    else if (char === '{') open.push({ done: [], parts: [] });
    else if ((char === '}' || char === ',') && open.length > 1) {
      top.done.push({ t: 'cat', parts: top.parts });
      top.parts = [];
      if (char === '}') {
        open.pop();
        open.at(-1)?.parts.push({ t: 'alt', parts: top.done });
      }
    } else if (char === '[') {
      const close = glob.indexOf(']', i + 2);
      if (close < 0) return undefined;
      const negated = /[!^]/.test(glob.charAt(i + 1));
      const set = oneOf(glob.slice(negated ? i + 2 : i + 1, close), negated);
      if (set === undefined) return undefined;
      top.parts.push(set);
      i = close;
    } else top.parts.push(literal(char));
  }
  const [whole] = open;
  return open.length === 1 && whole !== undefined ? { t: 'cat', parts: whole.parts } : undefined;
}
