import type { ConfNode } from '../../server/src/syntax/nodes';
import { TreeCache } from '../../server/src/syntax/trees';

/** Tells for an offset how many lines Amanda has counted there, from 1. */
export function confLines(text: string): (offset: number) => number {
  const tree = new TreeCache().conf('', text);
  const hidden: number[] = [];
  const visit = (node: ConfNode, at: number) => {
    if (node.kind === 'block') {
      visit(node.head, at);
      for (const child of node.body) visit(child, at);
      if (node.close) visit(node.close, at);
      return;
    }
    for (const token of node.tokens)
      if (token.kind === 'string')
        for (const match of token.text.matchAll(/\n/g)) hidden.push(at + token.start + match.index);
  };
  for (const item of tree.items) {
    visit(item.node, item.at);
    const { node } = item;
    const inline =
      node.kind === 'block' && node.head.tokens.length === 2 && node.head.tokens[0]?.kind === 'word';
    if (inline && node.close) hidden.push(item.at + node.close.start);
  }
  return (offset) => text.slice(0, offset).split('\n').length - hidden.filter((at) => at < offset).length;
}

/** The same for a disklist: lines joined by a backslash, or by quotes, count once. */
export function disklistLines(text: string): (offset: number) => number {
  const hidden: number[] = [];
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (char === '\\') {
      i++;
      if (text[i] === '\n') hidden.push(i);
    } else if (char === '"') quoted = !quoted;
    else if (char === '#' && !quoted) i = (text.indexOf('\n', i) + 1 || text.length + 1) - 2;
    else if (char === '\n' && quoted) hidden.push(i);
  }
  return (offset) => text.slice(0, offset).split('\n').length - hidden.filter((at) => at < offset).length;
}
