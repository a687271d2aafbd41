import { describe, expect, it } from 'vitest';
import { runCli } from '../support/cli';

const good = { 'c/amanda.conf': 'define dumptype d {\n  auth "bsdtcp"\n}\n', 'c/disklist': 'h /a d\n' };
const bad = { ...good, 'c/disklist': 'h /a d\nh /b dd\n' };

interface Json {
  version: number;
  diagnostics: {
    file: string;
    range: { start: { line: number; character: number }; end: { line: number; character: number } };
    severity: string;
    code: string;
    category: string;
    message: string;
    fixes: string[];
  }[];
}

const errors = (out: string) =>
  (JSON.parse(out) as Json).diagnostics.filter(({ severity }) => severity === 'error');

describe('amanda-lint check', () => {
  it('finds nothing at error level', async () => {
    const run = await runCli(['check', 'c', '--severity', 'error'], good);
    expect(run).toMatchObject({ code: 0, out: 'No findings.\n', err: '' });
  });

  it('prints the JSON of the contract', async () => {
    const run = await runCli(['check', '--format', 'json', 'c'], bad);
    expect(run.code).toBe(1);
    expect(errors(run.out)).toEqual([
      {
        file: '/work/c/disklist',
        range: { start: { line: 1, character: 5 }, end: { line: 1, character: 7 } },
        severity: 'error',
        code: 'disklist/unknown-dumptype',
        category: 'disklist',
        message:
          'There is no dumptype "dd", so Amanda stops reading here ("disk dumptype \'dd\' not found"). Did you mean d?',
        fixes: ['Use the dumptype d'],
      },
    ]);
  });

  it.each([
    ['a configuration folder', 'c'],
    ['an amanda.conf', 'c/amanda.conf'],
    ['a disklist', 'c/disklist'],
    ['a folder of configuration folders', '.'],
    ['an absolute path', '/work/c'],
  ])('takes %s', async (_, path) => {
    const run = await runCli(['check', '--format', 'json', path], bad);
    expect(run.code).toBe(1);
    expect(errors(run.out).map(({ code }) => code)).toEqual(['disklist/unknown-dumptype']);
  });

  it('judges every path by itself', async () => {
    const files = { ...bad, 'd/amanda.conf': 'define dumptype dd {\n}\n', 'd/disklist': 'h /b dd\n' };
    const run = await runCli(['check', '--format', 'json', 'd', 'c', 'gone', 'c/disklist'], files);
    expect(run.code).toBe(2);
    expect(run.err).toBe('amanda-lint: gone: No such file or directory\n');
    expect(errors(run.out).map(({ file }) => file)).toEqual(['/work/c/disklist', '/work/c/disklist']);
  });

  it('reads a disklist of another name, and one without an amanda.conf', async () => {
    const other = await runCli(['check', '--severity', 'error', 'c/other'], {
      ...good,
      'c/other': 'h /x nope\n',
    });
    expect(other.out).toContain('c/other:1:6: error: There is no dumptype "nope"');
    const loose = await runCli(['check', '--severity', 'error', 'x/disklist'], {
      'x/disklist': 'h /x nope\nh\n',
    });
    expect(loose.out).toContain('x/disklist:2:1: error: The line ends behind the host');
    expect(loose.out).not.toContain('nope');
  });

  it('tells what keeps Amanda from reading a disklist', async () => {
    const run = await runCli(['check', '--severity', 'error', 'c/disklist'], {
      ...good,
      'c/amanda.conf': 'bogus 1\ndefine dumptype d {\n}\n',
    });
    expect(run.code).toBe(1);
    expect(run.out).toContain('c/amanda.conf:1:1: error:');
  });

  it('reads amanda-client.conf', async () => {
    const run = await runCli(['check', 'x/amanda-client.conf'], { 'x/amanda-client.conf': 'bogus "x"\n' });
    expect(run.code).toBe(1);
    expect(run.out).toContain('x/amanda-client.conf:1:1: error:');
  });

  it('never opens what is no plain file', async () => {
    const fifo = await runCli(['check', 'fifo'], { fifo: { kind: 'special' } });
    expect(fifo).toMatchObject({ code: 2, out: '' });
    expect(fifo.err).toContain('only plain files are read');
    const inside = await runCli(['check', '--severity', 'error', 'c'], {
      ...good,
      'c/disklist': { kind: 'special' },
    });
    expect(inside.code).toBe(1);
    expect(inside.out).toContain('is a FIFO, device or socket');
  });

  it.each([
    [[], 'expected a command'],
    [['bogus'], "unknown command 'bogus'"],
    [['check'], 'expected a PATH'],
    [['check', '--format', 'xml', 'c'], '--format: the formats are text, json, sarif, github'],
    [['check', '--severity', 'fatal', 'c'], '--severity: the levels are error, warning, info, hint'],
    [['check', '--nonsense', 'c'], "Unknown option '--nonsense'"],
    [['check', '--max-datagram', 'x', 'c'], 'expected a number of bytes'],
    [['check', '--amanda-version', 'new', 'c'], 'not a version'],
  ])('refuses %j', async (args, message) => {
    const run = await runCli(args, good);
    expect(run).toMatchObject({ code: 2, out: '' });
    expect(run.err).toContain(message);
    expect(run.err).not.toMatch(/ at .*\.[jt]s/);
  });

  it('shows control characters in names as escapes', async () => {
    const run = await runCli(['check', '--severity', 'error', 'c'], {
      ...good,
      'c/disklist': 'h "/\u001b[31m\n" d\nh "/\u001b[31m\n" d\n',
    });
    expect(run.out).toContain('c/disklist:3:3: error: h has a DLE /\\x1b[31m\\x0a already');
  });

  it('judges an included file by itself', async () => {
    const files = {
      'c/amanda.conf': 'bogus 1\nincludefile "types"\n',
      'c/types': 'define dumptype d {\n  strange 1\n}\n',
      'c/disklist': 'h /a nope\n',
    };
    const run = await runCli(['check', '--format', 'json', 'c/types'], files);
    expect(new Set(errors(run.out).map(({ file }) => file))).toEqual(new Set(['/work/c/types']));
  });

  it('grades checks by option and by the settings file', async () => {
    const off = await runCli(['check', '--level', 'disklist=off', '--severity', 'error', 'c'], bad);
    expect(off.code).toBe(0);
    const file = { ...bad, 'c/.amanda-lint.json': '{"severity":{"disklist/unknown-dumptype":"off"}}' };
    expect((await runCli(['check', '--severity', 'error', 'c'], file)).code).toBe(0);
    const broken = await runCli(['check', 'c'], { ...bad, 'c/.amanda-lint.json': '{' });
    expect(broken).toMatchObject({ code: 2 });
    expect(broken.err).toContain('not valid JSON');
  });

  it('writes workflow commands for GitHub', async () => {
    const run = await runCli(['check', '--format', 'github', '--severity', 'error', 'c'], bad);
    expect(run.out).toBe(
      '::error file=c/disklist,line=2,endLine=2,col=6,endColumn=7,title=disklist/unknown-dumptype::There is no dumptype "dd", so Amanda stops reading here ("disk dumptype \'dd\' not found"). Did you mean d?\n',
    );
  });

  it('writes SARIF with rules, places and fixes', async () => {
    const run = await runCli(['check', '--format', 'sarif', '--severity', 'error', 'c'], bad);
    const log = JSON.parse(run.out) as {
      version: string;
      runs: {
        tool: { driver: { name: string; rules: { id: string; help: { text: string } }[] } };
        results: {
          ruleId: string;
          ruleIndex: number;
          level: string;
          locations: { physicalLocation: { artifactLocation: { uri: string }; region: object } }[];
          fixes: { artifactChanges: { replacements: { insertedContent: { text: string } }[] }[] }[];
        }[];
      }[];
    };
    expect(log.version).toBe('2.1.0');
    const [first] = log.runs;
    const [result] = first?.results ?? [];
    expect(first?.tool.driver.rules[result?.ruleIndex ?? -1]?.id).toBe('disklist/unknown-dumptype');
    expect(result?.level).toBe('error');
    expect(result?.locations[0]?.physicalLocation).toEqual({
      artifactLocation: { uri: 'file:///work/c/disklist' },
      region: { startLine: 2, startColumn: 6, endLine: 2, endColumn: 8 },
    });
    expect(result?.fixes[0]?.artifactChanges[0]?.replacements[0]?.insertedContent.text).toBe('d');
  });

  it('prints help and version', async () => {
    const all = await runCli(['--help']);
    expect(all.code).toBe(0);
    for (const name of ['check', 'fix', 'disklist']) {
      expect(all.out).toContain(`amanda-lint ${name}`);
      const one = await runCli([name, '--help']);
      expect(one.code).toBe(0);
      expect(one.out).toContain('Examples:');
    }
    expect((await runCli(['--version'])).out).toMatch(/^amanda-lint \d+\.\d+\.\d+\n$/);
  });

  it('says nothing of findings where nothing could be read', async () => {
    expect(await runCli(['check', 'gone'])).toMatchObject({ code: 2, out: '' });
  });

  it('blames an amanda.conf that cannot be read, and not every name that it would have defined', async () => {
    const files = { ...bad, 'c/amanda.conf': { kind: 'unreadable', reason: 'Permission denied' } as const };
    const run = await runCli(['check', '--format', 'json', 'c'], files);
    const found = (JSON.parse(run.out) as Json).diagnostics.map(({ code }) => code);
    expect(found).toEqual(['reference/include-unreadable']);
  });

  it('says that a folder cannot be entered', async () => {
    const denied = { kind: 'unreadable', reason: 'Permission denied' } as const;
    const run = await runCli(['check', 'c'], { 'c/amanda.conf': denied, 'c/amanda-client.conf': denied });
    expect(run).toMatchObject({ code: 2, out: '', err: 'amanda-lint: c: Permission denied\n' });
  });

  it('judges a disklist alone by what can be seen in it', async () => {
    const run = await runCli(['check', '--format', 'json', 'list'], { list: 'h /a {\n  app\n}\nh\n' });
    expect(errors(run.out).map(({ code }) => code)).toEqual(['disklist/missing-disk']);
  });

  it('writes JSON that strict readers take, whatever bytes a file has', async () => {
    const files = { ...good, 'c/disklist': 'h /a n\udce9\n' };
    for (const format of ['json', 'sarif']) {
      const { out } = await runCli(['check', '--format', format, 'c'], files);
      expect(out).not.toMatch(/\\ud[89a-f]/);
      expect(out).toContain('There is no dumptype \\"n\ufffd\\"');
    }
  });

  it.each([
    ['--level', 'nonsense/at-all=off'],
    ['--level', 'trap=loud'],
    ['--amanda-version', '9'],
    ['--client-features', 'h=zz'],
    ['--amanda-version', '2.3.1'],
    ['--amanda-version', 'latest'],
  ])('refuses %s %s', async (option, value) => {
    const run = await runCli(['check', 'c', option, value], good);
    expect(run).toMatchObject({ code: 2, out: '' });
    expect(run.err).toContain(value.split('=')[0]);
  });

  it('takes versions of the table and grades of checks and categories', async () => {
    const options = [
      '--amanda-version',
      '2.4.5',
      '--level',
      'trap=off',
      '--level',
      'policy/no-holdingdisk=error',
    ];
    expect((await runCli(['check', 'c', ...options], good)).code).toBe(1);
  });

  it('lists what an upgrade breaks, with what mends it', async () => {
    const conf =
      'org "x"\ntapebufs 20\nrawtapedev "/dev/nst0"\ntapedev "/dev/nst0"\ntapetype T\n' +
      'define tapetype T {\n  length 1 gb\n  file-pad yes\n}\ndefine dumptype d {\n  program "GNUTAR"\n}\n';
    const files = { 'c/amanda.conf': conf, 'c/disklist': 'host /home d\n' };
    const old = await runCli(['check', 'c', '--severity', 'error', '--amanda-version', '2.5.2'], files);
    expect(old).toMatchObject({ code: 0, out: 'No findings.\n' });
    const run = await runCli(
      ['check', 'c', '--severity', 'error', '--amanda-version', '2.5.2..3.5.1'],
      files,
    );
    expect(run.code).toBe(1);
    expect(run.out).toContain(
      'c/amanda.conf:2:1: error: tapebufs is gone since Amanda 3.2, and 3.5.1 (assumed here)',
    );
    expect(run.out).toContain('fix: Write device-output-buffer-size 655360');
    expect(run.out).toContain('fix: Take the line out: tapedev or tpchanger names the device');
    expect(run.out).toContain('3 errors in 1 file.');
    const back = await runCli(['check', 'c', '--severity', 'error', '--amanda-version', '3.1..2.6.1'], files);
    expect(back.code).toBe(0);
    const wrong = await runCli(['check', 'c', '--amanda-version', '2.5.2..9'], files);
    expect(wrong).toMatchObject({ code: 2, out: '' });
  });

  it('says with the exit code that a file of the configuration could not be read', async () => {
    const denied = { kind: 'unreadable', reason: 'Permission denied' } as const;
    const list = await runCli(['check', 'c', '--severity', 'error'], { ...good, 'c/disklist': denied });
    expect(list).toMatchObject({ code: 2, err: 'amanda-lint: c/disklist: Permission denied\n' });
    expect(list.out).toContain('cannot be read: Permission denied');
    const conf = await runCli(['hosts', '-c', 'c'], { ...good, 'c/amanda.conf': denied });
    expect(conf).toMatchObject({ code: 2, out: '', err: 'amanda-lint: c/amanda.conf: Permission denied\n' });
    const large = await runCli(['check', 'c'], { ...good, 'c/disklist': { kind: 'too-large', size: 9e9 } });
    expect(large.code).toBe(2);
  });

  it('judges the other configurations of a folder when one has settings that cannot be used', async () => {
    const files = { ...bad, 'b/amanda.conf': 'org "x"\n', 'b/.amanda-lint.json': '{', 'b/disklist': '' };
    const run = await runCli(['check', '--format', 'json', '.'], files);
    expect(run.code).toBe(2);
    expect(run.err).toContain('b/.amanda-lint.json');
    expect(errors(run.out).map(({ file }) => file)).toEqual(['/work/c/disklist']);
  });

  it('judges the configurations below the amanda.conf of the site, together with it', async () => {
    const site = {
      'amanda/amanda.conf': 'bogus 1\n',
      'amanda/c/amanda.conf': 'strange 1\n',
      'amanda/c/disklist': '',
    };
    const run = await runCli(['check', '--format', 'json', 'amanda'], site);
    expect(errors(run.out).map(({ file }) => file)).toContain('/work/amanda/amanda.conf');
    const own = await runCli(['check', '--format', 'json', 'amanda'], {
      ...site,
      'amanda/amanda.conf': 'org "x"\n',
    });
    expect(errors(own.out).map(({ file }) => file)).toEqual(['/work/amanda/c/amanda.conf']);
  });

  it('takes no empty path', async () => {
    expect(await runCli(['check', ''], good)).toMatchObject({ code: 2, out: '' });
  });

  it.each([
    ['{"severity":{"style":"loud"}}', 'severity: style: the levels are'],
    ['{"severity":{"nope/x":"off"}}', 'severity: there is no check or category "nope/x"'],
    ['{"version":"9"}', 'version: expected a version from'],
    ['{"clientMaxDatagram":[{"host":"x"}]}', 'clientMaxDatagram: expected a list of'],
    ['{"clientFeatures":[{"host":"x","features":"zz"}]}', 'clientFeatures: expected a list of'],
    ['{"maxDatagram":-1}', 'maxDatagram: expected a number of bytes'],
    ['{"toString":1}', 'unknown setting "toString"; there are version,'],
    ['[]', 'expected an object'],
  ])('says what is wrong with the settings %s', async (text, message) => {
    const run = await runCli(['check', 'c'], { ...good, 'c/.amanda-lint.json': text });
    expect(run).toMatchObject({ code: 2, out: '' });
    expect(run.err).toContain(`amanda-lint: c/.amanda-lint.json: ${message}`);
  });

  it('does not pass over settings that cannot be read', async () => {
    const denied = { kind: 'unreadable', reason: 'Permission denied' } as const;
    const run = await runCli(['check', 'c'], { ...good, 'c/.amanda-lint.json': denied });
    expect(run).toMatchObject({ code: 2, err: 'amanda-lint: c/.amanda-lint.json: Permission denied\n' });
  });
});
