import { describe, expect, it } from 'vitest';
import { parseConf, parseConfLines } from '../../server/src/syntax/conf';
import type { ConfNode, ConfTree } from '../../server/src/syntax/nodes';

/** The tree as one line per node: tokens by kind and value, blocks indented, `|` for a line that goes on. */
function show(tree: ConfTree): string {
  const rows: string[] = [];
  const walk = (node: ConfNode, depth: number) => {
    const line = (text: string) => rows.push('  '.repeat(depth) + text);
    const tokens = (list: ConfNode & { kind: 'line' }) =>
      list.tokens.map((t) => (t.kind === 'string' ? JSON.stringify(t.value) : t.text)).join(' ') +
      (list.comment ? ' #' : '') +
      (list.newline ? '' : ' |');
    if (node.kind === 'line') return line(tokens(node));
    line('block ' + tokens(node.head));
    for (const child of node.body) walk(child, depth + 1);
    line(node.close ? 'close ' + tokens(node.close) : 'unclosed');
  };
  for (const item of tree.items) walk(item.node, 0);
  return rows.join('\n');
}

describe('parseConf', () => {
  it('reads lines, comments and blocks', () => {
    const text = 'org "x" # c\n\ndefine dumptype d { # c\n  global\n  index yes\n}\n';
    expect(show(parseConf(text))).toBe(
      ['org "x" #', '', 'block define dumptype d { #', '  global', '  index yes', 'close }'].join('\n'),
    );
  });

  it('keeps a block inside a block, on one line or several', () => {
    const text = 'define dumptype d {\napplication { plugin "x"\n} index yes\nscript { }}\n';
    expect(show(parseConf(text))).toBe(
      [
        'block define dumptype d {',
        '  block application { |',
        '    plugin "x"',
        '  close } |',
        '  index yes',
        '  block script { |',
        '  close } |',
        'close }',
      ].join('\n'),
    );
  });

  it('ends a block without its brace at the next define', () => {
    const text = 'define dumptype a {\n index\ndefine dumptype b {\n}\n';
    expect(show(parseConf(text))).toBe(
      ['block define dumptype a {', '  index', 'unclosed', 'block define dumptype b {', 'close }'].join('\n'),
    );
  });

  it('knows words, numbers, strings and the rest as Amanda does', () => {
    const [item] = parseConf("a-b_1 12 -3 1.5 - @ 'x' a#c\n").items;
    const line = item?.node;
    if (line?.kind !== 'line') throw new Error('no line');
    expect(line.tokens.map((t) => `${t.kind}:${t.text}`)).toEqual([
      'word:a-b_1',
      'number:12',
      'number:-3',
      'number:1.5',
      'unknown:-',
      'unknown:@',
      "unknown:'",
      'word:x',
      "unknown:'",
      'word:a',
    ]);
    expect(line.comment).toEqual({ start: 25, end: 27 });
  });

  it('carries a string over a backslash and newline and keeps the newline', () => {
    const tree = parseConf('org "a\\\nb" # c\nx\n');
    expect(show(tree)).toBe('org "a\\nb" #\nx');
    expect(tree.items.map((i) => i.at)).toEqual([0, 15]);
  });

  it('marks strings that do not end, that are too long, and words that are too long', () => {
    const flaw = (text: string) => {
      const node = parseConf(text).items[0]?.node;
      return node?.kind === 'line' ? node.tokens.map((t) => t.flaw) : undefined;
    };
    expect(flaw('org "abc\n')).toEqual([undefined, 'unterminated']);
    expect(flaw('org "abc\\')).toEqual([undefined, 'unterminated']);
    expect(flaw(`org "${'x'.repeat(4093)}"\n`)).toEqual([undefined, undefined]);
    expect(flaw(`org "${'x'.repeat(4094)}"\n`)).toEqual([undefined, 'string-too-long']);
    expect(flaw(`org "${'é'.repeat(2047)}"\n`)).toEqual([undefined, 'string-too-long']);
    expect(flaw(`${'x'.repeat(4095)}\n`)).toEqual([undefined]);
    expect(flaw(`${'x'.repeat(4096)}\n`)).toEqual(['word-too-long']);
    expect(flaw('org "a\0b"\n')).toEqual([undefined, 'nul']);
  });

  it('covers the whole text with its items', () => {
    for (const text of samples) {
      const tree = parseConf(text);
      let at = 0;
      for (const item of tree.items) {
        expect(item.at).toBe(at);
        at = item.at + item.node.end;
        while (at < text.length && text[at] !== '\n') at++;
        at++;
      }
      expect(at).toBeGreaterThanOrEqual(text.length);
    }
  });
});

describe('parseConfLines', () => {
  it('stops behind the brace that closes the block', () => {
    const text = 'h /d {\n global\n application {\n }\n} 1 eth0\nh2 /d d\n';
    const { body, close, end } = parseConfLines(text, 7, 0);
    expect(body.length).toBe(2);
    expect(text.slice(close?.start, close?.end)).toBe('}');
    expect(text.slice(end)).toBe(' 1 eth0\nh2 /d d\n');
  });

  it('takes everything when there is no brace', () => {
    const text = 'h /d {\n global\n define x\n';
    expect(parseConfLines(text, 7, 0)).toMatchObject({ end: text.length });
  });
});

const samples = [
  'org "x"\ndefine dumptype a {\n index yes\n application {\n plugin "x"\n }\n}\norg "y"\n',
  'define dumptype a {\n index yes\ndefine tapetype t {\n length 3 gb\n}\n}\nx "a\\\nb" {\n{\n}\n',
  'a { b { c }}\n d } e\n"abc\n# c\r\ndefine dumptype x\n{\n}\nholdingdisk h {\n use 1\nholdingdisk g {\n}',
];

describe('incremental parsing', () => {
  it('equals parsing from scratch after every edit', () => {
    let seed = 7;
    const random = (n: number) => {
      seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
      return (seed >> 8) % n;
    };
    const bits = ['{', '}', '\n', '"', '\\', '#', ' ', 'define ', 'x', '5', 'holdingdisk h {\n', '}\n', ''];
    for (const sample of samples) {
      let text = sample;
      let tree = parseConf(text);
      for (let i = 0; i < 400; i++) {
        const at = random(text.length + 1);
        const gone = random(3) === 0 ? random(12) : 0;
        text = text.slice(0, at) + (bits[random(bits.length)] ?? '') + text.slice(at + gone);
        tree = parseConf(text, tree);
        expect(tree).toEqual(parseConf(text));
      }
    }
  });

  it('keeps the items that were not edited', () => {
    const text = samples[0] ?? '';
    const before = parseConf(text);
    const after = parseConf('# new\n' + text, before);
    expect(after.items.at(-1)?.node).toBe(before.items.at(-1)?.node);
    const end = parseConf(text + 'x\n', before);
    expect(end.items[0]?.node).toBe(before.items[0]?.node);
  });

  it('is not slowed down by braces, quotes or very long lines', () => {
    for (const unit of ['{', '}', '"', '{\n', 'a {\n', '}\n', '"\\\n', 'x ', '@']) {
      const text = unit.repeat(Math.floor(300_000 / unit.length));
      expect(parseConf(text).items.length).toBeGreaterThan(0);
    }
  });
});
