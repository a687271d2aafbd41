import { RegexMachine, type Node } from './regex-machine';

/** Pieces of expressions for the readers of wildcards: each reader has rules of its own, the machine is the same. */

/** Any character, but for those given. */
export function anyBut(not = ''): Node {
  return { t: 'set', has: (code) => !not.includes(String.fromCharCode(code)) };
}

/** Any number of characters, but for those given. */
export function manyBut(not = ''): Node {
  return { t: 'repeat', part: anyBut(not), min: 0, max: Infinity };
}

/** The text itself. */
export function literal(text: string): Node {
  const parts = Array.from({ length: text.length }, (_, i): Node => {
    const wanted = text.charCodeAt(i);
    return { t: 'set', has: (code) => code === wanted };
  });
  return { t: 'cat', parts };
}

/** One of the characters between the brackets of `[…]`, with ranges as in `a-z`; undefined for a range that is none. */
export function oneOf(list: string, negated: boolean): Node | undefined {
  const ranges: [number, number][] = [];
  for (let i = 0; i < list.length; i++) {
    const first = list.charCodeAt(i);
    const isRange = list.charAt(i + 1) === '-' && i + 2 < list.length;
    const last = isRange ? list.charCodeAt(i + 2) : first;
    if (last < first) return undefined;
    ranges.push([first, last]);
    if (isRange) i += 2;
  }
  return {
    t: 'set',
    has: (code) => ranges.some(([first, last]) => code >= first && code <= last) !== negated,
  };
}

/** A test whether the whole text is what the node says. */
export function wholeText(node: Node, length: number): (text: string) => boolean {
  const parts: Node[] = [{ t: 'at', place: 'text-start' }, node, { t: 'at', place: 'text-end' }];
  const machine = new RegexMachine({ t: 'cat', parts }, length);
  return (text) => machine.test(text);
}

/** The text without the characters `char` at its end, in a time that does not depend on where else they stand. */
export function trimEnd(text: string, char: string): string {
  let end = text.length;
  while (end > 0 && text.charAt(end - 1) === char) end--;
  return text.slice(0, end);
}
