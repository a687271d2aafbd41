import type { Check } from '../check';

export const nulByte: Check = {
  id: 'trap/nul-byte',
  severity: 'warning',
  title: 'A NUL byte hides the rest of its line',
  doc: `Amanda takes a NUL byte in the disklist for the end of the line (C strings end there), and what stands behind it is lost without
a word: a column, or a whole DLE, which is then never backed up. A file that was saved as UTF-16 has such a byte beside every letter.

Delete the byte, or save the file as UTF-8 without byte order mark.`,
  run(snapshot, report) {
    for (const uri of new Set(snapshot.disklist.files)) {
      const tree = snapshot.tree(uri);
      // In a comment nothing is lost.
      const cuts = [...(tree?.text.matchAll(/^[^#\0\n]*\0/gm) ?? [])];
      const cut = cuts[0];
      if (tree === undefined || cut === undefined) continue;
      const first = cut.index + cut[0].length - 1;
      const { end } = tree.lines.lineSpan(tree.lines.lineAt(first));
      const others = cuts.length - 1;
      const more =
        others > 0 ? `, and so do ${others === 1 ? 'another line' : `${String(others)} other lines`}` : '';
      report({
        place: { uri, span: { start: first, end: Math.max(first + 1, end) } },
        message: `This line ends for Amanda at the NUL byte here, and what stands behind it is lost without a word${more}. Delete the byte, or save the file as UTF-8 if it is UTF-16.`,
      });
    }
  },
};
