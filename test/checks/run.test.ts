import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Check } from '../../server/src/checks/check';
import { allChecks, checkById } from '../../server/src/checks/registry';
import { runChecks, severityOf } from '../../server/src/checks/run';
import { disableFileEdit, disableLineEdit } from '../../server/src/checks/suppress';
import { defaultSettings } from '../../server/src/schema/settings';
import { applyFix, expectClean, expectFindings, expectFix, findingsOf } from '../support/check';
import { snapshotOf } from '../support/snapshot';

const id = 'trap/odd-suffix';
const bad = 'dumpcycle 2 kb\n';

describe('the table of checks', () => {
  it('has unique ids of a known form, titles and documentation', () => {
    const ids = allChecks.map((check) => check.id);
    expect(ids).toEqual([...new Set(ids)]);
    for (const check of allChecks) {
      expect(check.id).toMatch(
        /^(syntax|value|reference|disklist|network|timing|trap|policy|security|style|log)\/[a-z0-9]+(-[a-z0-9]+)*$/,
      );
      expect(check.title, check.id).toMatch(/^\S.*[^.\s]$/);
      expect(check.doc.length, check.id).toBeGreaterThan(30);
    }
  });

  it('names settings that exist', () => {
    const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
    const named = allChecks.flatMap((check) => check.doc.match(/`amanda\.(?!conf)[\w.]*\w`/g) ?? []);
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter((name) => !manifest.includes(`"${name.slice(1, -1)}"`))).toEqual([]);
  });

  it('is complete over empty, broken and binary files', () => {
    const junk = [
      '',
      '{',
      '}\n{{{\n"',
      '\0\0\ufeff\udc80\n',
      'define dumptype',
      'define dumptype d {\n',
      'h / {\n',
      '#',
    ];
    for (const conf of junk) {
      for (const disklist of junk) {
        const failures: unknown[] = [];
        const snapshot = snapshotOf({ 'amanda.conf': conf, disklist });
        for (const { finding } of runChecks(snapshot, (check, error) => failures.push([check.id, error]))) {
          expect(finding.message).not.toMatch(/undefined|NaN/);
          finding.fixes?.();
        }
        expect(failures).toEqual([]);
      }
    }
  });
});

describe('running', () => {
  it('a check that throws is logged and takes none of the others down', () => {
    const thrower: Check = {
      id: 'trap/thrower',
      severity: 'error',
      title: 't',
      doc: 'd',
      run: () => {
        throw new Error('x');
      },
    };
    const good = checkById(id);
    if (good === undefined) throw new Error('no check');
    const log: string[] = [];
    const found = runChecks(snapshotOf({ 'amanda.conf': bad }), (check) => log.push(check.id), [
      thrower,
      good,
    ]);
    expect(log).toEqual(['trap/thrower']);
    expect(found.map((one) => one.check.id)).toEqual([id]);
  });

  it('settings regrade by id and by category, the id first', () => {
    const check = checkById(id);
    if (check === undefined) throw new Error('no check');
    const settings = (severity: (typeof defaultSettings)['severity']) => ({ ...defaultSettings, severity });
    expect(severityOf(check, settings({}))).toBe('warning');
    expect(severityOf(check, settings({ trap: 'off' }))).toBeUndefined();
    expect(severityOf(check, settings({ trap: 'off', [id]: 'hint' }))).toBe('hint');
    expectClean(id, { 'amanda.conf': bad }, { severity: { [id]: 'off' } });
  });

  it('orders findings by file and place', () => {
    const snapshot = snapshotOf({
      'amanda.conf': 'tapecycle 2 weeks\ndumpcycle 2 kb\n',
      disklist: '"h" / x\n',
    });
    const places = runChecks(snapshot).map((one) => one.finding.place);
    const sorted = [...places].sort(
      (a, b) =>
        Number(a.uri.endsWith('disklist')) - Number(b.uri.endsWith('disklist')) ||
        a.span.start - b.span.start,
    );
    expect(places).toEqual(sorted);
  });
});

describe('suppression comments', () => {
  it('for the next line, for the line, for the file', () => {
    expectClean(id, { 'amanda.conf': `# amanda-lint-disable-next-line ${id}\n${bad}` });
    expectClean(id, { 'amanda.conf': `dumpcycle 2 kb # amanda-lint-disable-line ${id}\n` });
    expectClean(id, { 'amanda.conf': `\n# amanda-lint-disable other/x, ${id} -- because\norg "x"\n${bad}` });
    expectClean(id, { 'amanda.conf': `# amanda-lint-disable-next-line\n${bad}` });
  });
  it('but not for other lines, other checks, in strings, or below the first statement', () => {
    expectFindings(id, { 'amanda.conf': `# amanda-lint-disable-next-line ${id}\n\n⟦dumpcycle 2 kb⟧\n` });
    expectFindings(id, { 'amanda.conf': `# amanda-lint-disable-next-line trap/escape\n⟦dumpcycle 2 kb⟧\n` });
    expectFindings(id, { 'amanda.conf': `org "# amanda-lint-disable ${id}"\n⟦dumpcycle 2 kb⟧\n` });
    expectFindings(id, { 'amanda.conf': `org "x"\n# amanda-lint-disable ${id}\n⟦dumpcycle 2 kb⟧\n` });
  });
  it('work in the disklist and inside blocks', () => {
    const conf = 'define dumptype d {\n # amanda-lint-disable-next-line trap/starttime\n starttime 2560\n}\n';
    expectClean('trap/starttime', { 'amanda.conf': conf });
    const quoted = '# amanda-lint-disable-next-line trap/quoted-host\n"h" / d\n';
    expectClean('trap/quoted-host', { 'amanda.conf': conf, disklist: quoted });
  });
  it('a comment that is of no use can itself be kept quiet', () => {
    const above = '# amanda-lint-disable-next-line style/unused-suppression\n';
    const useless = '# amanda-lint-disable-next-line trap/star\norg "x"\n';
    const found = (text: string) =>
      runChecks(snapshotOf({ 'amanda.conf': text, disklist: '' }))
        .filter((one) => one.check.id === 'style/unused-suppression')
        .map((one) => one.finding.message);
    expect(found(useless)).toEqual(['trap/star reports nothing here: the comment can go.']);
    expect(found(above + useless)).toEqual([]);
    expect(found(`# amanda-lint-disable style/unused-suppression\n${useless}`)).toEqual([]);
    // And one that keeps nothing quiet is told.
    expect(found(`${above}org "x"\n`)).toEqual([
      'style/unused-suppression reports nothing here: the comment can go.',
    ]);
  });

  it('that turn nothing off are reported, and the fix takes them out', () => {
    const unused = 'style/unused-suppression';
    expectFix(
      unused,
      { 'amanda.conf': `# amanda-lint-disable-next-line ⟦${id}⟧\norg "x"\n` },
      'Remove the comment',
      {
        'amanda.conf': 'org "x"\n',
      },
    );
    expectFix(
      unused,
      { 'amanda.conf': `# amanda-lint-disable-next-line ⟦trap/none⟧ ${id}\n${bad}` },
      /Remove trap\/none/,
      { 'amanda.conf': `# amanda-lint-disable-next-line ${id}\n${bad}` },
    );
    expectFix(
      unused,
      { 'amanda.conf': `org "x" # amanda-lint-disable-line ⟦${id}⟧\n` },
      'Remove the comment',
      {
        'amanda.conf': 'org "x"\n',
      },
    );
    expectClean(unused, { 'amanda.conf': `# amanda-lint-disable-next-line ${id}\n${bad}` });
    const off = { severity: { [id]: 'off' } as const };
    expectClean(unused, { 'amanda.conf': `# amanda-lint-disable-next-line ${id}\n${bad}` }, off);
  });
  it('are written by quick fixes', () => {
    const files = { 'amanda.conf': `define dumptype d {\n    starttime 2560\n}\n` };
    const { found, snapshot } = findingsOf('trap/starttime', files);
    const [one] = found;
    if (one === undefined) throw new Error('nothing found');
    const line = disableLineEdit(snapshot, one.check.id, one.finding.place);
    const file = disableFileEdit(snapshot, one.check.id, one.finding.place.uri);
    if (line === undefined || file === undefined) throw new Error('no edit');
    const after = applyFix(snapshot, files, [line]);
    expect(after['amanda.conf']).toBe(
      'define dumptype d {\n    # amanda-lint-disable-next-line trap/starttime\n    starttime 2560\n}\n',
    );
    expectClean('trap/starttime', after);
    const whole = applyFix(snapshot, files, [file]);
    expect(whole['amanda.conf']?.split('\n')[0]).toBe('# amanda-lint-disable trap/starttime');
    expectClean('trap/starttime', whole);
  });
  it('are added to a comment that is there', () => {
    const files = { 'amanda.conf': '# amanda-lint-disable-next-line trap/escape -- why\ndumpcycle 2 kb\n' };
    const { found, snapshot } = findingsOf(id, files);
    const place = found[0]?.finding.place;
    if (place === undefined) throw new Error('nothing found');
    const line = disableLineEdit(snapshot, id, place);
    if (line === undefined) throw new Error('no edit');
    expect(applyFix(snapshot, files, [line])['amanda.conf']).toBe(
      `# amanda-lint-disable-next-line trap/escape ${id} -- why\ndumpcycle 2 kb\n`,
    );
  });
});
