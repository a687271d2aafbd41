import { describe, expect, it } from 'vitest';
import {
  blockNamedAt,
  childrenOf,
  isDle,
  parentsOf,
  usedBy,
  usersOf,
} from '../../../server/src/features/navigation/hierarchy';
import { documentLinks } from '../../../server/src/features/navigation/links';
import { prepareRename, rename } from '../../../server/src/features/navigation/rename';
import { documentSymbols, workspaceSymbols } from '../../../server/src/features/navigation/symbols';
import {
  definitionOf,
  occurrenceAt,
  occurrencesOf,
} from '../../../server/src/features/navigation/symbols-at';
import type { Snapshot } from '../../../server/src/model/snapshot';
import { applyEdits, type Place } from '../../../server/src/text/span';
import { snapshotOf, testUri } from '../../support/snapshot';

const files: Record<string, string> = {
  'amanda.conf': `diskfile "disklist"
includefile "types.conf"
define tapetype T { # comment
    length 10 gb
}
tapetype "T"
define interface local {
    use 1000 kbps
}
define application app_tar {
    plugin "amgtar"
}
define dumptype user {
    base
    "index"
    program "APPLICATION"
    application "app_tar"
    exclude list "/etc/amanda/exclude"
}
`,
  'types.conf': `define dumptype base {
    auth "bsdtcp"
}
define dumptype index {
    index yes
}
`,
  disklist: `client1 /home user
client1 /var {
    base
    comment "own"
} -1 local
client2 "/my files" base
`,
};

/** The snapshot, and the place of the mark `^` behind `name` of a file. */
function at(snapshot: Snapshot, name: string, needle: string): [Snapshot, string, number] {
  const text = files[name] ?? '';
  const offset = text.indexOf(needle);
  if (offset < 0) throw new Error(`${needle} is not in ${name}`);
  return [snapshot, testUri(name), offset + 1];
}
const snapshot = snapshotOf(files);
const short = ({ uri, span }: Place) => {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  const text = files[name] ?? '';
  return `${name}:${text.slice(0, span.start).split('\n').length} ${text.slice(span.start, span.end)}`;
};
const uses = (name: string, needle: string) => {
  const found = occurrenceAt(...at(snapshot, name, needle));
  return found
    ? occurrencesOf(snapshot, found.target).map((one) => `${one.role} ${short(one.place)}`)
    : undefined;
};
function renamed(name: string, needle: string, newName: string): Record<string, string> {
  const edits = rename(...at(snapshot, name, needle), newName);
  return Object.fromEntries(
    edits.map((edit) => {
      const file = edit.uri.slice(edit.uri.lastIndexOf('/') + 1);
      return [file, applyEdits(files[file] ?? '', edit.edits)];
    }),
  );
}
const reason = (name: string, needle: string, newName: string) => {
  try {
    rename(...at(snapshot, name, needle), newName);
    return 'accepted';
  } catch (error) {
    return String(error);
  }
};

describe('definitions and references', () => {
  it('finds a dumptype in includes, by inheritance and in the disklist', () => {
    const expected = [
      'definition types.conf:1 base',
      'use amanda.conf:14 base',
      'use disklist:3 base',
      'use disklist:6 base',
    ];
    expect(uses('types.conf', 'base')).toEqual(expected);
    expect(uses('disklist', 'base\n    comment')).toEqual(expected);
    const found = occurrenceAt(...at(snapshot, 'disklist', 'user'));
    const place = found && definitionOf(snapshot, found.target)?.place;
    expect(place && short(place)).toBe('amanda.conf:13 user');
  });

  it('finds applications, tapetypes, hosts and included files', () => {
    expect(uses('amanda.conf', 'app_tar"')).toEqual([
      'definition amanda.conf:10 app_tar',
      'use amanda.conf:17 "app_tar"',
    ]);
    expect(uses('amanda.conf', 'T { #')).toEqual(['definition amanda.conf:3 T', 'use amanda.conf:6 "T"']);
    expect(uses('disklist', 'client1 /var')).toEqual([
      'definition disklist:1 client1',
      'use disklist:2 client1',
    ]);
    const include = occurrenceAt(...at(snapshot, 'amanda.conf', 'types.conf'));
    expect(include && definitionOf(snapshot, include.target)?.place.uri).toBe(testUri('types.conf'));
  });

  it('says nothing where no name stands', () => {
    expect(uses('amanda.conf', 'length')).toBeUndefined();
    expect(uses('amanda.conf', 'comment')).toBeUndefined();
  });
});

describe('rename', () => {
  it('changes the definition and every use, with quotes where the new name needs them', () => {
    const after = renamed('disklist', 'user', 'home.dirs');
    expect(after['amanda.conf']).toContain('define dumptype "home.dirs" {');
    expect(after['disklist']).toContain('client1 /home home.dirs\n');
    expect(snapshotOf({ ...files, ...after }).config.problems).toEqual([]);
  });

  it('keeps the quotes that a reference to an application must have', () => {
    const after = renamed('amanda.conf', 'app_tar {', 'gnu');
    expect(after['amanda.conf']).toContain('define application gnu {');
    expect(after['amanda.conf']).toContain('application "gnu"');
  });

  it('quotes a name that is a keyword where it is inherited', () => {
    const after = renamed('types.conf', 'base', 'record');
    expect(after['amanda.conf']).toContain('    "record"\n');
    // The block in the disklist inherits it, too; the column of a DLE needs no quotes.
    expect(after['disklist']).toContain('    "record"\n');
    expect(after['disklist']).toContain('client2 "/my files" record\n');
    const result = snapshotOf({ ...files, ...after });
    expect(result.config.problems).toEqual([]);
    expect(result.disklist.problems).toEqual([]);
  });

  it('writes no quotes around the interface of a DLE, where Amanda does not look for them', () => {
    const after = renamed('amanda.conf', 'local {', 'réseau');
    expect(after['amanda.conf']).toContain('define interface "réseau" {');
    expect(after['disklist']).toContain('} -1 réseau\n');
    expect(snapshotOf({ ...files, ...after }).disklist.problems).toEqual([]);
    expect(reason('amanda.conf', 'local {', 'lan#1')).toContain('takes no quotes there');
  });

  it('follows strings that name a changer, a device or a tapetype, defined above or below', () => {
    const text = [
      'tpchanger "robot"',
      'tapedev "ROBOT"',
      'define changer robot {',
      '  tpchanger "chg-disk:/vtapes"',
      '}',
      'define storage s {',
      '  tpchanger "robot"',
      '  tapedev "tape:/dev/nst0"',
      '}',
      '',
    ].join('\n');
    const one = snapshotOf({ 'amanda.conf': text });
    const uri = testUri('amanda.conf');
    const found = occurrenceAt(one, uri, text.indexOf('ROBOT'));
    expect(found && definitionOf(one, found.target)?.place.span.start).toBe(text.indexOf('robot {'));
    const edits = rename(one, uri, text.indexOf('robot {'), 'library').flatMap((file) => file.edits);
    expect(applyEdits(text, edits)).toBe(text.replace(/robot/gi, 'library'));
  });

  it('renames hosts', () => {
    expect(renamed('disklist', 'client1', 'www.example.org')['disklist']).toMatch(
      /^www\.example\.org \/home user\nwww\.example\.org \/var \{/,
    );
  });

  it('refuses a name that would turn the device of a DLE into its dumptype', () => {
    const other = snapshotOf({ ...files, disklist: 'h /a sdb1 base\nh /b user\n' });
    expect(() => rename(...at(other, 'types.conf', 'base'), 'SDB1')).toThrow('h /a has the device SDB1');
  });

  it('refuses with a reason', () => {
    expect(reason('disklist', 'user', 'BASE')).toContain('There is a dumptype base already');
    expect(reason('amanda.conf', 'app_tar {', 'app_tar')).toBe('accepted');
    expect(reason('disklist', 'user', 'no-compress')).toContain('built into Amanda');
    expect(reason('disklist', 'user', 'a b')).toContain('blanks');
    expect(reason('disklist', 'client1', 'client2')).toContain('would mix the two hosts');
    expect(reason('amanda.conf', 'T { #', '1st')).toBe('accepted');
    expect(reason('types.conf', 'base', '1st')).toContain('first name that a configuration defines');
    expect(() => prepareRename(...at(snapshot, 'disklist', '/home'))).toThrow(
      'key under which Amanda keeps the history',
    );
    expect(prepareRename(...at(snapshot, 'amanda.conf', 'length'))).toBeUndefined();
  });
});

describe('symbols', () => {
  it('outlines a configuration and a disklist', () => {
    const conf = documentSymbols(snapshot, testUri('amanda.conf'));
    expect(conf.map((one) => [one.name, one.detail, one.children?.map((c) => c.name)])).toEqual([
      ['diskfile', '"disklist"', undefined],
      ['includefile', '"types.conf"', undefined],
      ['T', 'tapetype', ['length']],
      ['tapetype', '"T"', undefined],
      ['local', 'interface', ['use']],
      ['app_tar', 'application', ['plugin']],
      ['user', 'dumptype', ['base', 'index', 'program', 'application', 'exclude']],
    ]);
    const list = documentSymbols(snapshot, testUri('disklist'));
    expect(
      list.map((one) => [one.name, one.detail, one.children?.map((c) => `${c.name} ${c.detail}`)]),
    ).toEqual([
      ['client1', '2 DLEs', ['/home user', '/var inline dumptype']],
      ['client2', '1 DLE', ['/my files base']],
    ]);
  });

  it('finds names of the workspace by their letters', () => {
    expect(workspaceSymbols(snapshot, 'apt', 10).map((one) => one.name)).toEqual(['app_tar']);
    expect(workspaceSymbols(snapshot, 'c1 /v', 10).map((one) => one.name)).toEqual(['client1 /var']);
    expect(workspaceSymbols(snapshot, '', 2)).toHaveLength(2);
  });
});

describe('hierarchies and links', () => {
  it('knows parents, children and users of a dumptype', () => {
    const base = blockNamedAt(...at(snapshot, 'types.conf', 'base'));
    const user = blockNamedAt(...at(snapshot, 'disklist', 'user'));
    if (!base || !user) throw new Error('not found');
    expect(parentsOf(user).map((one) => one.name)).toEqual(['base', 'index']);
    expect(childrenOf(snapshot, base).map((one) => one.name)).toEqual(['user', 'custom(client1:_var).1']);
    const users = usersOf(snapshot, base).map(({ from }) =>
      isDle(from) ? `${from.host} ${from.disk}` : from.name,
    );
    expect(users).toEqual(['user', 'custom(client1:_var).1', 'client2 /my files']);
    expect(usedBy(snapshot, user).map(({ to }) => to.name)).toEqual(['base', 'index', 'app_tar']);
  });

  it('links to included files, the disklist and lists', () => {
    const text = files['amanda.conf'] ?? '';
    const links = documentLinks(snapshot, testUri('amanda.conf'));
    expect(links.map((one) => [text.slice(one.span.start, one.span.end), one.target, one.uncertain])).toEqual(
      [
        ['types.conf', testUri('types.conf'), false],
        ['disklist', testUri('disklist'), true],
        ['/etc/amanda/exclude', 'file:///etc/amanda/exclude', true],
      ],
    );
  });
});
