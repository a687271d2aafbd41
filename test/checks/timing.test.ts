import { describe, expect, it } from 'vitest';
import { runChecks } from '../../server/src/checks/run';
import { detectLog } from '../../server/src/logs/detect';
import { observe } from '../../server/src/logs/observe';
import { parseLog } from '../../server/src/logs/parse';
import { applyFix } from '../support/check';
import { snapshotOf } from '../support/snapshot';

const conf = 'etimeout 300\ndefine dumptype d {\n    program "GNUTAR"\n}\n';
const disklist = 'myhost /boot d\nmyhost /cvsrep d 1\n';

/** A sendsize log in which /cvsrep took so many seconds for each of its two levels. */
function log(seconds: number): string {
  const total = 2 * seconds + 1;
  return `sendsize: debug 1 pid 1 ruid 33 euid 33: start at Tue Dec  6 00:04:12 2005
sendsize[2]: time 0.100: getting size via gnutar for /boot level 0
sendsize[2]: estimate time for /boot level 0: 0.044
sendsize[2]: estimate time for /boot level 1: 0.007
sendsize[3]: time 1.000: getting size via gnutar for /cvsrep level 0
sendsize[3]: estimate time for /cvsrep level 0: ${seconds.toFixed(3)}
sendsize[3]: estimate time for /cvsrep level 1: ${seconds.toFixed(3)}
sendsize: time ${total.toFixed(3)}: pid 1 finish time Tue Dec  6 02:20:09 2005
`;
}

function find(text: string, files: Record<string, string>) {
  const uri = 'file:///logs/myhost/sendsize.20051206000412.debug';
  const kind = detectLog(uri, text);
  if (!kind) throw new Error('no log');
  const plain = snapshotOf(files);
  const observations = observe(
    [parseLog(uri, kind, text)],
    plain.disklist.hosts.map(({ name, dles }) => ({ name, disks: dles.map((dle) => dle.disk) })),
  );
  const snapshot = { ...plain, observations };
  return {
    snapshot,
    found: runChecks(snapshot).filter((one) => one.check.id.startsWith('timing/')),
  };
}

describe('timing', () => {
  it('counts every DLE that a dumptype gives its estimate', () => {
    const types = (estimate: string) => `define dumptype base {
    program "GNUTAR"
${estimate}}
define dumptype d {
    base
}
define dumptype own {
    base
    estimate server
}
`;
    const disks = `${disklist}other /a base\nother /b own\nother /c {\n    base\n}\nother /d {\n    d\n    estimate server\n}\n`;
    const titles = (estimate: string) => {
      const { found } = find(log(900), { 'amanda.conf': types(estimate), disklist: disks });
      return found[0]?.finding.fixes?.().map((fix) => fix.title);
    };
    expect(titles('    estimate client\n')).toContain('Use `estimate calcsize` in dumptype base (4 DLEs)');
    expect(titles('')).toContain('Use `estimate calcsize` in dumptype d (2 DLEs)');
  });

  it('estimate-budget: on the slow DLE, with the fixes of the wiki article', () => {
    const files = { 'amanda.conf': conf, disklist };
    const { found, snapshot } = find(log(900), files);
    expect(found.map((one) => [one.check.id, one.severity])).toEqual([['timing/estimate-budget', 'warning']]);
    const [one] = found;
    expect(one?.finding.message).toContain(
      'took 1,801 s, but Amanda waits 1,200 s (etimeout 300 × 4 estimates)',
    );
    expect(disklist.slice(one?.finding.place.span.start, one?.finding.place.span.end)).toBe('myhost /cvsrep');
    const fixes = one?.finding.fixes?.() ?? [];
    const apply = (title: RegExp) => {
      const fix = fixes.find((candidate) => title.test(candidate.title));
      if (fix === undefined) throw new Error(JSON.stringify(fixes.map((f) => f.title)));
      return applyFix(snapshot, files, fix.edits);
    };
    const dle = apply(/calcsize` for this DLE/);
    expect(dle.disklist).toBe('myhost /boot d\nmyhost /cvsrep {\n    d\n    estimate calcsize\n} 1\n');
    expect(find(log(900), dle).found).toEqual([]);
    const type = apply(/server` in dumptype d \(2 DLEs\)/);
    expect(type['amanda.conf']).toBe(conf.replace('"GNUTAR"\n', '"GNUTAR"\n    estimate server\n'));
    const set = apply(/^Set etimeout \d+$/);
    expect(set['amanda.conf']).toMatch(/^etimeout (\d+)\n/);
    expect(find(log(900), set).found.filter((f) => f.check.id === 'timing/estimate-budget')).toEqual([]);
  });

  it('etimeout is inserted above the first block where there is none', () => {
    const bare = conf.replace('etimeout 300\n', '');
    const { found, snapshot } = find(log(900), { 'amanda.conf': bare, disklist });
    const fix = found[0]?.finding.fixes?.().find((one) => /^Set etimeout/.test(one.title));
    const after = applyFix(snapshot, { 'amanda.conf': bare, disklist }, fix?.edits ?? []);
    expect(after['amanda.conf']).toMatch(/^etimeout \d+\n\ndefine dumptype/);
  });

  it('an inline block gets the line inside', () => {
    const files = {
      'amanda.conf': conf,
      disklist: 'myhost /cvsrep {\n  d\n  index yes\n}\nmyhost /boot d\n',
    };
    const { found, snapshot } = find(log(900), files);
    const fix = found[0]?.finding.fixes?.().find((one) => /calcsize` for this DLE/.test(one.title));
    expect(applyFix(snapshot, files, fix?.edits ?? []).disklist).toBe(
      'myhost /cvsrep {\n  d\n  index yes\n  estimate calcsize\n}\nmyhost /boot d\n',
    );
  });

  it('slow-estimate: an info within the budget, nothing for fast ones', () => {
    const { found } = find(log(200), { 'amanda.conf': conf, disklist });
    expect(found.map((one) => [one.check.id, one.severity])).toEqual([['timing/slow-estimate', 'info']]);
    expect(found[0]?.finding.message).toContain('very many files to look at, or was blocked');
    expect(find(log(5), { 'amanda.conf': conf, disklist }).found).toEqual([]);
  });

  it('a negative etimeout is for the whole host', () => {
    const { found } = find(log(900), { 'amanda.conf': conf.replace('300', '-600'), disklist });
    expect(found[0]?.finding.message).toContain('Amanda waits 600 s (etimeout -600 for the whole host)');
    expect(found[0]?.finding.fixes?.().some((fix) => /^Set etimeout -\d+$/.test(fix.title))).toBe(true);
  });

  it('an etimeout is suggested that is longer than the one in use', () => {
    const suggested = (etimeout: number, seconds: number) => {
      const files = { 'amanda.conf': conf.replace('300', String(etimeout)), disklist };
      const titles = find(log(seconds), files).found.flatMap(({ finding }) => finding.fixes?.() ?? []);
      const title = titles.find((fix) => /^Set etimeout/.test(fix.title))?.title ?? '';
      return Number(/-?\d+$/.exec(title)?.[0]);
    };
    for (const etimeout of [60, 120, 300, 440, 450, 600])
      for (const seconds of [etimeout * 2 + 5, etimeout * 4, etimeout * 9])
        expect(suggested(etimeout, seconds), `${etimeout} for ${seconds} s`).toBeGreaterThan(etimeout);
    expect(suggested(-1700, 900)).toBeLessThan(-1700);
  });

  it('tells with the wait how often Amanda asks and when it gives up', () => {
    const { found } = find(log(900), { 'amanda.conf': conf, disklist });
    expect(found[0]?.finding.message).toContain(
      'Amanda waits 1,200 s (etimeout 300 × 4 estimates), asks 3 times and gives up after 3,600 s (1 h): a reply until then is taken',
    );
  });
});
