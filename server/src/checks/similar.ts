/**
 * The candidates that `word` was probably meant to be, nearest first, at most three: names that differ in case, in a
 * few letters (two swapped ones count once), or that the word begins.
 */
export function similar(word: string, candidates: Iterable<string>): readonly string[] {
  const wanted = fold(word);
  const most = Math.max(1, Math.floor(wanted.length / 3));
  const near: { name: string; distance: number }[] = [];
  for (const name of candidates) {
    const other = fold(name);
    if (Math.abs(other.length - wanted.length) > most && !other.startsWith(wanted)) continue;
    const distance = other === wanted ? 0 : editDistance(wanted, other, most);
    if (distance <= most) near.push({ name, distance });
    else if (wanted.length >= 3 && other.startsWith(wanted)) near.push({ name, distance: most + 0.5 });
  }
  return near
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, 3)
    .map(({ name }) => name);
}

/** The candidates are the same few hundred names each time. */
const folded = new Map<string, string>();

function fold(word: string): string {
  const known = folded.get(word);
  if (known !== undefined) return known;
  const made = word.toLowerCase().replaceAll('_', '-');
  if (folded.size > 5000) folded.clear();
  folded.set(word, made);
  return made;
}

/** Letters to insert, drop, replace or swap with their neighbour; anything above `most` comes out as most + 1. */
export function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    let least = i;
    // Places further from the diagonal than that cost more than `most` already.
    const from = Math.max(1, i - most);
    const to = Math.min(b.length, i + most);
    if (from > 1) next[from - 1] = most + 1;
    for (let j = from; j <= to; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(
        (row[j] ?? most) + 1,
        (next[j - 1] ?? most) + 1,
        (row[j - 1] ?? most) + (same ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (before[j - 2] ?? most) + 1);
      }
      next[j] = cost;
      least = Math.min(least, cost);
    }
    if (least > most) return most + 1;
    before = row;
    row = next;
  }
  return row[b.length] ?? most + 1;
}
