import type { ConfNode } from './nodes';

/** The body of an inline dumptype. */
export interface InlineBody {
  readonly nodes: readonly ConfNode[];
  /** Absolute offset of the `}` that closes it. */
  readonly close?: number;
  /** Newlines inside strings, which Amanda does not count. */
  readonly uncounted: number;
}

/**
 * Reads the lines of an inline dumptype from `from` (absolute, the line behind the `{`) to the line that begins with
 * `}`. Offsets in the nodes are relative to `base`.
 */
export function readInlineBody(text: string, from: number, _base: number): InlineBody {
  let depth = 0;
  let uncounted = 0;
  let at = from;
  const line = /[ \t\r\f]*((?:"(?:[^"\\\n]|\\[\s\S])*"?|[^"#\n])*)(#[^\n]*)?\n?/y;
  while (at < text.length) {
    line.lastIndex = at;
    const match = line.exec(text);
    if (!match || match[0] === '') break;
    const body = (match[1] ?? '').trim();
    if (body.startsWith('}')) {
      if (depth === 0) return { nodes: [], close: text.indexOf('}', at), uncounted };
      depth--;
    } else if (body.endsWith('{')) depth++;
    uncounted += (match[1] ?? '').split('\n').length - 1;
    at = line.lastIndex;
  }
  return { nodes: [], uncounted };
}
