import { describe, expect, it } from 'vitest';
import { unquote } from '../../server/src/syntax/unquote';

describe('unquote', () => {
  it.each([
    ['plain', 'plain'],
    ['"a b"', 'a b'],
    ['a\\ b', 'a b'],
    ['"a\\tb\\nc\\rd\\fe"', 'a\tb\nc\rd\fe'],
    ['"say \\"hi\\""', 'say "hi"'],
    ['"\\\\"', '\\'],
    // Octal escapes take at most three digits, are cut to a byte, and swallow what gives 0.
    ['"\\1234"', 'S4'],
    ['"a\\0b"', 'ab'],
    ['"\\400"', '"'],
    // What stands behind an octal escape is copied as it is.
    ['"\\101\\102"', 'A\\102'],
    ['"x\\101"', 'xA"'],
    ['"\\303\\"', '\udcc3\\'],
    ['"a\\q"', 'aq'],
    ['tail\\', 'tail'],
    ['a"b"c', 'abc'],
  ])('%s', (raw, value) => {
    expect(unquote(raw)).toBe(value);
  });
});
