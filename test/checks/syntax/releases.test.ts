import { describe, expect, test } from 'vitest';
import type { Fix } from '../../../server/src/checks/check';
import { asNumber } from '../../../server/src/checks/in-force';
import { applyFix, expectFindings, findingsOf } from '../../support/check';
import { snapshotOf } from '../../support/snapshot';

/** Words that another release takes where they stand. */

const unknown = 'syntax/unknown-keyword';

function fixed(
  id: string,
  text: string,
  version: string,
  title?: string | RegExp,
): { fixes: readonly Fix[]; after: string } {
  const { found, snapshot } = findingsOf(id, { 'amanda.conf': text }, { version });
  const fixes = found[0]?.finding.fixes?.() ?? [];
  const fix =
    title === undefined
      ? fixes[0]
      : fixes.find((one) => (typeof title === 'string' ? one.title === title : title.test(one.title)));
  expect(fix, `a fix in ${fixes.map((one) => one.title).join(', ')}`).toBeDefined();
  return { fixes, after: applyFix(snapshot, { 'amanda.conf': text }, fix?.edits ?? [])['amanda.conf'] ?? '' };
}

describe('a word of another release', () => {
  test('is said to be one, and never a slip of the pen', () => {
    expectFindings(
      unknown,
      { 'amanda.conf': '⟦autolabel⟧ "X-%%%" empty\n' },
      {
        settings: { version: '2.5.2' },
        messages: [/^autolabel exists since Amanda 3\.1: here 2\.5\.2 is assumed/],
      },
    );
    expectFindings(
      unknown,
      { 'amanda.conf': '⟦rawtapedev⟧ "/dev/nst0"\n⟦disksize⟧ 100 mb\n⟦logfile⟧ "x"\n' },
      {
        messages: [
          /^rawtapedev is gone since Amanda 3\.1, and 3\.5\.1 \(assumed here\) refuses the file/,
          /^disksize is gone since Amanda 2\.5\.0/,
          /^logfile is a keyword of old Amanda versions that is gone.*\. Use logdir\.$/,
        ],
      },
    );
    for (const word of ['disksize 1', 'rawtapedev "x"', 'tapebufs 20', 'file-pad yes', 'diskdir "/x"']) {
      const { found } = findingsOf(unknown, { 'amanda.conf': `${word}\n` });
      for (const fix of found[0]?.finding.fixes?.() ?? [])
        expect(fix.title).not.toMatch(/^Write (diskfile|tapedev|tapecycle)/);
      expect(found[0]?.finding.message).not.toContain('Did you mean');
    }
  });

  test('in the spelling of another release gets its own', () => {
    expectFindings(
      unknown,
      { 'amanda.conf': '⟦rep-tries⟧ 5\n' },
      { settings: { version: '2.5.2' }, messages: [/^Amanda 2\.5\.2 knows this keyword only as rep_tries/] },
    );
    expect(fixed(unknown, 'rep-tries 5\n', '2.5.2').after).toBe('rep_tries 5\n');
  });

  test('in a block, too', () => {
    const text = 'define dumptype d {\n  ⟦application⟧ "app"\n}\n';
    expectFindings(
      unknown,
      { 'amanda.conf': text },
      { settings: { version: '2.5.2' }, messages: [/since Amanda 2\.6\.1/] },
    );
    const tape = 'define tapetype t {\n  ⟦file-pad⟧ yes\n}\n';
    expectFindings(
      'reference/unknown-parent',
      { 'amanda.conf': 'define tapetype t {\n  ⟦file-pad⟧\n}\n' },
      { messages: [/gone since Amanda 3\.2/] },
    );
    expectFindings(unknown, { 'amanda.conf': tape }, { messages: [/gone since Amanda 3\.2/] });
  });
});

describe('what migrates a configuration', () => {
  test('a holdingdisk block for diskdir and disksize, with the same folder and size', () => {
    const text =
      'org "x"\ndiskdir "/hold1" # first\ndisksize 880 MB\n\ndiskdir "/hold2"\ndisksize 1500 MB # second\n';
    const first = fixed(unknown, text, '3.5.1').after;
    expect(first).toBe(
      'org "x"\nholdingdisk hd1 {\n    directory "/hold1" # first\n    use 880 MB\n}\n\ndiskdir "/hold2"\ndisksize 1500 MB # second\n',
    );
    const both = fixed(unknown, first, '3.5.1').after;
    const snapshot = snapshotOf({ 'amanda.conf': both });
    expect(snapshot.config.problems).toEqual([]);
    const disks = [...snapshot.config.blocks.holdingdisk.values()];
    expect(disks.map((disk) => disk.name)).toEqual(['hd1', 'hd2']);
    expect(disks.map((disk) => asNumber(disk.values.get('use')?.value))).toEqual([880 * 1024, 1500 * 1024]);
  });

  test('bytes for tapebufs, and nothing where the new keyword stands already', () => {
    expect(fixed(unknown, 'tapebufs 20\n', '3.5.1').after).toBe('device-output-buffer-size 655360\n');
    const set = 'device-output-buffer-size 1280k\ntapebufs 20\n';
    expect(fixed(unknown, set, '3.5.1').after).toBe('device-output-buffer-size 1280k\n');
    expect(fixed(unknown, 'device-output-buffer-size 655360\n', '2.5.2').after).toBe('tapebufs 20\n');
  });

  test('rawtapedev goes where something else names the device', () => {
    expect(fixed(unknown, 'tapedev "/dev/nst0"\nrawtapedev "/dev/nst0"\n', '3.5.1').after).toBe(
      'tapedev "/dev/nst0"\n',
    );
    const { found } = findingsOf(unknown, { 'amanda.conf': 'rawtapedev "/dev/nst0"\n' });
    expect((found[0]?.finding.fixes?.() ?? []).map((fix) => fix.title)).toEqual([
      'Turn the line into a comment',
    ]);
  });

  test('label_new_tapes for autolabel in a release before it', () => {
    expect(fixed(unknown, 'autolabel "D-%%%" empty volume-error\n', '2.5.2').after).toBe(
      'label_new_tapes "D-%%%"\n',
    );
  });

  test('the word of the release behind define', () => {
    const kind = 'syntax/block-kind';
    expectFindings(
      kind,
      { 'amanda.conf': 'define ⟦storage⟧ s {\n}\n' },
      {
        settings: { version: '3.3' },
        messages: [/^define storage exists since Amanda 3\.4: here 3\.3 is assumed/],
      },
    );
    expect(fixed(kind, 'define application a {\n  plugin "amgtar"\n}\n', '2.6.1').after).toContain(
      'define application-tool a {',
    );
    expect(fixed(kind, 'define holdingdisk h {\n}\n', '2.6.1').after).toBe('holdingdisk h {\n}\n');
  });
});

describe('what only some releases refuse', () => {
  test('a parameter given twice', () => {
    const files = { 'amanda.conf': 'dumpcycle 7\n⟦dumpcycle⟧ 8\n' };
    expectFindings('reference/duplicate-parameter', files, { settings: { version: '3.3' } });
    expect(
      findingsOf('reference/duplicate-parameter', { 'amanda.conf': 'dumpcycle 7\ndumpcycle 8\n' }).found,
    ).toEqual([]);
  });

  test('a string that goes on with the next line', () => {
    const text = 'org ⟦"abc⟧\ndumpcycle 7\n';
    expectFindings(
      'syntax/string-not-terminated',
      { 'amanda.conf': text },
      { settings: { version: '3.1' }, messages: [/Amanda 3\.1 goes on with the next line/] },
    );
  });

  test('an application without plugin, where it is defined', () => {
    const text = 'define application-tool a {\n  comment "x"\n⟦}⟧\n';
    expectFindings('value/plugin-missing', { 'amanda.conf': text }, { settings: { version: '2.6.1' } });
    expect(fixed('value/plugin-missing', text.replace(/[⟦⟧]/g, ''), '2.6.1').after).toContain(
      'plugin "amgtar"',
    );
  });

  test('no tapetype', () => {
    const text = 'define tapetype T1 {\n  length 1 gb\n}\n';
    expect(
      findingsOf('value/tapetype-missing', { 'amanda.conf': text }, { version: '2.5.2' }).found,
    ).toHaveLength(1);
    expect(fixed('value/tapetype-missing', text, '2.5.2').after).toContain('tapetype T1\n');
  });

  test('an inline dumptype whose errors are printed only', () => {
    const conf = 'tapetype T\ndefine tapetype T {\n}\ndefine dumptype d {\n}\n';
    const disklist = 'host /x {\n  d\n  ⟦nonsense⟧ 1\n}\n';
    expectFindings(
      'trap/error-ignored',
      { 'amanda.conf': conf, disklist },
      { settings: { version: '2.5.2' } },
    );
  });
});
