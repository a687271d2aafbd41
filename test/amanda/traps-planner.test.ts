import { describe, expect, it } from 'vitest';
import { runChecks } from '../../server/src/checks/run';
import { runPlanner, type PlannerResult } from '../support/planner';
import { snapshotOf } from '../support/snapshot';
import { amandaInstalled } from './oracle';

/** What the real planner does at night with what amadmin accepted, and that the checks say so beforehand. */
const XML = 'ffffffff9efefbfffffffffffffff3fffbf71f';
const TEXT = 'fffffeff9ffe7f';
const dt = (name: string, ...lines: string[]) =>
  `define dumptype ${name} {\n${lines.map((l) => ` ${l}\n`).join('')}}\n`;
const head = 'org "traps"\ntapetype T\nctimeout 5\netimeout 5\ndefine tapetype T {\n length 100 gb\n}\n';
const plain = (port: number) =>
  dt('plain', 'program "GNUTAR"', 'auth "bsd"', `client-port "${String(port)}"`);

interface Case {
  readonly name: string;
  readonly address: string;
  readonly features?: string;
  readonly conf: string;
  readonly disklist: string;
}

async function night(one: Case): Promise<{ result: PlannerResult; ids: string[] }> {
  const features = one.features ?? XML;
  const conf = (port: number) => head + plain(port) + one.conf;
  const result = await runPlanner({
    name: one.name,
    conf,
    disklist: () => one.disklist,
    hosts: [{ address: one.address, features }],
  });
  const snapshot = snapshotOf(
    { 'amanda.conf': conf(10080), disklist: one.disklist },
    { clientFeatures: [{ host: '*', features }] },
  );
  return { result, ids: runChecks(snapshot).map((found) => found.check.id) };
}

describe.skipIf(!amandaInstalled)('the real planner', () => {
  it('refuses DLEs with the texts that the checks quote', async () => {
    const address = '127.3.0.1';
    const { result, ids } = await night({
      name: 'traps-refused',
      address,
      conf:
        dt('a', 'plain', 'compress client custom') +
        dt('b', 'plain', 'encrypt client') +
        dt('c', 'plain', 'encrypt client', 'client-encrypt "/x"', 'compress server fast') +
        dt('d', 'plain', 'encrypt server') +
        dt('e', 'plain', 'compress server custom') +
        dt('f', 'plain', 'data-path directtcp'),
      disklist:
        [...'abcdef'].map((name) => `${address} /${name} ${name}\n`).join('') + `${address} /ok plain\n`,
    });
    for (const text of [
      'client custom compression with no compression program specified',
      'encrypt client with no encryption program specified',
      'Client encryption with server compression is not supported',
      'No encryption program specified in dumptypes',
      'server custom compression with no compression program specified',
      "Can't compress directtcp data-path",
    ]) {
      expect(result.log + result.stderr).toContain(text);
    }
    expect(ids).toEqual(
      expect.arrayContaining([
        'trap/custom-compress-without-program',
        'trap/encrypt-without-program',
        'trap/client-encrypt-server-compress',
        'trap/directtcp',
      ]),
    );
    const request = result.requests.get(address)?.[0]?.toString('latin1') ?? '';
    expect([...request.matchAll(/<disk>(.*)<\/disk>/g)].map((match) => match[1])).toEqual(['/ok']);
  });

  it('says nothing but "Could not find security driver" about an unknown auth', async () => {
    const { result, ids } = await night({
      name: 'traps-auth',
      address: '127.3.0.2',
      conf: dt('x', 'plain', 'auth "bsdtpc"'),
      disklist: '127.3.0.2 /x x\n',
    });
    expect(result.log).toContain("Could not find security driver 'bsdtpc' for host '127.3.0.2'");
    expect(result.log).not.toMatch(/^FAIL planner 127\.3\.0\.2/m);
    expect(ids).toContain('trap/unknown-auth');
  });

  it('dies of program STAR', async () => {
    const { result, ids } = await night({
      name: 'traps-star',
      address: '127.3.0.3',
      conf: dt('x', 'plain', 'program "STAR"'),
      disklist: '127.3.0.3 /x x\n',
    });
    expect(result.status).not.toBe(0);
    expect(result.stderr).toMatch(/assertion.*application/i);
    expect(ids).toContain('trap/star');
  });

  it('puts custom programs into the XML as they are, and asks for what the server estimates itself', async () => {
    const { result, ids } = await night({
      name: 'traps-markup',
      address: '127.3.0.4',
      conf:
        dt('x', 'plain', 'compress client custom', 'client-custom-compress "a & <b"') +
        dt('s', 'plain', 'estimate server'),
      disklist: '127.3.0.4 /x x\n127.3.0.4 /s s\n',
    });
    const request = result.requests.get('127.3.0.4')?.[0]?.toString('latin1') ?? '';
    expect(request).toContain('<custom-compress-program>a & <b</custom-compress-program>');
    expect(request).toContain('<disk>/s</disk>');
    expect(ids).toEqual(expect.arrayContaining(['trap/program-markup', 'trap/estimate-server-request']));
  });

  it('asks old clients for a program CALCSIZEGNUTAR', async () => {
    const { result, ids } = await night({
      name: 'traps-calcsize',
      address: '127.3.0.5',
      features: TEXT,
      conf: dt('x', 'plain', 'estimate calcsize'),
      disklist: '127.3.0.5 /x x\n',
    });
    expect(result.requests.get('127.3.0.5')?.[0]?.toString('latin1')).toContain('\nCALCSIZEGNUTAR /x ');
    expect(ids).toContain('trap/calcsize-old-client');
  });

  it('uses one auth for all DLEs of a host', async () => {
    const { result, ids } = await night({
      name: 'traps-host-auth',
      address: '127.3.0.6',
      conf: dt('x', 'plain', 'auth "bsdudp"'),
      disklist: '127.3.0.6 /a x\n127.3.0.6 /b plain\n',
    });
    const request = result.requests.get('127.3.0.6')?.[0]?.toString('latin1') ?? '';
    expect([...request.matchAll(/<disk>(.*)<\/disk>/g)].map((match) => match[1])).toEqual(['/b', '/a']);
    expect(ids).toContain('trap/host-auth');
  });
});
