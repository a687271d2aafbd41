import { describe, expect, it } from 'vitest';
import { planHost } from '../../../server/src/estimate/hostplan';
import type { Finding, Fix } from '../../../server/src/checks/check';
import { requestTooLarge } from '../../../server/src/checks/network/request-too-large';
import type { DumpRecord, History } from '../../../server/src/model/history';
import { applyFix, expectClean, expectFindings, findingsOf, type Files } from '../../support/check';
import { snapshotOf } from '../../support/snapshot';

const conf =
  'etimeout 10\ndefine dumptype base {\n    program "GNUTAR"\n    auth "bsd"\n}\ndefine dumptype d {\n    base\n}\n';
const list = (n: number, path = '/usr/home/user') =>
  Array.from({ length: n }, (_, i) => `h ${path}${String(i).padStart(4, '0')} d\n`).join('');
const id = 'network/request-too-large';

/** What a title says the request will weigh. */
const effectOf = (fix: Fix) => Number(/: ([\d,]+) of/.exec(fix.title)?.[1]?.replace(/,/g, ''));

function fixOf(files: Files, title: RegExp, check = id): { fix: Fix; files: Record<string, string> } {
  const { found, snapshot } = findingsOf(check, files);
  const fixes = found[0]?.finding.fixes?.() ?? [];
  const fix = fixes.find((one) => title.test(one.title));
  if (fix === undefined)
    throw new Error(`no ${String(title)} among ${JSON.stringify(fixes.map((f) => f.title))}`);
  return { fix, files: applyFix(snapshot, files, fix.edits) };
}

function bytesOf(files: Record<string, string>): { worst: number; first: number } {
  const snapshot = snapshotOf(files);
  const host = snapshot.disklist.hosts[0];
  if (host === undefined) throw new Error('no host');
  const { days } = planHost(snapshot, host);
  return { worst: days.worst.bytes, first: days.first.bytes };
}

describe('network/request-too-large', () => {
  it('stands on the DLE at which the request is cut off, from the end of the disklist', () => {
    const files = { 'amanda.conf': conf, disklist: list(400) };
    const { found, snapshot } = findingsOf(id, files);
    expect(found).toHaveLength(1);
    const host = snapshot.disklist.hosts[0];
    if (host === undefined) throw new Error('no host');
    const plan = planHost(snapshot, host);
    const day = plan.days.first;
    // The bytes of what fits, counted by hand from the last DLE on.
    let bytes = plan.preambleBytes;
    let fits = 0;
    for (const one of [...plan.dles].reverse()) {
      bytes += one.bytes.first;
      if (bytes > 65503) break;
      fits++;
    }
    expect(day.fits).toBe(fits);
    const cut = host.dles[host.dles.length - 1 - fits];
    expect(found[0]?.finding.place.span).toEqual({
      start: cut?.hostPlace.span.start,
      end: cut?.diskPlace.span.end,
    });
    expect(found[0]?.severity).toBe('error');
    expect(found[0]?.finding.message).toContain(
      `${String(fits)} DLEs fit, ${String(400 - fits)} are too many`,
    );
    expect(found[0]?.finding.related?.[0]?.text).toBe('auth bsd is set here: UDP');
  });

  it('is a warning when only days with more levels are too large, and nothing when all fit or auth is TCP', () => {
    const some = findingsOf(id, { 'amanda.conf': conf, disklist: list(230) });
    expect(some.found.map((one) => one.severity)).toEqual(['warning']);
    expectClean(id, { 'amanda.conf': conf, disklist: list(100) });
    expectClean(id, { 'amanda.conf': conf.replace('"bsd"', '"bsdtcp"'), disklist: list(1000) });
  });

  it('knows the limit of a FreeBSD or macOS server by setting, and offers sysctl there', () => {
    const files = { 'amanda.conf': conf, disklist: list(60) };
    expectClean(id, files);
    // What such a client sends bounds its replies, and no request.
    expectClean(id, files, { clientMaxDatagram: [{ host: 'h*', bytes: 9216 }] });
    const { found } = findingsOf(id, files, { maxDatagram: 9216 });
    expect(found[0]?.finding.message).toContain('this server sends at most 9,216 bytes (setting)');
    expect(found[0]?.finding.message).toContain('"Message too long"');
    const copy = found[0]?.finding.fixes?.().find((fix) => /sysctl/.test(fix.title))?.copy;
    expect(copy).toContain('# on the Amanda server, as root\nsysctl net.inet.udp.maxdgram=65535');
    expect(copy).toContain('/etc/sysctl.conf');
  });

  it('before 2.5.1 requests are split, so only a DLE that is too large alone counts', () => {
    const settings = { version: '2.4.5' };
    expectClean(id, { 'amanda.conf': conf, disklist: list(1000) }, settings);
  });

  it('before 2.5.1 a packet of the split request is what a smaller limit is compared with', () => {
    const settings = { version: '2.5.0', maxDatagram: 9216 };
    const { found, snapshot } = findingsOf(id, { 'amanda.conf': conf, disklist: list(1000) }, settings);
    const message = found[0]?.finding.message ?? '';
    const [host] = snapshot.disklist.hosts;
    const plan = host && planHost(snapshot, host);
    expect(plan?.days.first.largestPacket).toBeLessThanOrEqual(32751);
    expect(message).toContain(
      `has ${plan?.days.first.largestPacket.toLocaleString('en-US') ?? ''} bytes even`,
    );
    expect(message).toContain('it is not sent ("Message too long")');
    // 2.5.0 has no bsdtcp.
    expect(message).toContain('auth "ssh" has no such limit.');
    const old = { ...settings, version: '2.4.5' };
    const { found: older } = findingsOf(id, { 'amanda.conf': conf, disklist: list(1000) }, old);
    expect(older[0]?.finding.message).toMatch(/ are too many\.$/);
  });

  it('auth bsdtcp goes into the dumptype that causes it', () => {
    const { fix, files } = fixOf({ 'amanda.conf': conf, disklist: list(400) }, /bsdtcp/);
    expect(fix.preferred).toBe(true);
    expect(fix.note).toContain('-auth=bsdtcp');
    expect(files['amanda.conf']).toBe(conf.replace('auth "bsd"', 'auth "bsdtcp"'));
    expectClean(id, files);
  });

  it('a built-in dumptype that causes the auth is overruled where it is inherited', () => {
    const disks = list(400);
    const cases = [
      'define dumptype base {\n    program "GNUTAR"\n}\ndefine dumptype d {\n    base\n    BSD-AUTH\n@}\n',
      'define dumptype base {\n    BSD-AUTH\n    program "GNUTAR"\n@}\ndefine dumptype d {\n    base\n}\n',
      'define dumptype base {\n    auth "ssh"\n}\ndefine dumptype d {\n    base\n    "bsd-auth"\n    program "GNUTAR"\n@}\n',
    ];
    for (const text of cases) {
      const { files } = fixOf({ 'amanda.conf': text.replace('@', ''), disklist: disks }, /bsdtcp/);
      expect(files['amanda.conf']).toBe(text.replace('@', '    auth "bsdtcp"\n'));
      expectClean(id, files);
    }
    const one = `h /${'x'.repeat(4000)} {\n    d\n    BSD-AUTH\n}\n`;
    const inline = fixOf({ 'amanda.conf': conf, disklist: one + list(400) }, /bsdtcp/);
    expect(inline.files.disklist).toContain('    BSD-AUTH\n    auth "bsdtcp"\n}\n');
    expectClean(id, inline.files);
  });

  it('without an auth line it goes into the base dumptype (Amanda before 3.3)', () => {
    const plain = conf.replace('    auth "bsd"\n', '');
    const settings = { version: '3.2' };
    const { found, snapshot } = findingsOf(id, { 'amanda.conf': plain, disklist: list(400) }, settings);
    const fix = found[0]?.finding.fixes?.().find((one) => /bsdtcp/.test(one.title));
    const after = applyFix(snapshot, { 'amanda.conf': plain, disklist: list(400) }, fix?.edits ?? []);
    expect(after['amanda.conf']).toBe(plain.replace('"GNUTAR"\n', '"GNUTAR"\n    auth "bsdtcp"\n'));
    expectClean(id, after, settings);
  });

  it('links: shorter names, with the commands for the client and the true effect in the title', () => {
    const before = { 'amanda.conf': conf, disklist: list(230, '/usr/home/projects/customers/user') };
    const { fix, files } = fixOf(before, /Shorten 230 paths/);
    expect(files.disklist?.split('\n')[0]).toBe('h /.user0000 d');
    expect(fix.copy).toContain('ln -s /usr/home/projects/customers/user0000 /.user0000\n');
    expect(fix.note).toContain('key of its history');
    const saved = bytesOf(before).first - bytesOf(files).first;
    expect(saved).toBeGreaterThan(0);
    expect(fix.title).toMatch(/saves [\d,]+ bytes on the worst day: [\d,]+ of 65,503/);
    expect(effectOf(fix)).toBe(bytesOf(files).worst);
  });

  it('grouping: one .bkpN in place of many, just as many as needed', () => {
    const { fix, files } = fixOf({ 'amanda.conf': conf, disklist: list(300) }, /Group \d+ DLEs/);
    expect(files.disklist).toContain('h /usr/home/.bkp1 d\n');
    expect(fix.copy).toMatch(/mkdir \.bkp1\nmv user\d+ \.bkp1\/ && ln -s \.bkp1\/user\d+ user\d+\n/);
    expect(effectOf(fix)).toBe(bytesOf(files).worst);
    expectClean(id, files);
  });

  it('merging: the parent takes subdirectories back and leaves out the others by a list', () => {
    const { fix, files } = fixOf(
      { 'amanda.conf': conf, disklist: list(300) },
      /Merge \d+ DLEs back into \/usr\/home/,
    );
    expect(files.disklist).toContain(
      'h /usr/home {\n    d\n    exclude list optional append ".amanda-exclude"\n}\n',
    );
    expect(fix.copy).toContain('> /usr/home/.amanda-exclude\n');
    expect(fix.copy).toContain('./user0000');
    expect(effectOf(fix)).toBe(bytesOf(files).worst);
    expectClean(id, files);
  });

  const nested = (names: readonly string[]) =>
    names.map((name, i) => `h "/usr/home/long/way/${String(i).padStart(300, 'x')}/${name}" d\n`).join('');

  it('links: names that the disklist or Amanda would misread are quoted and told apart', () => {
    const odd = ['a#b', "it's", '{', 'c:d', 'c_d', '.e', '.e', 'größe', '-x'];
    const before = { 'amanda.conf': conf, disklist: nested(odd) + list(240) };
    const { fix, files } = fixOf(before, /Shorten 249 paths/);
    const short = (files.disklist ?? '').split('\n').slice(0, odd.length);
    expect(short).toEqual([
      'h "/.a#b" d',
      'h "/.it\'s" d',
      'h "/.{" d',
      'h /.c:d d',
      'h /.c_d2 d',
      'h /.e d',
      'h /.e2 d',
      'h "/.größe" d',
      'h /.-x d',
    ]);
    expect(snapshotOf(files).disklist.problems).toEqual([]);
    expect(fix.copy).toContain("/{' '/.{'\n");
    expect(effectOf(fix)).toBe(bytesOf(files).worst);
  });

  it('shares, devices and file systems of dump are neither linked nor moved', () => {
    const shares = Array.from({ length: 400 }, (_, i) => `h //server/share/dir${i}/sub d\n`).join('');
    const titles = (files: Files) =>
      findingsOf(id, files)
        .found[0]?.finding.fixes?.()
        .map((fix) => fix.title) ?? [];
    const unwanted = /Shorten|Group|Merge/;
    expect(titles({ 'amanda.conf': conf, disklist: shares }).some((title) => unwanted.test(title))).toBe(
      false,
    );
    const dump = { 'amanda.conf': conf.replace('GNUTAR', 'DUMP'), disklist: list(400) };
    expect(titles(dump).some((title) => unwanted.test(title))).toBe(false);
    expect(titles({ 'amanda.conf': conf, disklist: list(400) }).filter((t) => unwanted.test(t))).toHaveLength(
      3,
    );
  });

  it('grouping and merging: the true effect, whatever the spindle and the patterns are', () => {
    const patterns = conf.replace('"GNUTAR"\n', '"GNUTAR"\n    exclude "./tmp" "./some cache"\n');
    const disks = (n: number) =>
      Array.from({ length: n }, (_, i) => `h /srv/-d${String(i).padStart(4, '0')} d ${String(i * 7)}\n`).join(
        '',
      );
    for (const count of [200, 300]) {
      const before = { 'amanda.conf': patterns, disklist: disks(count) };
      for (const title of [/Group/, /Merge/]) {
        const { fix, files } = fixOf(before, title);
        expect(snapshotOf(files).disklist.problems).toEqual([]);
        expect(effectOf(fix)).toBe(bytesOf(files).worst);
        expectClean(id, files);
        if (/Group/.test(fix.title))
          expect(fix.copy).toMatch(/^mv \.\/-d\d+ \.bkp1\/ && ln -s \.bkp1\/-d\d+ \.\/-d\d+$/m);
      }
    }
  });

  it('merging: a parent that leaves a directory out does not get it back', () => {
    const parent = (lines: string) => `h /usr/home {\n    d\n    ${lines}\n}\n`;
    const merge = (lines: string) => {
      const files = { 'amanda.conf': conf, disklist: parent(lines) + list(250) };
      const found = findingsOf(id, files).found[0]?.finding.fixes?.() ?? [];
      const fix = found.find((one) => /Merge/.test(one.title));
      return fix === undefined ? undefined : fixOf(files, /Merge/).files.disklist;
    };
    expect(merge('exclude "./user*"')).toBeUndefined();
    expect(merge('strategy skip')).toBeUndefined();
    const some = merge('exclude "./user02*"');
    expect(some?.match(/user02\d\d/g)).toHaveLength(50);
    expect(merge('exclude list ".x"')).toBeDefined();
  });

  it('force: the command for tonight, where a request of level 0 only fits', () => {
    const files = { 'amanda.conf': conf, disklist: list(215) };
    const { fix } = fixOf(files, /force/);
    expect(fix.copy).toBe('amadmin test force h');
    expect(fix.edits).toEqual([]);
    // With history each level is marked, after a forced full dump too: 20 bytes for each DLE.
    const size = bytesOf(files).first + 215 * 20;
    expect(fix.title).toContain(
      `level 0 only for a night, ${size.toLocaleString('en-US')} of 65,503 bytes if the host was dumped before`,
    );
  });

  it('force: is not promised where the marks of history make level 0 too large, nor where strategies ignore it', () => {
    const titles = (files: Files) =>
      findingsOf(id, files)
        .found.flatMap(({ finding }) => finding.fixes?.() ?? [])
        .map(({ title }) => title);
    const files = { 'amanda.conf': conf, disklist: list(230) };
    expect(bytesOf(files).first).toBeLessThan(65503);
    expect(bytesOf(files).first + 230 * 20).toBeGreaterThan(65503);
    expect(titles(files).filter((title) => /force/.test(title))).toEqual([]);
    const nofull = conf.replace('"GNUTAR"\n', '"GNUTAR"\n    strategy nofull\n');
    expect(titles({ 'amanda.conf': nofull, disklist: list(215) }).filter((t) => /force/.test(t))).toEqual([]);
  });

  it("tonight's request decides where the info database is known", () => {
    const files = { 'amanda.conf': conf, disklist: list(215) };
    const plain = snapshotOf(files);
    const judged = (of: (disk: string) => DumpRecord | undefined) => {
      const history: History = {
        source: 'info',
        uri: 'file:///info',
        tonight: 1795700000,
        of: (_, disk) => of(disk),
      };
      const found: Finding[] = [];
      requestTooLarge.run({ ...plain, history }, (one) => found.push(one));
      return found.map((one) => ({ ...one, titles: one.fixes?.().map(({ title }) => title) ?? [] }));
    };
    const facts = {
      command: 0,
      lastLevel: 1,
      runs: 1,
      last: new Map([[1, { size: 10, date: 1795600000, label: '' }]]),
    };
    const incremental = { ...facts, estimable: new Set([0, 1]) };
    const [tonight] = judged(() => incremental);
    expect([tonight?.severity, tonight?.message]).toEqual([
      'error',
      expect.stringContaining(' bytes tonight ('),
    ]);
    expect(tonight?.titles.join('\n')).toMatch(/level 0 only for a night, [\d,]+ of 65,503 bytes$/m);
    // New disks are asked for level 0 alone: tonight fits, and nothing is to be forced.
    const [later] = judged(() => undefined);
    expect([later?.severity, later?.message]).toEqual([
      'warning',
      expect.stringMatching(/\([\d,]+ tonight, /),
    ]);
    expect(later?.titles.filter((title) => /force/.test(title))).toEqual([]);
  });

  it('patterns as a list file, with both figures', () => {
    const patterns = Array.from({ length: 20 }, (_, i) => `"./some/long/path/to/cache${String(i)}"`).join(
      ' ',
    );
    const long = conf.replace('"GNUTAR"\n', `"GNUTAR"\n    exclude ${patterns}\n`);
    const before = { 'amanda.conf': long, disklist: list(100) };
    const { fix, files } = fixOf(before, /list file/);
    expect(files['amanda.conf']).toContain('    exclude list optional append ".amanda.exclude"\n');
    const saved = bytesOf(before).first - bytesOf(files).first;
    expect(fix.title).toContain(`saves ${saved.toLocaleString('en-US')} bytes`);
    expectClean(id, files);
    const hint = findingsOf('network/exclude-bytes', before).found;
    expect(hint).toHaveLength(1);
    expectClean('network/exclude-bytes', files);
  });
});

describe('the other network checks', () => {
  it('a list file takes the place of inherited patterns, too', () => {
    const long = (n: number) =>
      Array.from({ length: 9 }, (_, i) => `"./some/long/path/${String(n)}/cache${String(i)}"`).join(' ');
    const inherits = conf
      .replace('"GNUTAR"\n', `"GNUTAR"\n    exclude ${long(1)}\n`)
      .replace('    base\n', `    base\n    exclude append ${long(2)}\n`);
    const before = { 'amanda.conf': inherits, disklist: list(150) };
    const { fix, files } = fixOf(before, /list file/);
    expect(files['amanda.conf']).toContain(
      '    base\n    exclude file\n    exclude list optional append ".amanda.exclude"\n',
    );
    const saved = bytesOf(before).first - bytesOf(files).first;
    expect(fix.title).toContain(`saves ${saved.toLocaleString('en-US')} bytes`);
  });
  it('a list file stays in force behind other lists, in files with CRLF, too', () => {
    const patterns = Array.from({ length: 9 }, (_, i) => `"./some/long/path/cache${String(i)}"`).join(' ');
    const long = conf.replace(
      '"GNUTAR"\n',
      `"GNUTAR"\n    exclude ${patterns}\n    exclude list "/etc/amanda/x" # ours\n    exclude append "./y"\n    exclude list "/etc/amanda/x"\n`,
    );
    const before = { 'amanda.conf': long.replace(/\n/g, '\r\n'), disklist: list(150) };
    const { fix, files } = fixOf(before, /list file/);
    expect(files['amanda.conf']).toContain(
      '"GNUTAR"\r\n    exclude list "/etc/amanda/x" # ours\r\n    exclude list "/etc/amanda/x"\r\n    exclude list optional append ".amanda.exclude"\r\n',
    );
    expect(files['amanda.conf']).not.toMatch(/[^\r]\n/);
    const after = snapshotOf(files).disklist.dles[0]?.dumptype.values.get('exclude')?.value;
    expect(after).toMatchObject({
      value: { file: [], list: ['/etc/amanda/x', '.amanda.exclude'], optional: true },
    });
    expect(fix.title).toContain(
      `saves ${(bytesOf(before).first - bytesOf(files).first).toLocaleString('en-US')} bytes`,
    );
  });

  it('a list file for clients that read text requests saves for each level', () => {
    const patterns = Array.from({ length: 9 }, (_, i) => `"./some/long/path/cache${String(i)}"`).join(' ');
    const long = conf
      .replace('"GNUTAR"\n', `"GNUTAR"\n    exclude ${patterns}\n`)
      .replace('    base\n}', '    base\n}\ndefine dumptype full {\n    base\n    strategy noinc\n}');
    const settings = { clientFeatures: [{ host: 'h', features: 'fffffeff9ffe7f' }] };
    const before = {
      'amanda.conf': long,
      disklist: list(80) + list(40, '/srv/x').replace(/ d$/gm, ' full'),
    };
    const { found, snapshot } = findingsOf(id, before, settings);
    const fix = found[0]?.finding.fixes?.().find((one) => /list file/.test(one.title));
    const after = applyFix(snapshot, before, fix?.edits ?? []);
    const size = (files: Files) => {
      const [host] = snapshotOf(files, settings).disklist.hosts;
      return host === undefined ? 0 : planHost(snapshotOf(files, settings), host).days.worst.bytes;
    };
    expect(found[0]?.finding.message).toContain('on a typical day');
    expect(fix?.title).toContain(`saves ${(size(before) - size(after)).toLocaleString('en-US')} bytes`);
  });

  it('a long name of a list is told, with what a short entry costs', () => {
    const name = '/etc/amanda/exclude-lists/customers-of-the-web-server.list';
    const lists = conf.replace('"GNUTAR"\n', `"GNUTAR"\n    ⟦exclude list "${name}"⟧\n`);
    expectFindings(
      'network/exclude-bytes',
      { 'amanda.conf': lists, disklist: list(100) },
      { messages: [/list .* takes 10,\d+ bytes \(100 DLEs\).*take 4,\d+ bytes/] },
    );
  });
  it('network/fragments: a hint above one MTU, once for each host', () => {
    expectFindings(
      'network/fragments',
      { 'amanda.conf': conf, disklist: '⟦h⟧ /a d\nh /b d\nh /c d\nh /d d\nh /e d\n' },
      { severity: 'hint', messages: [/in 2 fragments/] },
    );
    expectClean('network/fragments', { 'amanda.conf': conf, disklist: 'h /a d\n' });
    expectClean('network/fragments', { 'amanda.conf': conf.replace('"bsd"', '"ssh"'), disklist: list(20) });
  });
  it('network/udp-auth: one info on the line that causes it', () => {
    const marked = conf.replace('auth "bsd"', '⟦auth "bsd"⟧');
    expectFindings(
      'network/udp-auth',
      { 'amanda.conf': marked, disklist: `${list(3)}g / d\n` },
      { severity: 'info' },
    );
    expectClean('network/udp-auth', { 'amanda.conf': conf.replace('"bsd"', '"bsdtcp"'), disklist: list(3) });
    const { fix, files } = fixOf(
      { 'amanda.conf': '', disklist: 'h / BSD-AUTH\n' },
      /bsdtcp/,
      'network/udp-auth',
    );
    expect(fix.title).toContain('this DLE');
    expect(files.disklist).toBe('h / {\n    BSD-AUTH\n    auth "bsdtcp"\n}\n');
  });
  it('network/firewall-timeout: with N from the budget, and both forms of nc', () => {
    const files = { 'amanda.conf': conf.replace('10', '300'), disklist: '⟦h⟧ /a d\nh /b d\n' };
    const [one] = expectFindings('network/firewall-timeout', files, { messages: [/master_timeout=1860/] });
    const copies = one?.finding.fixes?.().flatMap((fix) => fix.copy ?? []) ?? [];
    expect(copies.join('\n')).toContain('options nf_conntrack_amanda master_timeout=1860');
    expect(copies.join('\n')).toContain('options ip_conntrack_amanda master_timeout=1860');
    expect(copies.join('\n')).toContain('nc -vv -u -l -p 10080');
    expect(copies.join('\n')).toContain('nc -vv -u -l 10080');
    expect(copies.join('\n')).toContain('nc -vv -u h 10080');
    expect(copies.join('\n')).toContain('# 4. wait 1,860 s (31 min) and type on the client again');
    expectClean('network/firewall-timeout', files, { firewallTimeout: 4000 });
    expectClean('network/firewall-timeout', { ...files, 'amanda.conf': conf.replace('"bsd"', '"ssh"') });
  });

  it('network/selfcheck-too-large: amcheck alone fails, or both do', () => {
    const check = 'network/selfcheck-too-large';
    const bsd = (n: number) => ({ 'amanda.conf': conf, disklist: list(n) });
    expectClean(check, bsd(250));
    const [both] = findingsOf(check, bsd(400)).found;
    expect(both?.severity).toBe('warning');
    expect(both?.finding.message).toMatch(
      /^h: amcheck's selfcheck request has [\d,]+ bytes, but UDP carries 65,503 bytes: amcheck will fail for this host, and so will the estimates on every day \([\d,]+ bytes\)\. \d+ DLEs of 400 fit; auth "bsdtcp" has no such limit\.$/,
    );
    // amcheck asks about DLEs of which no estimate is ever asked.
    const seldom = conf.replace('"GNUTAR"\n', '"GNUTAR"\n    skip-full yes\n    skip-incr yes\n');
    const files = { 'amanda.conf': seldom, disklist: list(400) };
    const [alone] = findingsOf(check, files).found;
    expect(alone?.finding.message).toContain('though its estimates are not asked for over UDP');
    expectClean(check, { ...files, 'amanda.conf': seldom.replace('"bsd"', '"bsdtcp"') });
    expectClean(check, bsd(400), { version: '2.5.0' });
  });

  it('network/reply-too-large: long names are in the reply once for each level', () => {
    const files = { 'amanda.conf': conf, disklist: list(60, `/${'very-long-name/'.repeat(30)}`) };
    const { found } = findingsOf('network/reply-too-large', files);
    expect(found.map(({ severity }) => severity)).toEqual(['warning']);
    // 60 DLEs × 3 levels, each a name of 455 bytes and " 0 SIZE 1234567890" with its newline.
    expect(found[0]?.finding.message).toContain(
      `up to ${(60 * 3 * (455 + 19) + 50 + 57).toLocaleString('en-US')} bytes`,
    );
    expectClean('network/reply-too-large', { 'amanda.conf': conf, disklist: list(60) });
    // FreeBSD and macOS clients send no more than this; what the server sends is no matter here.
    const mac = { clientMaxDatagram: [{ host: 'h*', bytes: 5000 }] };
    const [small] = findingsOf(
      'network/reply-too-large',
      { 'amanda.conf': conf, disklist: list(60) },
      mac,
    ).found;
    expect(small?.finding.message).toContain('this client sends at most 5,000 bytes (setting for h*)');
    expect(small?.finding.fixes?.().find((fix) => /sysctl/.test(fix.title))?.copy).toContain(
      '# on h, as root',
    );
    expectClean(
      'network/reply-too-large',
      { 'amanda.conf': conf, disklist: list(60) },
      { maxDatagram: 5000 },
    );
    expectClean('network/reply-too-large', { ...files, 'amanda.conf': conf.replace('"bsd"', '"bsdtcp"') });
  });
});
