import { describe, expect, it } from 'vitest';
import { PropertyTable } from '../../server/src/model/property-table';

function table(names: string): PropertyTable<string> {
  const made = new PropertyTable<string>();
  for (const name of names.split(' ')) {
    if (name.startsWith('-')) made.delete(name.slice(1));
    else made.set(name, name);
  }
  return made;
}

describe('PropertyTable', () => {
  it('walks in the order in which amadmin 3.5.1 prints the properties', () => {
    const made = table(
      'gnutar-path directory one-file-system sparse atime-preserve check-device gone no-unquote exclude-file -gone normal ignore',
    );
    expect([...made.keys()].join(' ')).toBe(
      'normal ignore atime-preserve check-device gnutar-path one-file-system no-unquote directory sparse exclude-file',
    );
  });

  it('is a map', () => {
    const made = table('a b c -b a');
    expect(made.size).toBe(2);
    expect(made.get('a')).toBe('a');
    expect(made.has('b')).toBe(false);
    expect(made.delete('b')).toBe(false);
    const copy = made.clone().set('z', 'z');
    expect([made.size, copy.size]).toEqual([2, 3]);
  });

  it('grows and shrinks without losing anything', () => {
    const names = Array.from({ length: 500 }, (_, i) => `name-${i}`);
    const made = table(names.join(' '));
    expect([...made.keys()].sort()).toEqual([...names].sort());
    for (const name of names.slice(3)) made.delete(name);
    expect([...made.keys()].sort()).toEqual(names.slice(0, 3));
  });
});
