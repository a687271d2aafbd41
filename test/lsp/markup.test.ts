import { describe, expect, it } from 'vitest';
import { code } from '../../server/src/features/hover/markdown';
import { plainText } from '../../server/src/lsp/markup';

describe('Markdown as plain text', () => {
  it.each([
    ['**etimeout** `etimeout SECONDS`', 'etimeout etimeout SECONDS'],
    ['*what \\*all\\* share*', 'what *all* share'],
    ['- `a` (from `b`)\n- `c`', '- a (from b)\n- c'],
    ['*Deprecated*: write `x` instead.', 'Deprecated: write x instead.'],
    ['see [the page](https://example.com/a_b)', 'see the page'],
    ['2 * 3 * 4', '2 * 3 * 4'],
    [`${code('a`b``c')} and ${code('`')}`, 'a`b``c and `'],
    [code('**not bold** \\*'), '**not bold** \\*'],
  ])('%j becomes %j', (markdown, expected) => {
    expect(plainText(markdown)).toBe(expected);
  });
});
