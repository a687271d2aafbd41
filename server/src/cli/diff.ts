/** Lines of context around a change. */
const CONTEXT = 3;

interface Hunk {
  readonly before: number;
  readonly beforeCount: number;
  readonly after: number;
  readonly afterCount: number;
  readonly lines: string[];
}

/** One step from the old text to the new one: a line kept, taken out or put in. */
type Step = readonly [' ' | '-' | '+', string];

/** A unified diff that patch(1) applies; empty for equal texts. */
export function unifiedDiff(path: string, before: string, after: string): string {
  if (before === after) return '';
  const steps = compare(linesOf(before), linesOf(after));
  const body = hunks(steps).map(({ before: a, beforeCount: n, after: b, afterCount: m, lines }) => {
    const range = (start: number, count: number) =>
      `${String(count === 0 ? start : start + 1)}${count === 1 ? '' : `,${String(count)}`}`;
    return `@@ -${range(a, n)} +${range(b, m)} @@\n${lines.join('')}`;
  });
  const name = headerName(path);
  return `--- ${name}\n+++ ${name}\n${body.join('')}`;
}

/** A name as diff(1) writes it: a tab behind one with blanks, and C's quotes around one that would end the line. */
function headerName(path: string): string {
  if (/["\\\x00-\x1f\x7f]/.test(path)) {
    const octal = (char: string) => `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`;
    return `"${path.replace(/["\\]/g, '\\$&').replace(/[\x00-\x1f\x7f]/g, octal)}"`;
  }
  return path.includes(' ') ? `${path}\t` : path;
}

/** Lines with their newlines. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Myers' greedy comparison between the lines that both ends share; fixes touch few lines, so it stays small. */
function compare(a: readonly string[], b: readonly string[]): readonly Step[] {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (
    tail < a.length - head &&
    tail < b.length - head &&
    a[a.length - 1 - tail] === b[b.length - 1 - tail]
  )
    tail++;
  const keep = (line: string): Step => [' ', line];
  return [
    ...a.slice(0, head).map(keep),
    ...middle(a.slice(head, a.length - tail), b.slice(head, b.length - tail)),
    ...a.slice(a.length - tail).map(keep),
  ];
}

function middle(a: readonly string[], b: readonly string[]): readonly Step[] {
  const removed = a.map((line): Step => ['-', line]);
  const added = b.map((line): Step => ['+', line]);
  const trace: Map<number, number>[] = [];
  let reach = new Map([[1, 0]]);
  // Beyond this many differences nobody reads line by line: show the old lines, then the new ones.
  const most = Math.min(a.length + b.length, 2000);
  for (let d = 0; d <= most; d++) {
    trace.push(new Map(reach));
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && (reach.get(k - 1) ?? -1) < (reach.get(k + 1) ?? -1));
      let x = down ? (reach.get(k + 1) ?? 0) : (reach.get(k - 1) ?? 0) + 1;
      let y = x - k;
      while (x < a.length && y < b.length && a[x] === b[y]) {
        x++;
        y++;
      }
      reach.set(k, x);
      if (x >= a.length && y >= b.length) return walkBack(a, b, trace);
    }
    reach = new Map(reach);
  }
  return [...removed, ...added];
}

function walkBack(
  a: readonly string[],
  b: readonly string[],
  trace: readonly Map<number, number>[],
): readonly Step[] {
  const steps: Step[] = [];
  let x = a.length;
  let y = b.length;
  for (let d = trace.length - 1; d >= 0; d--) {
    const reach = trace[d] ?? new Map<number, number>();
    const k = x - y;
    const down = k === -d || (k !== d && (reach.get(k - 1) ?? -1) < (reach.get(k + 1) ?? -1));
    const from = down ? k + 1 : k - 1;
    const fromX = reach.get(from) ?? 0;
    const fromY = fromX - from;
    while (x > fromX && y > fromY && x > 0 && y > 0) {
      steps.push([' ', a[x - 1] ?? '']);
      x--;
      y--;
    }
    if (d === 0) break;
    if (down) steps.push(['+', b[--y] ?? '']);
    else steps.push(['-', a[--x] ?? '']);
  }
  return steps.reverse();
}

function hunks(steps: readonly Step[]): readonly Hunk[] {
  const made: Hunk[] = [];
  let at = 0;
  let before = 0;
  let after = 0;
  while (at < steps.length) {
    if (steps[at]?.[0] === ' ') {
      at++;
      before++;
      after++;
      continue;
    }
    const start = Math.max(0, at - CONTEXT);
    let end = at;
    for (let i = at; i < steps.length && i <= end + 2 * CONTEXT; i++) if (steps[i]?.[0] !== ' ') end = i;
    const part = steps.slice(start, end + 1 + CONTEXT);
    const count = (marks: string) => part.filter(([mark]) => marks.includes(mark)).length;
    made.push({
      before: before - (at - start),
      beforeCount: count(' -'),
      after: after - (at - start),
      afterCount: count(' +'),
      lines: part.map(
        ([mark, line]) => mark + (line.endsWith('\n') ? line : `${line}\n\\ No newline at end of file\n`),
      ),
    });
    for (const [mark] of steps.slice(at, start + part.length)) {
      if (mark !== '+') before++;
      if (mark !== '-') after++;
    }
    at = start + part.length;
  }
  return made;
}
