import { expect, test } from 'vitest';
import { findingsOf } from '../../support/check';

/** Advice names what the assumed release has, and leaves no gap. */
test.each([
  ['2.4', 'Use bsd.'],
  ['2.5.2', 'Use bsdtcp, ssh, bsd or bsdudp.'],
  ['3.3', 'Use bsdtcp, ssh, local, bsd or bsdudp.'],
  ['3.5.1', 'Use bsdtcp, ssh, ssl, local, bsd or bsdudp.'],
])('an unknown auth at %s', (version, advice) => {
  const files = { 'amanda.conf': 'define dumptype d {\n  auth "nonsense"\n}\n', disklist: 'h /x d\n' };
  const { found } = findingsOf('trap/unknown-auth', files, { version });
  expect(found[0]?.finding.message).toContain(advice);
  const titles = (found[0]?.finding.fixes?.() ?? []).map((fix) => fix.title);
  expect(titles[0]).toBe(version === '2.4' ? 'Write auth "bsd"' : 'Write auth "bsdtcp"');
});

test('a product that an old release refuses is no silent overflow', () => {
  const files = { 'amanda.conf': 'dtimeout 3 gb\nctimeout 5 kb\n' };
  for (const version of ['2.5.2', '3.1', '3.2'])
    expect(findingsOf('trap/silent-overflow', files, { version }).found).toEqual([]);
  expect(findingsOf('trap/silent-overflow', files).found).toHaveLength(1);
});
