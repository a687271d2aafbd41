import { describe, expect, it } from 'vitest';
import { TreeCache } from '../../server/src/syntax/trees';

describe('TreeCache', () => {
  it('gives the same tree for the same text and keeps what an edit left alone', () => {
    const cache = new TreeCache();
    const one = cache.conf('a', 'org "x"\nmailto "y"\ndumpcycle 3\n');
    expect(cache.conf('a', 'org "x"\nmailto "y"\ndumpcycle 3\n')).toBe(one);
    const two = cache.conf('a', 'org "x"\nmailto "y"\ndumpcycle 4\n');
    expect(two.items[0]).toBe(one.items[0]);
    expect(two.items[2]).not.toBe(one.items[2]);
    cache.forget('a');
    expect(cache.conf('a', two.text)).not.toBe(two);
    expect(cache.conf('a', two.text)).toEqual(two);
  });

  it('keeps files and kinds of files apart', () => {
    const cache = new TreeCache();
    const text = 'h /d d\n';
    expect(cache.disklist('a', text).kind).toBe('disklist');
    expect(cache.conf('a', text).kind).toBe('conf');
    expect(cache.disklist('a', text)).toBe(cache.disklist('a', text));
    expect(cache.conf('b', text)).not.toBe(cache.conf('a', text));
  });
});
