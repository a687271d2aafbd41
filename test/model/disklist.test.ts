import { describe, expect, it } from 'vitest';
import { resolveConfig } from '../../server/src/model/config';
import { resolveDisklist } from '../../server/src/model/disklist';
import { printDles } from '../../server/src/model/print';
import type { Config, Disklist } from '../../server/src/model/types';
import { TreeCache } from '../../server/src/syntax/trees';
import { MemoryFiles } from '../../server/src/workspace/memory';

const folder = 'file:///etc/amanda/test';
const conf = `define dumptype d {
  auth "bsd"
}
define dumptype tar {
  program "GNUTAR"
}
define interface local {
}
`;

function read(files: Record<string, string>): { config: Config; list: Disklist } {
  const memory = new MemoryFiles(
    Object.fromEntries(
      Object.entries({ 'amanda.conf': conf, ...files }).map(([name, text]) => [`${folder}/${name}`, text]),
    ),
  );
  const trees = new TreeCache();
  const config = resolveConfig({
    folder,
    root: `${folder}/amanda.conf`,
    client: false,
    source: memory.source,
    trees,
    version: '3.5.1',
  });
  return {
    config,
    list: resolveDisklist(config, { root: `${folder}/disklist`, source: memory.source, trees }),
  };
}

/** Each problem as its id, the text it stands on, and Amanda's own words. */
function problems(disklist: string, more: Record<string, string> = {}): string[] {
  const { list } = read({ disklist, ...more });
  return list.problems.map(({ id, place, amanda }) => {
    const text = place.uri.endsWith('/disklist')
      ? disklist
      : (more[place.uri.slice(folder.length + 1)] ?? '');
    return `${id.replace('disklist/', '')} @${text.slice(place.span.start, place.span.end)}@ ${amanda}`;
  });
}

describe('resolveDisklist', () => {
  it('reads columns as Amanda does', () => {
    const { list } = read({
      disklist: [
        'h1 /a d',
        'h1 "/b c" tar 2 LOCAL',
        'h2 root /dev/x d -1',
        'h2 /t d tar',
        'h2 /in {',
        '  tar',
        '  index no',
        '} 3',
      ].join('\n'),
    });
    expect(list.problems.map(({ amanda }) => amanda)).toEqual(["non-integer spindle `tar'"]);
    expect(
      list.dles.map((dle) => [
        dle.host,
        dle.disk,
        dle.device,
        dle.dumptype.name,
        dle.spindle,
        dle.interface,
        dle.line,
      ]),
    ).toEqual([
      ['h1', '/a', undefined, 'd', -1, undefined, 1],
      ['h1', '/b c', undefined, 'tar', 2, 'local', 2],
      ['h2', 'root', '/dev/x', 'd', -1, undefined, 3],
      ['h2', '/t', undefined, 'd', -1, undefined, 4],
      ['h2', '/in', undefined, 'custom(h2:_in).1', 3, undefined, 5],
    ]);
    expect(list.hosts.map(({ name, dles }) => [name, dles.length])).toEqual([
      ['h1', 2],
      ['h2', 3],
    ]);
    expect(list.uses.map(({ kind, name, target }) => [kind, name, target?.name])).toContainEqual([
      'interface',
      'LOCAL',
      'local',
    ]);
  });

  it.each([
    ['h', ['missing-disk @h@ disk device name expected']],
    ['h /a', ['missing-dumptype @/a@ disk dumptype expected']],
    ['h "" d', ['empty-disk @""@ invalid empty diskname']],
    ['h /a "" d', ['empty-device @""@ invalid empty diskdevice']],
    ['h /a x', ["unknown-dumptype @x@ disk dumptype 'x' not found"]],
    ['h /a x y', ["unknown-dumptype @y@ undefined dumptype `y'"]],
    ['h /a d x', ["spindle @x@ non-integer spindle `x'"]],
    ['h /a d 1 eth0', ["unknown-interface @eth0@ undefined network interface `ETH0'"]],
    ['h /a d 1 local more text', ['trailing-text @more text@ end of line expected']],
    ['h /a d\nh /a tar', ['duplicate-disk @/a@ duplicate disk record, previous on line 1']],
    ['h /a d\nH /b d', ['host-case @H@ Same host with different case: "h" and "H".']],
    ['h/1 /a d\nh_1 /b d', ['host-file-name @h_1@ Two hosts are mapping to the same name: "h/1" and "h_1"']],
    ['h1 /a d\nh1. /b d', ['host-twice @h1.@ Duplicate host name: "h1" and "h1."']],
    ['h1 /a d\nh[ /b d', ['host-expression @h[@ regex "\\.h[\\.": Unmatched [, [^, [:, [., or [=']],
    [
      'h /a/b d\nh /a:b d',
      [
        'disk-file-name @/a:b@ Two disks are mapping to the same name: "/a/b" and "/a:b"; you must use different diskname',
      ],
    ],
    ['h /a { d\n}', ["text-after-brace @d@ expected line break after `{', ignoring rest of line"]],
    ['h /a { index no }', ["brace-on-same-line @}@ '}' on same line than '{'"]],
    ['h /a d {\n}', ["dumptype-and-block @{@ non-integer spindle `{'"]],
    ['includefile', ['include-name-missing @includefile@ include filename name expected']],
    [
      'includefile "gone"',
      ['missing-file @"gone"@ Could not open \'/etc/amanda/test/gone\': No such file or directory'],
    ],
    [
      'includefile "disklist"',
      ['include-cycle @"disklist"@ Could not open \'/etc/amanda/test/disklist\': Too many open files'],
    ],
    [
      'h /a {\n program "APPLICATION"\n}',
      ['no-application @}@ program set to APPLICATION but no application set'],
    ],
    // What looks wrong and is accepted.
    ['h /usr d\nh /usr/x d\nh /A d\nh /a d', []],
    ['h /a {d\n}', []],
    ['"h" /a d\nh /a d', []],
    ['h /a d -', []],
    ['h /a d 1 Default', []],
  ])('%j', (disklist, expected) => {
    expect(problems(disklist)).toEqual(expected);
  });

  it('leaves out what follows an includefile when Amanda has warned', () => {
    const warning = `${conf}label-new-tapes "x"\n`;
    const { list } = read({
      'amanda.conf': warning,
      disklist: 'h /a d\nincludefile "more"\nh /c d\nbad\n',
      more: 'h /b d\n',
    });
    expect(list.dles.map(({ disk }) => disk)).toEqual(['/a', '/b']);
    expect(list.unread).toHaveLength(2);
    expect(list.problems).toEqual([]);
  });

  it('does not blame names on a file that could not be read', () => {
    const { list } = read({ 'amanda.conf': 'includefile "gone"\n', disklist: 'h /a x\nh /b y 1 eth0\nh\n' });
    expect(list.problems.map(({ id }) => id)).toEqual(['disklist/missing-disk']);
  });

  it('numbers lines as Amanda does', () => {
    const { list } = read({ disklist: '# one\nh \\\n /a d\nh /b {\n comment "x\\\ny"\n}\nh /c d\n' });
    expect(list.dles.map(({ line }) => line)).toEqual([2, 3, 6]);
  });

  it('prints DLEs as amadmin does', () => {
    const { config, list } = read({ disklist: 'h "/a b" /dev/sda d 4 local\nh /c d\n' });
    expect(printDles(config, list, list.dles).split('\n').slice(0, 9)).toEqual([
      'line 1 (/etc/amanda/test/disklist):',
      '    host h:',
      '        interface default',
      '    disk /a b:',
      '        device /dev/sda',
      '        program "DUMP"',
      '        COMMENT             ""',
      '        PROGRAM             "DUMP"',
      '        SERVER-CUSTOM-COMPRESS ""',
    ]);
  });

  it('stays fast with many hosts', () => {
    const lines = Array.from(
      { length: 20_000 },
      (_, i) => `host${String(i % 2000)}.example.com /disk/${String(i)} d`,
    );
    const { list } = read({ disklist: lines.join('\n') });
    expect(list.dles).toHaveLength(20_000);
    expect(list.problems).toEqual([]);
  });
});
