import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { detectLog } from '../../server/src/logs/detect';
import { parseLog } from '../../server/src/logs/parse';
import { failuresIn } from '../../server/src/nights/failures';
import type { LogFacts } from '../../server/src/logs/types';

/** The facts of the recorded logs of a folder whose names match. */
function load(folder: string, name: RegExp): LogFacts[] {
  const path = new URL(`../fixtures/logs/3.5/${folder}/`, import.meta.url);
  return readdirSync(path)
    .filter((one) => name.test(one))
    .sort()
    .map((one) => {
      const text = readFileSync(new URL(one, path), 'latin1');
      const kind = detectLog(one, text);
      if (!kind) throw new Error(`${one} is no log`);
      return parseLog(`file:///${folder}/${one}`, kind, text);
    });
}

const D = '/var/lib/amanda/data';
const utf8 = (text: string) => Buffer.from(text, 'latin1').toString('utf8');

describe('logs of the real Amanda', () => {
  it('an application names the device where it means the DLE', () => {
    const [facts] = load('names', /^sendsize/);
    const times = facts?.estimates.map((e) => [utf8(e.disk), e.level, e.method]);
    expect(times).toEqual([
      ['my files', undefined, 'application'],
      ['say hi there', 0, 'gnutar'],
      ['say hi there', 1, 'gnutar'],
      ['bücher ü', undefined, 'calcsize'],
      ['tab\there', 0, 'gnutar'],
      ['tab\there', 1, 'gnutar'],
      ['backslash', undefined, 'application'],
    ]);
    expect(facts?.sizes.map((s) => s.disk).filter((disk) => disk.startsWith('/'))).toEqual([]);
    const named = new Set(facts?.phases.map((phase) => phase.disk));
    expect(facts?.mentions.every((m) => named.has(m.disk))).toBe(true);
  });

  it("planner's log gives no client what another one answered", () => {
    const [facts] = load('hosts', /^planner/);
    expect(facts?.host).toBeUndefined();
    // Two clients have the same DLEs, so their replies cannot be told apart.
    const sizes = new Set(facts?.sizes.map((s) => `${s.host} ${s.disk}`));
    expect([...sizes].sort()).toEqual([
      `mail.example.com ${D}/home`,
      `mail.example.com ${D}/space`,
      'myclient.example.com /no/such/dir',
    ]);
    const requests = facts?.packets.filter((p) => p.type === 'REQ' && p.service === 'sendsize');
    expect(requests?.map((p) => p.hostname)).toEqual([
      'WWW.Example.com',
      'db.example.com',
      'files.example.com',
      'myclient.example.com',
      'mail.example.com',
    ]);
    const events = new Set(facts && failuresIn(facts).map((e) => `${e.kind} ${e.host}`));
    expect([...events].sort()).toEqual([
      'estimate-failed myclient.example.com',
      'unresolved nosuch.example.com',
      'unresolved nosuch2.example.com',
    ]);
  });

  it('packets over TCP are told from those over UDP', () => {
    const auths = load('hosts', /^amandad/).map(({ host, packets }) => [host, packets.at(-1)?.auth]);
    expect(auths).toContainEqual(['mail.example.com', 'bsdtcp']);
    expect(auths).toContainEqual(['db.example.com', 'bsd']);
  });

  it('amdump knows when the run ended, and whose each failure is', () => {
    const [facts] = load('hosts', /^amdump/);
    expect(facts?.runs).toMatchObject([{ program: 'amdump', seconds: 21 }]);
    expect(facts && failuresIn(facts).every((e) => e.host !== undefined && e.disk !== undefined)).toBe(true);
    expect(facts?.results).not.toHaveLength(0);
  });

  it('a NAK is one failure, with the words of the client', () => {
    const [facts] = load('nak', /^amandad/);
    expect(facts && failuresIn(facts).map((e) => e.kind)).toEqual(['nak']);
    expect(facts && failuresIn(facts)[0]?.text).toContain('is not allowed to execute the service noop');
  });

  it('dumps that fail, twice, behind the storage and pool of taper', () => {
    const [facts] = load('strange', /^log/);
    expect(facts && failuresIn(facts).map((e) => [e.kind, e.host, e.disk, e.level, e.text])).toEqual(
      Array.from({ length: 2 }, () => ['failed', 'www.example.com', `${D}/var`, 0, 'cannot read it']),
    );
    expect(new Set(facts?.mentions.map((m) => m.host))).toEqual(new Set(['www.example.com']));
  });
});

describe('words that stand for other troubles elsewhere', () => {
  const kinds = (text: string, name: string, kind: LogFacts['kind']) =>
    failuresIn(parseLog(`file:///${name}`, kind, text)).map((e) => e.kind);
  it('a device, a pipe or a data stream is no client that refused the request', () => {
    const log =
      'START driver date 20261123001410\nERROR taper S3 error: Connection refused\n' +
      'FAIL dumper h /a 20261123001410 0 [could not connect DATA stream: Connection refused]\n' +
      'FAIL dumper h /a 20261123001410 0 [Request to h failed: Connection refused]\n';
    expect(kinds(log, 'log', 'log')).toEqual(['error', 'failed', 'refused']);
    const debug =
      'Mon Nov 23 00:14:10.5 2026: pid 7: thd-0x55: sendbackup: index tee cannot write [Broken pipe]\n';
    expect(kinds(debug, 'sendbackup.1.debug', 'debug')).toEqual([]);
  });

  it('a client that cannot resolve the name of the server has refused the request', () => {
    const log =
      'FAIL planner h /a 20261123 0 [h NAK: 192.0.2.1: could not resolve hostname]\n' +
      'FAIL planner h /b 0 [Estimate timeout from h]\n';
    const facts = parseLog('file:///log.20261123.0', 'log', log);
    expect(failuresIn(facts).map((e) => [e.kind, e.disk, e.level])).toEqual([
      ['nak', '/a', 0],
      ['reply-timeout', '/b', 0],
    ]);
  });
});
