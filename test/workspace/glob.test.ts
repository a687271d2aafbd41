import { expect, it } from 'vitest';
import { globMatcher } from '../../server/src/workspace/glob';

it.each([
  ['**/.git', '.git', true],
  ['**/.git', 'a/b/.git', true],
  ['**/.git', 'a/.gitignore', false],
  ['*.bak', 'a.bak', true],
  ['*.bak', 'sub/a.bak', false],
  ['**/*.{old,bak}', 'sub/a.bak', true],
  ['old?/[a-c]x', 'old1/bx', true],
  ['old?/[!a-c]x', 'old1/bx', false],
  ['a+(b)', 'a+(b)', true],
  ['{unclosed', '{unclosed', false],
  ['x/**', 'x/y/z', true],
])('%s on %s: %s', (glob, path, expected) => {
  expect(globMatcher([glob])(path)).toBe(expected);
});
