import { describe, expect, it } from 'vitest';
import { allChecks } from '../../server/src/checks/registry';
import { checkSteps, runChecks } from '../../server/src/checks/run';
import { snapshotOf } from '../support/snapshot';

const many = <T>(count: number, make: (n: number) => T): T[] =>
  Array.from({ length: count }, (_, n) => make(n));
const base = 'define dumptype d {\n program "GNUTAR"\n auth "bsdtcp"\n}\n';

/** How often each check finds something; what throws is a failure. */
function found(conf: string, disklist = ''): Map<string, number> {
  const snapshot = snapshotOf({ 'amanda.conf': conf, disklist });
  const counts = new Map<string, number>();
  const log = (check: { readonly id: string }, error: unknown) => {
    throw new Error(`${check.id}: ${String(error)}`);
  };
  for (const { check } of runChecks(snapshot, log)) counts.set(check.id, (counts.get(check.id) ?? 0) + 1);
  return counts;
}

/** None of these came to an end, or to one without an exception, when a list was walked for each of its items. */
describe('a configuration that repeats one thing', () => {
  it.each(['host /home d\n', 'h\n', 'host /home nope\n'])(
    'a hundred thousand lines %j of a disklist and more',
    (line) => {
      const counts = found(base, line.repeat(100_001));
      expect(counts.get('trap/disklist-not-followed')).toBe(1);
    },
    60_000,
  );

  it('dumptypes that inherit from each other in a row', () => {
    const row = many(20_000, (n) => `define dumptype d${String(n + 1)} {\n d${String(n)}\n}\n`);
    const counts = found(`define dumptype d0 {\n index no\n}\n${row.join('')}`, 'h /a d20000\n');
    expect(counts.has('style/unused-definition')).toBe(false);
  });

  it.each([
    ['exclude append', (lines: string) => `define dumptype d {\n${lines}}\n`, ' exclude append "./x"\n'],
    [
      'property append',
      (lines: string) => `define application a {\n plugin "x"\n${lines}}\n`,
      ' property append "p" "v"\n',
    ],
    [
      'script',
      (lines: string) => `define script s {\n plugin "x"\n}\ndefine dumptype d {\n${lines}}\n`,
      ' script "s"\n',
    ],
  ])('lines of %s', (_, around, line) => {
    expect(found(around(line.repeat(10_000))).get('trap/list-not-followed')).toBe(1);
    expect(found(around(line.repeat(500))).has('trap/list-not-followed')).toBe(false);
  });

  it('holding disks, storages, scripts and devices that name each other', () => {
    const count = 10_000;
    found(many(count, (n) => `holdingdisk h${String(n)} {\n directory "/a"\n}\n`).join(''));
    found(
      many(count, (n) => `define storage s${String(n)} {\n tpchanger "x"\n}\n`).join('') +
        many(count, (n) => `storage s${String(n)}\n`).join(''),
    );
    found(many(count, (n) => `define script s${String(n)} {\n plugin "x"\n}\n`).join(''));
    found(
      many(count, (n) => `define device s${String(n)} {\n tapedev "file:/s${String(n + 1)}"\n}\n`).join(''),
    );
  });

  it('names of dumptypes, all of them wrong', () => {
    const types = many(3000, (n) => `define dumptype dumptype-number${String(n)} {\n index no\n}\n`);
    const hosts = many(3000, (n) => `h${String(n)} /a dumptipe-number${String(n)}\n`);
    const snapshot = snapshotOf({ 'amanda.conf': types.join(''), disklist: hosts.join('') });
    const wrong = runChecks(snapshot).filter(({ check }) => check.id === 'disklist/unknown-dumptype');
    expect(wrong).toHaveLength(3000);
    expect(wrong[0]?.finding.message).toContain('Did you mean dumptype-number0?');
    // Fixes are those of the message.
    expect(wrong[0]?.finding.fixes?.()[0]?.title).toContain('dumptype-number0');
  });

  it('comments that turn checks off', () => {
    const counts = found('# amanda-lint-disable x\n'.repeat(20_000) + 'bogus\n'.repeat(20_000));
    expect(counts.get('syntax/unknown-keyword')).toBe(20_000);
  });
});

describe('the watchdog', () => {
  it('stops, keeps what was found, and says what was not judged', () => {
    const snapshot = snapshotOf({ 'amanda.conf': 'bogus\n', disklist: '' });
    let steps = 0;
    const half = allChecks.length / 2;
    const run = checkSteps(snapshot, undefined, allChecks, () => ++steps > half);
    let step = run.next();
    while (step.done !== true) step = run.next();
    const ids = step.value.map(({ check }) => check.id);
    expect(ids).toContain('syntax/unknown-keyword');
    expect(ids).toContain('trap/took-too-long');
    const said = step.value.find(({ check }) => check.id === 'trap/took-too-long')?.finding.message;
    expect(said).toMatch(/^Not judged: took too long. \d+ checks of amanda.conf/);
    expect(runChecks(snapshot).map(({ check }) => check.id)).not.toContain('trap/took-too-long');
  });
});
