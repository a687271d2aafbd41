import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runCli } from '../support/cli';

const sendsize = `sendsize: debug 1 pid 1 ruid 33 euid 33: start at Tue Dec  6 00:04:12 2005
sendsize[2]: estimate time for /cvs level 0: 699.5
sendsize[2]: estimate size for /cvs level 0: 1234 KB
sendsize: time 700.000: pid 1 finish time Tue Dec  6 00:15:52 2005
`;
const recorded = (name: string) =>
  readFileSync(new URL(`../fixtures/logs/3.5/${name}`, import.meta.url), 'utf8');
const sample = (name: string) => readFileSync(new URL(`../../samples/logs/${name}`, import.meta.url), 'utf8');

describe('amanda-lint log', () => {
  it('prints times and sizes by DLE and level, for people and for programs', async () => {
    const text = await runCli(['log', 's.debug'], { 's.debug': sendsize });
    expect(text).toMatchObject({ code: 0, err: '' });
    expect(text.out).toBe(`/work/s.debug: sendsize
  run: Tue Dec  6 00:04:12 2005 to Tue Dec  6 00:15:52 2005: 700 s
  /cvs: estimates took 699.5 s
    level 0: 699.5 s, 1234 KiB
`);
    const json = await runCli(['log', '--format', 'json', 's.debug'], { 's.debug': sendsize });
    expect(JSON.parse(json.out)).toMatchObject({
      version: 1,
      logs: [
        {
          file: '/work/s.debug',
          kind: 'debug',
          program: 'sendsize',
          runs: [{ seconds: 700 }],
          dles: [{ disk: '/cvs', seconds: 699.5, estimates: [{ level: 0, seconds: 699.5, kib: 1234 }] }],
          packets: [],
          failures: [],
        },
      ],
    });
  });

  it('shows the packets and failures of the samples', async () => {
    const name = 'www.example.com/amandad.20261120004628.debug';
    const { code, out } = await runCli(['log', 'a.debug'], { 'a.debug': sample(name) });
    expect(code).toBe(1);
    expect(out).toMatch(
      /received REQ sendsize: 65432 bytes without the packet header, \d+ DLEs, \d+ levels, CUT OFF/,
    );
    expect(out).toContain('FORMAT ERROR IN REQUEST PACKET');
    const report = await runCli(['log', 'r.txt'], { 'r.txt': sample('amanda.example.com/amreport.txt') });
    expect(report.out).toContain('RESULTS MISSING');
    const run = await runCli(['log', 'log.1'], {
      'log.1': sample('amanda.example.com/log.20261120004501.0'),
    });
    // The machine went down in this night: the log alone does not tell that it is over.
    expect(run.out).not.toContain('RESULTS MISSING');
    const over = recorded('results-missing/log.20261123023556.0');
    const ended = await runCli(['log', 'log.2'], { 'log.2': over });
    expect(ended.out).toContain('RESULTS MISSING');
  });

  it('says what is no log, and goes on with the others', async () => {
    const { code, out, err } = await runCli(['log', 'x.txt', 'none', 's.debug'], {
      'x.txt': 'hello\n',
      's.debug': sendsize,
    });
    expect(code).toBe(2);
    expect(err).toMatch(/x\.txt: Is no log of Amanda.*\n.*none: No such file or folder\n/);
    expect(out).toContain('/cvs');
    expect((await runCli(['log'])).code).toBe(2);
  });
});
