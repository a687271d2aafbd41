import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli } from '../support/cli';

const root = join(import.meta.dirname, '../fixtures/nights');

/** The files of a recorded night, as they lie in /work. */
function recorded(kind: string, path = ''): Record<string, string> {
  const full = join(root, kind, path);
  if (!statSync(full).isDirectory()) return { [path]: readFileSync(full, 'latin1') };
  return Object.assign({}, ...readdirSync(full).map((name) => recorded(kind, join(path, name)))) as Record<
    string,
    string
  >;
}

interface Report {
  version: number;
  nights: {
    program: string;
    config: string | null;
    datestamp: string;
    state: string;
    hosts: {
      host: string;
      dles: {
        disk: string;
        level: number | null;
        outcome: string;
        phase: string;
        cause: string | null;
        message: string;
        evidence: { file: string; line: number; text: string }[];
        remedies: string[];
      }[];
    }[];
    notes: { cause: string | null; message: string }[];
  }[];
}

const died = `INFO amdump amdump pid 4711
START planner date 20261127013000
DISK planner h.example.com /srv
SUCCESS dumper h.example.com /srv 20261127013000 0 [sec 19.271 kb 166951 kps 8663.1 orig-kb 208420]
SUCCESS chunker h.example.com /srv 20261127013000 0 [sec 19.298 kb 166951 kps 8652.7]
`;

describe('amanda-lint night', () => {
  it('writes each run, the newest first, with lines that hold what is quoted', async () => {
    const files = recorded('two-nights-broken');
    const { code, out, err } = await runCli(['night', '--format', 'json', 'server', 'client'], files);
    expect({ code, err }).toEqual({ code: 1, err: '' });
    const report = JSON.parse(out) as Report;
    expect(report.version).toBe(1);
    const stamps = report.nights.map(({ datestamp }) => datestamp);
    expect(stamps).toEqual([...stamps].sort().reverse());
    expect(stamps[0]).toMatch(/^\d{14}$/);
    const dles = report.nights.flatMap(({ hosts }) => hosts.flatMap((host) => host.dles));
    expect(dles.map(({ disk, outcome, cause }) => [disk, outcome, cause])).toEqual([
      ['/srv/home', 'failed', 'log/refused-by-client'],
      ['/srv/archive', 'failed', 'log/refused-by-client'],
      ['/srv/home', 'ok', null],
      ['/srv/archive', 'ok', null],
    ]);
    for (const { evidence, remedies, outcome } of dles) {
      expect(evidence.length).toBeGreaterThan(0);
      expect(remedies.length > 0).toBe(outcome === 'failed');
      for (const { file, line, text } of evidence) {
        const content = files[file.replace('/work/', '')]?.split('\n') ?? [];
        expect(content[line], file).toContain(text.slice(0, 30));
      }
    }
  });

  it('takes its exit code from the newest run, older ones notwithstanding', async () => {
    const mended = await runCli(['night', 'server', 'client'], recorded('two-nights-mended'));
    expect({ code: mended.code, err: mended.err }).toEqual({ code: 0, err: '' });
    const broken = await runCli(['night', 'server'], recorded('two-nights-broken'));
    expect(broken.code).toBe(1);
    expect(broken.out).toContain('2 failed');
    expect(broken.out).toMatch(/log\/refused-by-client: 2 DLEs\n {4}\S/);
  });

  it('tells dumps that wait on the holding disk from those that failed', async () => {
    const { code, out } = await runCli(['night', '--date', 'last', 'server'], recorded('tapes-used-up'));
    expect(out).toMatch(/^DailySet1 amdump \d{14}: finished; 0 of 2 DLEs, 0 failed, 2 not on tape\n/);
    expect(code).toBe(0);
    const { code: running } = await runCli(['night', 'server'], recorded('estimate-hung-running'));
    expect(running).toBe(0);
  });

  it('has the JSON of the contract', async () => {
    const { out } = await runCli(
      ['night', '--format', 'json', 'server', 'client'],
      recorded('estimate-hung'),
    );
    const report = JSON.parse(out) as Report;
    expect(report).toMatchObject({
      version: 1,
      nights: [{ program: 'amdump', config: 'DailySet1', datestamp: '20261127160539', state: 'finished' }],
    });
    const dle = report.nights[0]?.hosts[0]?.dles.find(({ disk }) => disk === '/srv/archive');
    expect(Object.keys(dle ?? {})).toEqual([
      'disk',
      'level',
      'outcome',
      'phase',
      'cause',
      'message',
      'evidence',
      'remedies',
    ]);
    expect(dle).toMatchObject({ level: 0, outcome: 'failed', phase: 'estimate', cause: 'log/estimate-hung' });
  });

  it('does not pass over a tape error that left every DLE whole', async () => {
    const { out } = await runCli(['night', 'log.20261127013000.0'], {
      'log.20261127013000.0': `START planner date 20261127013000
DISK planner h.example.com /srv
SUCCESS dumper h.example.com /srv 20261127013000 0 [sec 19.271 kb 166951 kps 8663.1 orig-kb 208420]
SUCCESS chunker h.example.com /srv 20261127013000 0 [sec 19.298 kb 166951 kps 8652.7]
DONE taper "ST:one" "POOL:one" h.example.com /srv 20261127013000 1 0 [sec 1.0 kb 166951 kps 8652.7]
ERROR taper no-tape error [Slot  not found]
FINISH driver date 20261127013000 time 12.3
INFO amdump pid-done 4711
`,
    });
    expect(out).toContain('1 of 1 DLE, 0 failed, 1 error beside them (see the notes)');
    expect(out).toContain('no slot with a volume');
  });

  it('shows what failed with another DLE of its host under the cause of that one', async () => {
    const { out } = await runCli(['night', 'server'], recorded('estimate-late'));
    expect(out.match(/^ {2}log\/.*/gm)).toEqual(['  log/estimate-hung: 2 DLEs']);
  });

  it('chooses runs by date', async () => {
    const files = recorded('two-nights-broken');
    const stamps = async (date: string) => {
      const { out } = await runCli(['night', '--format', 'json', '--date', date, 'server'], files);
      return (JSON.parse(out) as Report).nights.map(({ datestamp }) => datestamp);
    };
    const [newest = '', oldest = ''] = await stamps('all');
    expect(await stamps('last')).toEqual([newest]);
    expect(await stamps(oldest)).toEqual([oldest]);
    expect(await stamps(oldest.slice(0, 8))).toEqual([newest, oldest]);
    expect(await stamps('19700101')).toEqual([]);
    const wrong = await runCli(['night', '--date', 'yesterday', 'server'], files);
    expect(wrong.code).toBe(2);
    expect(wrong.err).toContain('YYYYMMDD');
  });

  it('does not say that a run without an end goes on', async () => {
    const { out, code } = await runCli(['night', 'log.20261127013000.0'], { 'log.20261127013000.0': died });
    expect(code).toBe(0);
    expect(out).toContain('under way, or cut off in the middle');
    expect(out).toContain('1 not known yet');
  });

  it('does not call what a dead run left on the holding disk as configured', async () => {
    const { out, code } = await runCli(['night', 'log.20261127013000.0'], {
      'log.20261127013000.0': `${died}INFO amdump pid-done 4711\n`,
    });
    expect(code).toBe(0);
    expect(out).toContain('DIED before its end');
    expect(out).toContain('log/driver-died: 1 DLE');
    expect(out).toContain('h.example.com /srv: not-flushed');
    expect(out).not.toContain('as configured');
  });

  it('says how long estimates took that came too late, and how long the server waited', async () => {
    const files = recorded('estimate-late');
    const { out } = await runCli(['night', 'server', 'client'], files);
    expect(out).toContain('took 17 s, and the server had given up by then: it waited 15 s.');
    // Less than a second apart: the same figure twice would explain nothing.
    const sendsize = Object.keys(files).find((name) => /client.*sendsize/.test(name)) ?? '';
    const quicker = (files[sendsize] ?? '').replaceAll('16:05:58', '16:05:56');
    const close = await runCli(['night', 'server', 'client'], { ...files, [sendsize]: quicker });
    expect(close.out).toContain('took 15 s, and the server had just given up.');
  });

  it('does not let a run of one host hide what failed before', async () => {
    const files = {
      'log.20261127013000.0': `START planner date 20261127013000
DISK planner mail.example.com /var
DISK planner h.example.com /srv
FAIL planner mail.example.com /var 20261127013000 0 "[Request to mail.example.com failed: Connection refused]"
FAIL planner h.example.com /srv 20261127013000 0 "[Request to h.example.com failed: timeout waiting for ACK]"
FINISH driver date 20261127013000 time 12.3
INFO amdump pid-done 4711
`,
      'log.20261127073000.0': `START planner date 20261127073000
DISK planner h.example.com /srv
SUCCESS dumper h.example.com /srv 20261127073000 0 [sec 19.271 kb 166951 kps 8663.1 orig-kb 208420]
SUCCESS chunker h.example.com /srv 20261127073000 0 [sec 19.298 kb 166951 kps 8652.7]
DONE taper h.example.com /srv 20261127073000 1 0 [sec 1.0 kb 166951 kps 8652.7]
FINISH driver date 20261127073000 time 12.3
INFO amdump pid-done 4712
`,
      'log.20261127080000.0': 'INFO amdump pid-done 4713\n',
    };
    const { code, out } = await runCli(['night', '.'], files);
    expect(code).toBe(0);
    expect(out).toContain(
      '1 DLE that failed in the run of 20261127013000 is not in this run: mail.example.com /var.',
    );
    expect(out).not.toContain('DIED');
  });

  it('does not let a client whose clock is ahead hide the night', async () => {
    const hung = recorded('estimate-hung');
    const files: Record<string, string> = {};
    const name = Object.keys(hung).find((one) => /client.*sendsize/.test(one)) ?? '';
    for (const [path, text] of Object.entries(hung)) if (path.startsWith('server')) files[path] = text;
    files['copies/sendsize.20261127210542.debug'] = (hung[name] ?? '').replace(
      /(\w{3} \w{3} +\d+ )(\d\d)(:\d\d:\d\d)/g,
      (_, day: string, hour: string, rest: string) => `${day}${String(Number(hour) + 5)}${rest}`,
    );
    files['etc/C/amanda.conf'] = hung['amanda.conf'] ?? '';
    files['etc/C/disklist'] = hung.disklist ?? '';
    const { code, out } = await runCli(['night', '--config', 'etc/C', 'server', 'copies'], files);
    expect(out).toContain('under way');
    expect(out).toContain('2 failed');
    expect(code).toBe(1);
  });

  it('tells what is no log, and that there is no run', async () => {
    const none = await runCli(['night', 'notes.txt'], { 'notes.txt': 'buy tapes\n' });
    expect(none.code).toBe(2);
    expect(none.err).toContain('notes.txt');
    const nothing = await runCli(['night']);
    expect(nothing.code).toBe(2);
    expect(nothing.err).toContain('expected a PATH');
  });

  it('reads the newest where a folder holds more logs than it reads', async () => {
    const files: Record<string, string> = {};
    for (let i = 0; i < 4200; i++) {
      const date = String(20100101000000 + i);
      files[`logs/log.${date}.0`] = `START planner date ${date}\nFINISH driver date ${date} time 1.0\n`;
    }
    files['logs/log.20261127013000.0'] = `START planner date 20261127013000
DISK planner h.example.com /srv
FINISH driver date 20261127013000 time 12.3
INFO amdump pid-done 4711
`;
    const { code, out, err } = await runCli(['night', '--date', 'last', 'logs'], files);
    expect(err).toContain('the newest of them are read');
    expect(out).toContain('20261127013000');
    expect(out).toContain('h.example.com /srv: missing');
    expect(code).toBe(1);
  });
});
