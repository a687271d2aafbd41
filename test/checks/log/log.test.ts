import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { logChecks } from '../../../server/src/checks/log';
import { runChecks } from '../../../server/src/checks/run';
import { detectLog } from '../../../server/src/logs/detect';
import { observe } from '../../../server/src/logs/observe';
import { parseLog } from '../../../server/src/logs/parse';
import type { Snapshot } from '../../../server/src/model/snapshot';
import { defaultSettings } from '../../../server/src/schema/settings';

/** A snapshot that has nothing but logs, as when somebody opens a debug log alone. */
function found(logs: Record<string, string>, etimeout?: number) {
  const facts = Object.entries(logs).map(([uri, text]) => {
    const kind = detectLog(uri, text);
    if (!kind) throw new Error(`${uri} is no log of Amanda`);
    return parseLog(uri, kind, text);
  });
  const global = new Map(etimeout === undefined ? [] : [['etimeout', { value: { t: 'int', n: etimeout } }]]);
  const snapshot = {
    settings: defaultSettings,
    config: { files: [], global, problems: [] },
    disklist: { files: [], dles: [], hosts: [], problems: [] },
    observations: observe(facts, []),
    tree: () => undefined,
    lines: () => undefined,
  } as unknown as Snapshot;
  return runChecks(snapshot, undefined, logChecks).map(({ check, finding, severity }) => ({
    id: check.id,
    severity,
    text: logs[finding.place.uri]?.slice(finding.place.span.start, finding.place.span.end) ?? '',
    message: finding.message,
  }));
}

const sendsize = `sendsize: debug 1 pid 1 ruid 33 euid 33: start at Tue Dec  6 00:04:12 2005
sendsize[2]: time 90.000: getting size via gnutar for / level 0
sendsize[2]: estimate time for / level 0: 817.741
sendsize[2]: estimate time for /boot level 0: 0.044
sendsize: time 956.797: pid 1 finish time Tue Dec  6 00:20:09 2005
`;

function fixture(folder: string): Record<string, string> {
  const path = new URL(`../../fixtures/logs/3.5/${folder}/`, import.meta.url);
  const names = readdirSync(path).filter((name) => /\.debug$|^amdump|^log\.|^amreport/.test(name));
  return Object.fromEntries(
    names.map((n) => [`file:///${folder}/${n}`, readFileSync(new URL(n, path), 'utf8')]),
  );
}

describe('findings in logs', () => {
  it('an estimate that ended when nobody waited any more, and the DLE that took the time', () => {
    const result = found({ 'file:///h/sendsize.1.debug': sendsize });
    expect(result.map((r) => [r.id, r.severity, r.text.slice(0, 44)])).toEqual([
      ['log/silence', 'warning', 'sendsize[2]: time 90.000: getting size via g'],
      ['log/slow-dle', 'warning', 'estimate time for / level 0: 817.741'],
      ['log/finished-late', 'warning', 'sendsize: time 956.797: pid 1 finish time Tu'],
    ]);
    expect(result[1]?.message).toContain(
      '818 s, more than the 300 s of etimeout; GNU tar had very many files to look at, or was blocked',
    );
    expect(result[2]?.message).toContain(
      'took 957 s, but Amanda waits only 600 s (etimeout 300 s × 2 estimates)',
    );
  });

  it('nothing where the time sufficed', () => {
    const calm = sendsize.replace('time 90.000: ', '');
    expect(found({ 'file:///h/sendsize.1.debug': calm }, 1000)).toEqual([]);
    expect(found(fixture('estimates'))).toEqual([]);
  });

  it('a request that the real planner sent and that was cut off, one finding for each file and cause', () => {
    const result = found(fixture('cut'));
    const ids = new Set(result.map((r) => r.id));
    expect([...ids].sort()).toEqual([
      'log/bad-request',
      'log/client-error',
      'log/empty-schedule',
      'log/format-error',
      'log/packet-cut',
    ]);
    const cut = result.filter((r) => r.id === 'log/packet-cut');
    expect(cut).toHaveLength(1);
    expect(cut[0]?.message).toContain(
      'ends after 65,432 bytes: 248 DLEs are complete, the cut is in the one behind, number 249',
    );
    const report = result.find((r) => r.id === 'log/format-error' && r.message.includes('279 more'));
    expect(report?.text).toContain('FORMAT ERROR');
  });
});

describe('a log that stops inside a packet', () => {
  it('is not taken for a request that was cut off', () => {
    const amandad = readFileSync(
      new URL('../../fixtures/logs/broken/amandad.packet-without-end.debug', import.meta.url),
      'utf8',
    );
    const ids = found({ 'file:///h/amandad.debug': amandad }).map((r) => r.id);
    expect(ids).not.toContain('log/packet-cut');
    expect(ids).toContain('log/unreadable');
  });
});

describe('reasons for a slow estimate are told apart', () => {
  const at = (clock: string, message: string) =>
    `Fri Nov 20 00:${clock}.000000000 2026: pid 132: thd-0x55dc: sendsize: ${message}\n`;
  const run = (middle: string) =>
    at('00:00', 'pid 132 ruid 34 euid 34 version 3.5.1: start at Fri Nov 20 00:00:00 2026') +
    middle +
    at('20:00', 'estimate time for /home level 0: 1190.000') +
    at('20:01', 'pid 132 finish time Fri Nov 20 00:20:01 2026');
  const ids = (text: string) => found({ 'file:///h/sendsize.1.debug': text }).map((r) => r.id);

  it('many files or a block: the estimate itself takes long, and tar does not say why', () => {
    const text = run(at('00:01', 'getting size via gnutar for /home level 0'));
    expect(ids(text)).toEqual(['log/slow-dle', 'log/finished-late']);
    expect(found({ 'file:///h/sendsize.1.debug': text })[0]?.message).toContain(
      'very many files to look at, or was blocked',
    );
  });

  it('a mount that does not answer: silence before the first entry, or what tar says of it', () => {
    expect(ids(run(at('10:01', 'getting size via gnutar for /home level 0')))[0]).toBe('log/silence');
    const text = run(
      at('00:01', 'calculating for amname /home, dirname /home, spindle -1 GNUTAR') +
        at('00:01', 'getting size via gnutar for /home level 0') +
        at('19:59', '/bin/tar: ./mnt/nfs: Cannot stat: Stale file handle'),
    );
    expect(ids(text)).toContain('log/dead-mount');
    expect(
      found({ 'file:///h/sendsize.1.debug': text }).find((r) => r.id === 'log/slow-dle')?.message,
    ).toContain('a mount below it does not answer');
  });
});
