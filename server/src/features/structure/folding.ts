import type { Snapshot } from '../../model/snapshot';
import type { ConfNode, ConfTree, DiskTree } from '../../syntax/nodes';
import type { LineIndex } from '../../text/lines';
import { addAll } from '../../text/lists';

/** Lines (from 0) that an editor can fold away; `startLine` stays to be seen. */
export interface Fold {
  readonly startLine: number;
  readonly endLine: number;
  readonly kind?: 'comment' | 'imports' | 'region';
}

/** Blocks, runs of comments and of includefile statements, `# region` marks, and in a disklist the hosts. */
export function folds(snapshot: Snapshot, uri: string): Fold[] {
  const tree = snapshot.tree(uri);
  if (!tree) return [];
  const found: Fold[] = [...lineRuns(tree.lines)];
  if (tree.kind === 'conf') {
    for (const { at, node } of tree.items) addBlocks([node], at, tree.lines, found);
    addAll(found, includeRuns(tree));
  } else diskFolds(snapshot, uri, tree, found);
  return found
    .filter((fold) => fold.endLine > fold.startLine)
    .sort((a, b) => a.startLine - b.startLine || b.endLine - a.endLine);
}

function addBlocks(nodes: readonly ConfNode[], base: number, lines: LineIndex, found: Fold[]): void {
  for (const node of nodes) {
    if (node.kind === 'line') continue;
    const [open] = node.head.tokens;
    const startLine = lines.lineAt((open?.start ?? node.start) + base);
    const brace = node.close?.tokens[0];
    // The line of the `}` stays to be seen, as the line of the `{` does.
    const endLine =
      brace === undefined ? lastLine(lines, node.end + base) : lines.lineAt(brace.start + base) - 1;
    found.push({ startLine, endLine });
    addBlocks(node.body, base, lines, found);
  }
}

/** The line of the last character that is not blank. */
function lastLine(lines: LineIndex, end: number): number {
  let at = Math.min(end, lines.text.length);
  while (at > 0 && /\s/.test(lines.text.charAt(at - 1))) at--;
  return lines.lineAt(at);
}

function includeRuns(tree: ConfTree): Fold[] {
  const runs: Fold[] = [];
  let run: { startLine: number; endLine: number } | undefined;
  for (const { at, node } of tree.items) {
    const first = node.kind === 'line' ? node.tokens[0] : undefined;
    if (first?.kind === 'word' && first.value.toLowerCase() === 'includefile') {
      const line = tree.lines.lineAt(first.start + at);
      if (run?.endLine === line - 1) run.endLine = line;
      else runs.push((run = { startLine: line, endLine: line }));
    }
  }
  return runs.map((one) => ({ ...one, kind: 'imports' }));
}

function diskFolds(snapshot: Snapshot, uri: string, tree: DiskTree, found: Fold[]): void {
  const { lines } = tree;
  let host: string | undefined;
  let open: { startLine: number; endLine: number } | undefined;
  for (const dle of snapshot.disklist.dles) {
    if (dle.place.uri !== uri) continue;
    const startLine = lines.lineAt(dle.hostPlace.span.start);
    const endLine = lines.lineAt(dle.place.span.end);
    if (open && dle.host === host) open.endLine = endLine;
    else {
      host = dle.host;
      found.push((open = { startLine, endLine }));
    }
  }
  const starts = new Set(found.map((fold) => fold.startLine));
  for (const { at, node } of tree.items) {
    if (!node.block || node.block.sameLine) continue;
    const startLine = lines.lineAt(node.block.open.start + at);
    const { close } = node.block;
    const endLine = close ? lines.lineAt(close.start + at) - 1 : lastLine(lines, node.block.end + at);
    // One line can begin one fold only: the host's, which is the larger one.
    if (!starts.has(startLine)) found.push({ startLine, endLine });
    addBlocks(node.block.body, at, lines, found);
  }
}

/** Runs of at least two lines that are comments alone, and what stands between `# region` and `# endregion`. */
function lineRuns(lines: LineIndex): Fold[] {
  const found: Fold[] = [];
  const regions: number[] = [];
  let first: number | undefined;
  for (let line = 0; line <= lines.count; line++) {
    const { start, end } = lines.lineSpan(line);
    const text = line < lines.count ? lines.text.slice(start, Math.min(end, start + 200)).trimStart() : '';
    const mark = /^#\s*(region|endregion)\b/.exec(text)?.[1];
    if (mark === 'region') regions.push(line);
    else if (mark === 'endregion') {
      const startLine = regions.pop();
      if (startLine !== undefined) found.push({ startLine, endLine: line, kind: 'region' });
    }
    const comment = text.startsWith('#') && mark === undefined;
    if (comment) first ??= line;
    else if (first !== undefined) {
      if (line - 1 > first) found.push({ startLine: first, endLine: line - 1, kind: 'comment' });
      first = undefined;
    }
  }
  return found;
}
