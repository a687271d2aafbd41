import { expect, test } from 'vitest';
import { applyFix, expectClean, expectFindings, findingsOf } from '../../support/check';

const id = 'trap/old-changer-script';

test('a script of the old kind is none since 3.4', () => {
  const files = { 'amanda.conf': '⟦tpchanger "chg-disk"⟧\ntapedev "file:/vtapes"\n' };
  expectFindings(id, files, { messages: [/"Can't open tape device chg-disk"/] });
  expectFindings(id, { 'amanda.conf': '⟦tpchanger "/usr/lib/amanda/chg-zd-mtx"⟧\n' });
  expectClean(id, files, { version: '3.3' });
  expectClean(id, { 'amanda.conf': 'tpchanger "chg-disk:/vtapes"\n' });
  expectClean(id, {
    'amanda.conf': 'define changer chg-disk {\n  tpchanger "chg-disk:/v"\n}\ntpchanger "chg-disk"\n',
  });
});

test('the folder of tapedev goes behind chg-disk', () => {
  for (const device of ['file:/vtapes', 'file:///vtapes']) {
    const files = { 'amanda.conf': `tpchanger "chg-disk" # vtapes\ntapedev "${device}"\norg "x"\n` };
    const { found, snapshot } = findingsOf(id, files);
    const [fix] = found[0]?.finding.fixes?.() ?? [];
    expect(applyFix(snapshot, files, fix?.edits ?? [])['amanda.conf']).toBe(
      'tpchanger "chg-disk:/vtapes" # vtapes\norg "x"\n',
    );
  }
  const { found } = findingsOf(id, { 'amanda.conf': 'tpchanger "chg-disk"\n' });
  expect(found[0]?.finding.fixes?.()).toEqual([]);
});
