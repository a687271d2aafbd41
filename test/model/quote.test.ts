import { describe, expect, it } from 'vitest';
import { quoteAlways, quoteString, sanitiseFilename } from '../../server/src/model/quote';

describe('quoting names', () => {
  it('leaves what needs no quotes', () => {
    expect(quoteString('/usr/local-1_2.3')).toBe('/usr/local-1_2.3');
  });
  it.each([
    ['', '""'],
    ['a b', '"a b"'],
    ['C:', '"C:"'],
    ["it's", '"it\'s"'],
    ['a\\b', '"a\\\\b"'],
    ['a"b', '"a\\"b"'],
    ['a\tb\nc', '"a\\tb\\nc"'],
    ['ä', '"ä"'],
    ['\u007f', '"\u007f"'],
  ])('quotes %j', (name, quoted) => {
    expect(quoteString(name)).toBe(quoted);
    expect(quoteAlways(name)).toBe(quoted);
  });
  it('always quotes where the format wants it', () => {
    expect(quoteAlways('plain')).toBe('"plain"');
  });
  it('makes a file name of a disk name', () => {
    expect(sanitiseFilename('//srv/c$:\\x')).toBe('__srv_c$__x');
  });
});
