/// <reference lib="dom" />
// Functions that run inside the page: they read what Monaco drew. They may use nothing from this file's scope.

/** A rectangle in pixels of the window and how the text in it looks. */
export interface Place {
  x: number;
  y: number;
  width: number;
  height: number;
  color: string;
  fontStyle: string;
  fontWeight: string;
}

export interface Squiggle {
  kind: 'error' | 'warning' | 'info' | 'hint';
  /** From 1. */
  line: number;
}

/** Text of the drawn lines from top to bottom. */
export function visibleText(editor: Element): string {
  const lines = [...editor.querySelectorAll<HTMLElement>('.view-lines > .view-line')];
  lines.sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top);
  return lines.map((line) => (line.textContent ?? '').replaceAll('\u00a0', ' ')).join('\n');
}

/** Every drawn squiggle with the number that the gutter shows beside it. */
export function listSquiggles(editor: Element): Squiggle[] {
  const numbers = [...editor.querySelectorAll<HTMLElement>('.margin-view-overlays .line-numbers')];
  const found: Squiggle[] = [];
  for (const kind of ['error', 'warning', 'info', 'hint'] as const)
    for (const element of editor.querySelectorAll<HTMLElement>(`.view-overlays .squiggly-${kind}`)) {
      const top = element.parentElement?.getBoundingClientRect().top ?? -1;
      const number = numbers.find(
        (n) => Math.abs((n.parentElement?.getBoundingClientRect().top ?? -9) - top) < 3,
      );
      const line = Number(number?.textContent);
      if (line && !found.some((f) => f.line === line && f.kind === kind)) found.push({ kind, line });
    }
  return found.sort((a, b) => a.line - b.line);
}

/** Where `text` is drawn first: it may span tokens, not lines. */
export function locateText(editor: Element, text: string): Place | undefined {
  const lines = [...editor.querySelectorAll<HTMLElement>('.view-lines > .view-line')];
  lines.sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top);
  for (const line of lines) {
    const at = (line.textContent ?? '').replaceAll('\u00a0', ' ').indexOf(text);
    if (at < 0) continue;
    const range = document.createRange();
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    let offset = 0;
    let first: Node | undefined;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const length = node.textContent?.length ?? 0;
      if (!first && at < offset + length) {
        first = node;
        range.setStart(node, at - offset);
      }
      if (first && at + text.length <= offset + length) {
        range.setEnd(node, at + text.length - offset);
        break;
      }
      offset += length;
    }
    const element = first?.parentElement;
    if (!element) continue;
    const { x, y, width, height } = range.getBoundingClientRect();
    const { color, fontStyle, fontWeight } = getComputedStyle(element);
    return { x, y, width, height, color, fontStyle, fontWeight };
  }
  return undefined;
}
