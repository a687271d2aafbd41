import { describe, expect, it } from 'vitest';
import { hostsReport, hostsText } from '../../server/src/cli/hosts';
import { requestPacket, type RequestOptions } from '../../server/src/cli/request';
import { decodeLossless } from '../../server/src/text/bytes';
import { snapshotOf } from '../support/snapshot';

const conf = `define dumptype udp {
 program "GNUTAR"
 auth "bsd"
}
define dumptype off {
 udp
 ignore
}
define dumptype odd {
 udp
 auth "nonsense"
}
`;
const snapshot = snapshotOf({ 'amanda.conf': conf, disklist: 'h /a udp\nh /b off\nk /c odd\nl /d off\n' });

describe('amanda-lint hosts', () => {
  it('reports figures per host and day', () => {
    const report = hostsReport(snapshot);
    expect(report.hosts.map(({ host }) => host)).toEqual(['h', 'k', 'l']);
    expect(report.hosts[0]).toMatchObject({
      dles: 2,
      auth: 'bsd',
      udp: true,
      dialect: 'xml',
      limit: { bytes: 65503, rule: 'release' },
      etimeout: 300,
      lowerBoundSeconds: 300,
      days: {
        first: { dles: 1, estimates: 1, fits: 1, tooMany: 0, fragments: 1, waitSeconds: 300, attempts: 3 },
        worst: { estimates: 3, waitSeconds: 900, totalWaitSeconds: 2700 },
      },
      absent: [{ disk: '/b', why: 'skip' }],
    });
    expect(hostsText(snapshot)).toContain('k: 1 DLE, auth nonsense, which Amanda does not have, limit');
    expect(hostsText(snapshot)).toContain('  not asked for: /b (skip)\n');
  });
});

describe('amanda-lint request', () => {
  const request = (host: string, more: Partial<RequestOptions> = {}) =>
    requestPacket(snapshot, { host, configName: 'C', timestamp: '20261123010203', ...more });

  it('writes the packet', () => {
    const packet = request('h', { levels: '0s,1' });
    if (packet.kind !== 'packet') throw new Error(packet.reason);
    expect(decodeLossless(packet.bytes)).toBe(`Amanda 3.5 REQ HANDLE 000-00000001 SEQ 1795671936
SECURITY USER backup
SERVICE sendsize
OPTIONS features=ffffffff9efefbfffffffffffffff3fffbf71f;maxdumps=1;hostname=h;config=C;timestamp=20261123010203;
<dle>
  <program>GNUTAR</program>
  <estimate>CLIENT </estimate>
  <disk>/a</disk>
  <level>0<server>YES</server></level>
  <level>1</level>
    <spindle>-1</spindle>
  <auth>bsd</auth>
  <compress>FAST</compress>
  <record>YES</record>
  <index>YES</index>
  <datapath>AMANDA</datapath>
</dle>
`);
  });

  it('says why there is none', () => {
    expect(request('k')).toMatchObject({
      kind: 'nothing',
      reason: expect.stringContaining('RESULTS MISSING'),
    });
    expect(request('l')).toMatchObject({ kind: 'nothing' });
    expect(request('nobody')).toMatchObject({ kind: 'usage', reason: 'no host "nobody" in the disklist' });
    expect(request('h', { levels: '0,x' })).toMatchObject({ kind: 'usage' });
    expect(request('h', { features: 'xyz' })).toMatchObject({ kind: 'usage' });
  });
});
