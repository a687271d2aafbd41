import { describe, expect, it } from 'vitest';
import { logHover } from '../../../server/src/features/logs/hover';
import { logLenses } from '../../../server/src/features/logs/lens';
import { dleAt, logPlacesOf } from '../../../server/src/features/logs/navigate';
import { logFolds, logSymbols } from '../../../server/src/features/logs/structure';
import { observe } from '../../../server/src/logs/observe';
import { parseLog } from '../../../server/src/logs/parse';
import type { Snapshot } from '../../../server/src/model/snapshot';
import { defaultSettings } from '../../../server/src/schema/settings';
import { LineIndex } from '../../../server/src/text/lines';

const amandad = `amandad: debug 1 pid 16013 ruid 33 euid 33: start at Tue Dec  6 00:04:12 2005
amandad: time 0.000: got packet:
--------
Amanda 2.4 REQ HANDLE 003-B88F0708 SEQ 1133823863
SECURITY USER amanda
SERVICE sendsize
OPTIONS features=fffffeff9ffe7f;maxdumps=2;hostname=myclient.example.com;
GNUTAR /space 0 1970:1:1:0:0:0 1 OPTIONS |;bsd-auth;compress-fast;index;
GNUTAR / 1 2005:12:1:0:27:38 1 OPTIONS |;bsd-auth;compress-fast;index;
--------

amandad: time 296.900: timeout waiting for ACK for our REP
amandad: pid 16013 finish time Tue Dec  6 00:09:09 2005
`;
const sendsize = `sendsize: debug 1 pid 16014 ruid 33 euid 33: start at Tue Dec  6 00:04:12 2005
sendsize[16017]: time 0.010: calculating for amname '/space', dirname '/space', spindle 1
sendsize[16017]: estimate time for /space level 0: 0.653
sendsize[16017]: time 0.700: done with amname '/space', dirname '/space', spindle 1
sendsize: time 256.797: pid 16014 finish time Tue Dec  6 00:08:29 2005
`;
const A = 'file:///c/amandad.20051206000412.debug';
const S = 'file:///c/sendsize.20051206000412.debug';
const texts: Record<string, string> = { [A]: amandad, [S]: sendsize };

const tcp = (name: string) =>
  `Mon Nov 23 00:14:10.5 2026: pid 7: thd-0x55: amandad: security_getdriver(name=${name}) returns 0x7f\n` +
  'Mon Nov 23 00:14:10.5 2026: pid 7: thd-0x55: amandad: accept recv REQ pkt:\n<<<<<\nSERVICE noop\n>>>>>\n';

const place = { uri: 'file:///etc/disklist', span: { start: 10, end: 30 } };
const dle = {
  host: 'MyClient.example.com',
  disk: '/space',
  place,
  dumptype: { inline: false, name: 'comp-user-tar' },
};
const logs = [parseLog(A, 'debug', amandad), parseLog(S, 'debug', sendsize)];
const snapshot = {
  settings: defaultSettings,
  config: { folder: 'file:///etc', global: new Map() },
  disklist: { dles: [dle], hosts: [] },
  observations: observe(logs, [{ name: 'MyClient.example.com', disks: ['/space'] }]),
} as unknown as Snapshot;
const facts = (uri: string) => {
  const found = snapshot.observations.logs.get(uri);
  if (!found) throw new Error(uri);
  return found;
};
const hover = (uri: string, word: string) => {
  const text = texts[uri] ?? '';
  const found = logHover(facts(uri), new LineIndex(text), text.indexOf(word) + 1, snapshot);
  return found && { text: text.slice(found.span.start, found.span.end), markdown: found.markdown };
};

describe('logs in the editor', () => {
  it('has an outline by run, packet, DLE and level', () => {
    const [run] = logSymbols(facts(S), new LineIndex(sendsize));
    expect([run?.name, run?.detail]).toEqual(['sendsize', '256.797 s']);
    expect(run?.children?.map((c) => [c.name, c.detail, c.children?.map((l) => [l.name, l.detail])])).toEqual(
      [['/space', '0.653 s', [['level 0', '0.653 s']]]],
    );
    const [packets] = logSymbols(facts(A), new LineIndex(amandad));
    expect(packets?.children?.map((c) => [c.name, c.detail])).toEqual([
      ['REQ sendsize myclient.example.com', '306 bytes'],
    ]);
  });

  it('folds runs, packets and DLEs', () => {
    const folds = logFolds(facts(A), new LineIndex(amandad)).map((f) => [f.startLine, f.endLine]);
    expect(folds).toEqual([
      [0, 12],
      [1, 9],
    ]);
  });

  it('shows the figures that one would count with tail, grep and wc', () => {
    expect(logLenses(facts(S), snapshot).map((l) => l.title)).toEqual([
      'Estimates took 257 s of 600 s allowed (in time)',
      'Disklist entry: MyClient.example.com /space',
    ]);
    expect(logLenses(facts(A), snapshot).map((l) => l.title)).toEqual([
      'Request 306 + 28 bytes of 65,507, 2 DLEs, 2 estimates',
      'Diagnose: checklist "Results missing" for myclient.example.com',
    ]);
  });

  it('leads from a log to the disklist and back', () => {
    expect(dleAt(snapshot, facts(A), amandad.indexOf('/space') + 1)).toBe(dle);
    expect(dleAt(snapshot, facts(A), amandad.indexOf('/ 1'))).toBeUndefined();
    expect(
      logPlacesOf(snapshot, dle as never).map((p) => [p.uri, texts[p.uri]?.slice(p.span.start, p.span.end)]),
    ).toEqual([[S, 'estimate time for /space level 0: 0.653']]);
  });

  it('explains feature strings, dates, levels and times', () => {
    const features = hover(A, 'fffffeff');
    expect(features?.text).toBe('features=fffffeff9ffe7f');
    expect(features?.markdown).toContain('written as text, one line per level');
    expect(features?.markdown).toContain('| 16 | `fe_program_application_api` | no |');
    expect(features?.markdown).toContain('| 34 | `fe_req_options_maxdumps` | yes | reads maxdumps |');
    expect(hover(A, '1970:1')?.markdown).toContain('The epoch');
    expect(hover(A, '2005:12:1')?.markdown).toContain('Thu, 01 Dec 2005 00:27:38 GMT');
    expect(hover(S, 'estimate time')?.markdown).toContain('0.653 s, 0.2 % of the 300 s');
    expect(hover(S, 'version')).toBeUndefined();
  });

  it('counts no UDP bytes where the packet came over TCP', () => {
    const title = (name: string) => logLenses(parseLog(A, 'debug', tcp(name)), snapshot)[0]?.title;
    expect(title('bsdtcp')).toBe('Request 13 bytes by bsdtcp, which has no such limit');
    expect(title('bsd')).toContain('of 65,507');
  });
});
