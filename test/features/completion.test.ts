import { InsertTextFormat, type CompletionItem } from 'vscode-languageserver-types';
import { describe, expect, test } from 'vitest';
import { completion, resolveCompletion } from '../../server/src/features/completion';
import { snapshotOf, testUri } from '../support/snapshot';

const base = `define tapetype LTO6 {
  length 2500 gb
}
define application app {
  plugin "amgtar"
}
define application "odd.name" {
  plugin "ampgsql"
}
define interface eth0 {
  use 100 mb
}
define dumptype global {
  comment "for all"
}
define dumptype user-tar {
  global
}
`;
const disks = `alpha /home user-tar
alpha /var user-tar
beta /home user-tar
`;

/** Completes at the `|` of a text; the rest of the configuration is `base` and `disks`. */
function at(name: 'amanda.conf' | 'disklist' | 'amanda-client.conf', marked: string, snippets = true) {
  const offset = marked.indexOf('|');
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  const files: Record<string, string> =
    name === 'disklist' ? { 'amanda.conf': base, disklist: text } : { [name]: text };
  if (name === 'amanda.conf') files['disklist'] = disks;
  const snapshot = snapshotOf(files);
  const uri = testUri(name);
  const items = [...completion(snapshot, uri, offset, { snippets, files: ['types.conf', 'disklist'] })].sort(
    (a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1),
  );
  const apply = (label: string): string => {
    const item = items.find((one) => one.label === label);
    if (!item?.textEdit || !('range' in item.textEdit)) throw new Error(`${label} is not offered`);
    const lines = snapshot.lines(uri);
    if (!lines) throw new Error('no lines');
    const { range, newText } = item.textEdit;
    return text.slice(0, lines.offsetAt(range.start)) + newText + text.slice(lines.offsetAt(range.end));
  };
  return { items, labels: items.map((item) => item.label), apply, snapshot };
}

const inConf = (marked: string, snippets = true) => at('amanda.conf', base + marked, snippets);
const inDisks = (marked: string) => at('disklist', disks + marked);
const find = (items: readonly CompletionItem[], label: string) => items.find((item) => item.label === label);

describe('completion of parameters', () => {
  test('the top level offers its own parameters, define and includefile', () => {
    const { labels } = inConf('|\n');
    expect(labels).toContain('dumpcycle');
    expect(labels).toContain('define');
    expect(labels).toContain('includefile');
    expect(labels).not.toContain('compress');
  });

  test('what is set already comes behind, deprecated ones last and marked', () => {
    const { labels, items } = inConf('dumpcycle 7\n|\n');
    expect(labels.indexOf('dumpcycle')).toBeGreaterThan(labels.indexOf('tapecycle'));
    expect(labels.indexOf('usetimestamps')).toBeGreaterThan(labels.indexOf('dumpcycle'));
    expect(find(items, 'usetimestamps')?.tags).toEqual([1]);
  });

  test('a block offers its parameters and the blocks above to inherit from, but not itself', () => {
    const { labels } = inConf('define dumptype mine {\n  |\n}\ndefine dumptype later {\n}\n');
    expect(labels).toEqual(expect.arrayContaining(['auth', 'estimate', 'global', 'user-tar', 'NO-COMPRESS']));
    expect(labels).not.toContain('dumpuser');
    expect(labels).not.toContain('mine');
    expect(labels).not.toContain('later');
  });

  test.each([
    ['a block that is not closed', 'define dumptype mine {\n  |', true],
    ['the line after it', 'define dumptype mine {\n  auth "bsd"\n|', true],
    ['behind a closed block', 'define dumptype mine {\n}\n|', false],
    ['in front of a missing brace', 'define dumptype mine {\n|\ndefine tapetype x {\n}\n', true],
  ])('%s', (_, marked, inside) => {
    const { labels } = inConf(marked);
    expect(labels.includes('estimate')).toBe(inside);
    expect(labels.includes('dumpuser')).toBe(!inside);
  });

  test('writes quotes for strings where the editor takes snippets', () => {
    expect(inConf('define dumptype mine {\n  au|\n}\n').apply('auth')).toContain('  auth "$1"\n');
    expect(inConf('define dumptype mine {\n  au|\n}\n', false).apply('auth')).toContain('  auth \n');
  });

  test('after define come the kinds, with a block to fill in', () => {
    const { labels, items } = inConf('define |\n');
    expect(labels).toEqual(expect.arrayContaining(['dumptype', 'tapetype', 'storage']));
    expect(find(items, 'tapetype')?.insertTextFormat).toBe(InsertTextFormat.Snippet);
    expect(inConf('define tape|\n').apply('tapetype')).toContain('define tapetype ${1:name} {\n  length');
  });

  test('nothing behind a brace, in a name or in a plain comment', () => {
    expect(inConf('define dumptype mine { |\n}\n').labels).toEqual([]);
    expect(inConf('define dumptype mi|\n').labels).toEqual([]);
    expect(inConf('# see the wiki |\n').labels).toEqual([]);
  });

  test.each([
    ['or| "x"', 'mailto', 'mailto "x"'],
    ['dump|cycle 7', 'runtapes', 'runtapes 7'],
    ['|org "x"', 'mailto', 'mailto org "x"'],
    ['define du|mptype x {\n}', 'tapetype', 'define tapetype x {\n}'],
    ['inc| "types.conf"', 'includefile', 'includefile "types.conf"'],
  ])('what stands behind the word stays as it is: %s', (marked, label, expected) => {
    expect(inConf(`${marked}\n`).apply(label)).toBe(`${base}${expected}\n`);
  });

  test('amanda-client.conf has its own', () => {
    const { labels } = at('amanda-client.conf', '|\n');
    expect(labels).toContain('index-server');
    expect(labels).not.toContain('dumpcycle');
    const script = at('amanda-client.conf', 'define script x {\n  |\n}\n').labels;
    expect(script).toContain('order');
    expect(script).not.toContain('single-execution');
    expect(at('amanda-client.conf', 'client-port |\n').labels).toEqual([]);
  });
});

describe('completion of values', () => {
  const value = (line: string) => inConf(`define dumptype mine {\n  ${line}\n}\n`);

  test.each([
    ['compress |', ['none', 'client', 'server', 'fast', 'best', 'custom']],
    ['compress client |', ['fast', 'best', 'custom']],
    ['compress fast |', ['client', 'server']],
    ['estimate |', ['client', 'calcsize', 'server']],
    ['estimate server |', ['client', 'calcsize']],
    ['exclude |', ['list', 'file', 'optional', 'append']],
    ['exclude list |', ['optional', 'append']],
    ['exclude list append |', []],
    ['record |', ['yes', 'no', 'on', 'off', 'true', 'false']],
    ['strategy |', ['standard', 'nofull', 'noinc', 'skip', 'incronly', 'hanoi']],
    ['bumpsize 20 |', ['kb', 'mb', 'gb', 'tb']],
    ['bumpsize 20m|', ['kb', 'mb', 'gb', 'tb']],
    ['dumpcycle 2 |', ['days', 'weeks']],
    ['comprate |', ['0.50, 0.50']],
    ['comment |', []],
    ['bumpsize 20|', ['kb', 'mb', 'gb', 'tb', '10240', 'inf']],
    ['estimate | client', ['calcsize', 'server']],
    ['compress | best', ['client', 'server']],
  ])('%s', (line, expected) => {
    expect(value(line).labels).toEqual(expected);
  });

  test.each([
    ['auth |', '  auth "bsdtcp"\n'],
    ['auth "|"', '  auth "bsdtcp"\n'],
    ['auth "bs|', '  auth "bsdtcp"\n'],
    ['auth bs|', '  auth "bsdtcp"\n'],
    ['auth "|bsd" # old', '  auth "bsdtcp" # old\n'],
  ])('quotes are neither lost nor doubled: %s', (line, expected) => {
    expect(value(line).apply('bsdtcp')).toContain(expected);
  });

  test('a unit goes behind the number that is being typed', () => {
    expect(value('bumpsize 20|').apply('mb')).toContain('  bumpsize 20 mb\n');
    expect(value('bumpsize 20| kb').labels).toEqual(['10240', 'inf']);
  });

  test('a tapedev may name a changer too, a dumporder grows by a letter', () => {
    const changer = 'define changer robot {\n}\n';
    expect(inConf(`${changer}tapedev "|"\n`).labels).toEqual(expect.arrayContaining(['robot', 'tape:']));
    expect(inConf('dumporder "tT|"\n').apply('b')).toContain('dumporder "tTb"');
    expect(inConf('dumporder |\n').apply('B')).toContain('dumporder "B"');
  });

  test('names of blocks, quoted where Amanda wants quotes', () => {
    expect(value('application |').apply('app')).toContain('application "app"');
    expect(inConf('tapetype |\n').apply('LTO6')).toContain('tapetype LTO6\n');
    expect(inConf('tapetype |\n').labels).toEqual(['LTO6']);
    expect(value('application |').apply('odd.name')).toContain('application "odd.name"');
  });

  test('plugins of the distribution and their properties', () => {
    const plugins = inConf('define application x {\n  plugin "|"\n}\n').labels;
    expect(plugins).toEqual(expect.arrayContaining(['amgtar', 'ampgsql']));
    const properties = inConf('define application x {\n  plugin "amgtar"\n  property |\n}\n');
    expect(properties.labels).toContain('ONE-FILE-SYSTEM');
    expect(properties.labels).not.toContain('PG-PORT');
    expect(properties.apply('ONE-FILE-SYSTEM')).toContain('property "ONE-FILE-SYSTEM"');
    expect(inConf('define application x {\n  plugin "amgtar"\n  property "sparse" |\n}\n').labels).toEqual([
      'YES',
      'NO',
    ]);
  });

  test('the plugin may be inherited, or be the name of a block of the client', () => {
    const inherited = inConf('define application x {\n  app\n  property |\n}\n').labels;
    expect(inherited).toContain('SPARSE');
    expect(inherited).not.toContain('ARCHIVEDIR');
    const named = at('amanda-client.conf', 'define application ampgsql {\n  property |\n}\n').labels;
    expect(named).toContain('ARCHIVEDIR');
    expect(named).not.toContain('SPARSE');
  });

  test('a property that the block sets already comes behind the others', () => {
    const { labels } = inConf(
      'define application x {\n  plugin "amgtar"\n  property "atime_preserve" "no"\n  property |\n}\n',
    );
    expect(labels.at(-1)).toBe('ATIME-PRESERVE');
  });

  test('changers with their properties, devices with theirs', () => {
    expect(inConf('tpchanger "|"\n').apply('chg-disk:')).toContain(
      'tpchanger "chg-disk:/var/lib/amanda/vtapes"',
    );
    const changer = 'define changer x {\n  tpchanger "chg-robot:/dev/sg3"\n  property "|"\n}\n';
    expect(inConf(changer).labels).toContain('TAPE-DEVICE');
    expect(inConf(changer).labels).not.toContain('NUM-SLOT');
    expect(inConf('define device x {\n  tapedev "s3:b"\n  device-property "|"\n}\n').labels).toContain(
      'S3_HOST',
    );
  });

  test('lists with commas, templates and columns', () => {
    const points = inConf('define script x {\n  execute-on pre-backup, |\n}\n').labels;
    expect(points).toContain('post-backup');
    expect(points).not.toContain('pre-backup');
    expect(inConf('autolabel "A-$|"\n').apply('$c')).toContain('autolabel "A-$c"');
    expect(inConf('columnspec "Disk=1:18,Ho|"\n').apply('HostName')).toContain('"Disk=1:18,HostName="');
  });

  test('include paths are files of the folder', () => {
    expect(inConf('includefile "|"\n').apply('types.conf')).toContain('includefile "types.conf"');
  });

  test('only what the Amanda of the settings has', () => {
    const text = 'define dumptype x {\n  \n}\n';
    const snapshot = snapshotOf({ 'amanda.conf': text, disklist: '' }, { version: '2.4' });
    const labels = completion(snapshot, testUri('amanda.conf'), text.indexOf('  ') + 2, {
      snippets: true,
    }).map((i) => i.label);
    expect(labels).toContain('compress');
    expect(labels).not.toContain('estimate');
    expect(labels).not.toContain('tag');
  });

  test('ids of checks in a comment that turns some off', () => {
    expect(inConf('# amanda-lint-disable-next-line net|\n').labels).toContain('network/request-too-large');
    expect(inConf('#|\n').labels).toContain('amanda-lint-disable-next-line');
    expect(inConf('# ama|\n').labels).toContain('amanda-lint-disable-next-line');
    expect(inConf('# |\n').labels).toEqual([]);
    expect(inConf('# the|\n').labels).toEqual([]);
  });
});

describe('completion in a disklist, column by column', () => {
  test('hosts that are there', () => {
    expect(inDisks('|\n').labels.slice(0, 2)).toEqual(['alpha', 'beta']);
  });

  test('disks that this host lacks', () => {
    expect(inDisks('beta |\n').labels).toEqual(['/var']);
    expect(inDisks('gamma /|\n').labels).toEqual(['/home', '/var']);
  });

  test('dumptypes, own ones first, and an inline block', () => {
    const { labels, apply } = inDisks('gamma /srv us|\n');
    expect(labels).toEqual(expect.arrayContaining(['user-tar', 'global', 'NO-COMPRESS', '{ … }']));
    expect(labels.indexOf('global')).toBeLessThan(labels.indexOf('NO-COMPRESS'));
    expect(apply('user-tar')).toContain('gamma /srv user-tar\n');
  });

  test('the whole column is replaced, quotes and all', () => {
    expect(inDisks('gamma "/a |b" user-tar\n').apply('/home')).toContain('gamma "/home" user-tar\n');
    expect(inDisks('gamma /srv us|er-tar 1\n').apply('global')).toContain('gamma /srv global 1\n');
    expect(inDisks('gam|ma /srv user-tar\n').apply('alpha')).toContain('\nalpha /srv user-tar\n');
    expect(inDisks('gam|ma /srv user-tar\n').labels).toEqual(['alpha', 'beta']);
  });

  test('columns are counted over lines that a backslash joins', () => {
    expect(inDisks('gamma \\\n  |\n').labels).toEqual(['/home', '/var']);
    expect(inDisks('gamma \\\n  /srv \\\n  us|\n').apply('user-tar')).toContain('  /srv \\\n  user-tar\n');
  });

  test('a quote that is not closed yet hides no column of the lines below', () => {
    const { apply } = inDisks('gamma "/srv user-tar\nbeta /srv us|\n');
    expect(apply('user-tar')).toContain('gamma "/srv user-tar\nbeta /srv user-tar\n');
  });

  test('devices of other entries, and only they in front of an inline block', () => {
    const used = 'delta data /dev/sdb1 user-tar\n';
    expect(inDisks(`${used}gamma data |\n`).labels).toEqual(
      expect.arrayContaining(['/dev/sdb1', 'user-tar']),
    );
    expect(inDisks(`${used}gamma data | {\n  user-tar\n}\n`).labels).toEqual(['/dev/sdb1']);
  });

  test.each(['gamma /srv {|\n}\n', 'gamma /srv { |', 'gamma "/srv"|', 'includefile a |', '# al|', '# |'])(
    'nothing can stand here: %j',
    (marked) => {
      expect(inDisks(marked).labels).toEqual([]);
    },
  );

  test('spindle and interface behind the dumptype', () => {
    expect(inDisks('gamma /srv user-tar |\n').labels).toEqual(['-1', '0', '1']);
    expect(inDisks('gamma /srv user-tar 1 |\n').labels).toContain('eth0');
    expect(inDisks('gamma /srv /dev/sda1 |\n').labels).toContain('user-tar');
    expect(inDisks('gamma /srv /dev/sda1 user-tar |\n').labels).toEqual(['-1', '0', '1']);
  });

  test('an inline block is a dumptype, closed or not', () => {
    for (const marked of [
      'gamma /srv {\n  |\n}\n',
      'gamma /srv {\n  user-tar\n  |',
      'gamma /srv {\n|\n} 1\n',
    ]) {
      expect(inDisks(marked).labels, marked).toContain('estimate');
      expect(inDisks(marked).labels, marked).toContain('user-tar');
    }
    expect(inDisks('gamma /srv {\n  user-tar\n} |\n').labels).toEqual(['-1', '0', '1']);
    expect(inDisks('gamma /srv {\n  estimate |\n}\n').labels).toEqual(['client', 'calcsize', 'server']);
  });
});

describe('whole blocks', () => {
  const offered = (name: string, text: string, starter: boolean) =>
    completion(snapshotOf({ 'amanda.conf': base, [name]: text }), testUri(name), text.length, {
      snippets: true,
      starter,
    });

  test('are offered to editors without the snippets of the extension', () => {
    const labels = offered('amanda.conf', base, true).map(({ label }) => label);
    expect(labels).toEqual(expect.arrayContaining(['define dumptype', 'define storage']));
    expect(offered('amanda.conf', base, false).map(({ label }) => label)).not.toContain('define dumptype');
    expect(offered('disklist', '', true).map(({ label }) => label)).toContain('DLE with an inline dumptype');
    expect(offered('disklist', '', false).map(({ label }) => label)).not.toContain(
      'DLE with an inline dumptype',
    );
  });

  test('name what is defined above, and nothing else', () => {
    const body = (text: string) =>
      find(offered('amanda.conf', text, true), 'define dumptype')?.textEdit?.newText ?? '';
    expect(body(base)).toContain('  ${2:global}\n');
    expect(body('')).toMatch(/^define dumptype \$\{1:name\} \{\n {2}program/);
  });
});

describe('the starter configuration', () => {
  const offered = (text: string, offset: number, starter: boolean, snippets: boolean) =>
    completion(snapshotOf({ 'amanda.conf': text }), testUri('amanda.conf'), offset, {
      snippets,
      starter,
    }).find(({ label }) => label === 'starter configuration');

  test('is offered at the top level to editors without the snippets of the extension', () => {
    expect(offered('', 0, true, true)?.textEdit?.newText).toContain('org "${1:DailySet1}"');
    expect(offered('', 0, false, true)).toBeUndefined();
    expect(offered('define dumptype a {\n\n}\n', 20, true, true)).toBeUndefined();
  });

  test('is plain text for editors without any, and nothing in it is refused', () => {
    const text = offered('', 0, true, false)?.textEdit?.newText ?? '';
    expect(text).toContain('logdir "/var/log/amanda/DailySet1"');
    expect(text).not.toMatch(/\$\{|\$\d/);
    expect(snapshotOf({ 'amanda.conf': text }).config.problems).toEqual([]);
  });
});

describe('documentation on demand', () => {
  test('is fetched for one item and never carried by the list', () => {
    const { items, snapshot } = inConf('define dumptype mine {\n  |\n}\n');
    expect(items.every((item) => item.documentation === undefined)).toBe(true);
    const doc = (label: string) => {
      const item = find(items, label);
      return item && JSON.stringify(resolveCompletion(item, snapshot).documentation);
    };
    expect(doc('estimate')).toContain('Where the sizes come from');
    expect(doc('user-tar')).toContain('Inherits from');
    expect(doc('NO-COMPRESS')).toContain('without compression');
  });

  test('an item that the editor made up is left alone', () => {
    for (const data of [
      undefined,
      null,
      5,
      {},
      { subject: 'x' },
      { subject: { about: 'parameter', context: '__proto__', name: 'x' } },
      { subject: { about: 'block', kind: 'constructor', name: 'x' } },
    ])
      expect(resolveCompletion({ label: 'x', data }, undefined)).toEqual({ label: 'x', data });
  });
});

test('every offset of a broken file gives an answer', () => {
  const broken = `${base}define dumptype x {\n auth "bsd\n exclude list append "a" }\n{ } define\nholdingdisk h {\n use 1 g\n`;
  const snapshot = snapshotOf({ 'amanda.conf': broken, disklist: 'a b {\n x "\n' });
  for (let offset = 0; offset <= broken.length; offset++)
    expect(Array.isArray(completion(snapshot, testUri('amanda.conf'), offset, { snippets: true }))).toBe(
      true,
    );
  for (let offset = 0; offset <= 10; offset++)
    completion(snapshot, testUri('disklist'), offset, { snippets: true });
});
