import { describe, expect, it } from 'vitest';
import { matchDisk, matchHost, MatchError } from '../../server/src/model/match';

describe('matchHost', () => {
  // amanda-match(7): words between dots, `*` inside a word, `**` across dots, `^` and `$` for the whole name.
  it.each([
    ['hosta', 'hosta', true],
    ['hosta', 'hoSTA.dOMAIna.ORG', true],
    ['hosta', 'hostb', false],
    ['host', 'hosta', false],
    ['host?', 'hosta', true],
    ['ho*na', 'hoina', true],
    ['ho*na', 'ho.aina.org', false],
    ['ho**na', 'ho.aina.org', true],
    ['^hosta', 'foo.hosta.org', false],
    ['^hosta$', 'hosta', true],
    ['domaina$', 'hosta.domaina.org', false],
    ['hosta.', 'hosta', true],
    ['.hosta', 'hosta.org', true],
    ['[ab].org', 'a.org', true],
    ['[!ab].org', 'a.org', false],
    ['=hosta', 'hosta', true],
    ['=hosta', 'HOSTA', false],
    ['.', 'hosta', false],
    ['***.****', 'a.b', true],
  ])('%s on %s: %s', (expression, host, matches) => {
    expect(matchHost(expression, host)).toBe(matches);
  });

  it.each([
    ['h[', 'Unmatched [, [^, [:, [., or [='],
    ['h\\1', 'Invalid back reference'],
    ['h[b-a]', 'Invalid range end'],
    ['h[[:foo:]]', 'Invalid character class name'],
  ])('says why %s is no expression', (expression, reason) => {
    expect(() => matchHost(expression, 'x')).toThrow(MatchError);
    expect(() => matchHost(expression, 'x')).toThrow(reason);
  });

  it('comes to an end', () => {
    expect(matchHost(`${'*'.repeat(99)}x`, `${'a'.repeat(200)}.b`)).toBe(false);
    expect(matchHost(`${'[ab]*'.repeat(3)}x`, `${'a'.repeat(100)}.b`)).toBe(false);
  });
});

describe('matchDisk', () => {
  it.each([
    ['sda*', '/dev/sda1', true],
    ['opt', '/opt/foo', true],
    ['/', '/', true],
    ['/', '/usr', false],
    ['/usr', '/usr/local', true],
    ['/usr$', '/usr/local', false],
    ['^/usr', '/opt/usr', false],
    ['\\\\\\\\server\\\\share', '\\\\server\\share', true],
    ['//server/share', '\\\\server\\share', true],
  ])('%s on %s: %s', (expression, disk, matches) => {
    expect(matchDisk(expression, disk)).toBe(matches);
  });
});
