import { describe, expect, test } from 'vitest';
import { contributes, expectScopes, readProjectFile, tokenize } from '../support/grammar';

describe('amanda.conf', () => {
  test('parameters, strings, numbers with units, comments', () =>
    expectScopes(
      'amanda-conf',
      `
org "Daily\\"Set"   # name
^^^ keyword.other.parameter
    ^^^^^^^^^^^^ string.quoted.double
          ^^ constant.character.escape
                   ^^^^^^ comment.line
tape_splitsize 10 GBytes
^^^^^^^^^^^^^^ keyword.other.parameter
               ^^ constant.numeric
                  ^^^^^^ keyword.other.unit
dumpcycle 1week
          ^ constant.numeric
           ^^^^ keyword.other.unit
bumpsize inf
         ^^^ constant.numeric.infinity
tapetype HARD-DISK
         ^^^^^^^^^ variable.other.reference
autolabel "X-%%" empty volume_error
                 ^^^^^ constant.language.value
                       ^^^^^^^^^^^^ constant.language.value
includefile "advanced.conf"
^^^^^^^^^^^ keyword.control.import`,
    ));

  test('blocks, inheritance and modifiers', () =>
    expectScopes(
      'amanda-conf',
      `
define application-tool "app.tar" {
^^^^^^ keyword.control.define
       ^^^^^^^^^^^^^^^^ storage.type.block
                        ^^^^^^^^^ entity.name.type.block
                                  ^ punctuation.section.block
}
define dumptype comp-user_tar{ # a
                ^^^^^^^^^^^^^ entity.name.type.block
    global
    ^^^^^^ entity.other.inherited-class
    "quoted.parent" # c
    ^^^^^^^^^^^^^^^ entity.other.inherited-class
    index
    ^^^^^ keyword.other.parameter
    exclude list optional append ".amanda.exclude"
    ^^^^^^^ keyword.other.parameter
            ^^^^ storage.modifier
                 ^^^^^^^^ storage.modifier
                          ^^^^^^ storage.modifier
    estimate calcsize server
    ^^^^^^^^ keyword.other.parameter
             ^^^^^^^^ constant.language.value
                      ^^^^^^ constant.language.value
}
holdingdisk hd1 {
^^^^^^^^^^^ storage.type.block
            ^^^ entity.name.type.block`,
    ));

  test('a string ends with its line unless a backslash continues it', () =>
    expectScopes(
      'amanda-conf',
      `
org "one\\
    ^^^^^ string.quoted.double
two"
^^^^ string.quoted.double
mailto "open
       ^^^^^ string.quoted.double
runtapes 1
^^^^^^^^ keyword.other.parameter
org "x\\\\\\\\
    ^^^^^^ string.quoted.double
runtapes 2
^^^^^^^^ keyword.other.parameter`,
    ));

  test('unbalanced braces do not change what follows', () =>
    expectScopes(
      'amanda-conf',
      `
define dumptype a {
}}}}{{{{
runtapes 1
^^^^^^^^ keyword.other.parameter
define dumptype b {
                ^ entity.name.type.block`,
    ));
});

describe('disklist', () => {
  test('braces inside columns, quoted dumptypes, and includefile behind blanks', () =>
    expectScopes(
      'amanda-disklist',
      `
  includefile "more" # x
  ^^^^^^^^^^^ keyword.control.import
              ^^^^^^ string.quoted.double
h /a/{x} global 1
  ^^^^^^ string.unquoted.disk
         ^^^^^^ entity.name.type.dumptype
                ^ constant.numeric.spindle
h{1 /b{ "user tar" 1
^^^ entity.name.tag.host
    ^^^ string.unquoted.disk
        ^^^^^^^^^^ entity.name.type.dumptype
h data sdb global 1
       ^^^ string.unquoted.device
           ^^^^^^ entity.name.type.dumptype
h data "/dev/s 1" {
       ^^^^^^^^^^ string.unquoted.device
                  ^ punctuation.section.block
  GLOBAL
  ^^^^^^ entity.other.inherited-class
}
h /c global`,
    ));

  test('columns', () =>
    expectScopes(
      'amanda-disklist',
      `
# comment
^^^^^^^^^ comment.line
host.example.com /home comp-user-tar
^^^^^^^^^^^^^^^^ entity.name.tag.host
                 ^^^^^ string.unquoted.disk
                       ^^^^^^^^^^^^^ entity.name.type.dumptype
h2 home-a /export/home user-tar 2 local # why
^^ entity.name.tag.host
   ^^^^^^ string.unquoted.disk
          ^^^^^^^^^^^^ string.unquoted.device
                       ^^^^^^^^ entity.name.type.dumptype
                                ^ constant.numeric.spindle
                                  ^^^^^ storage.type.interface
                                        ^^^^^ comment.line
h3 "C:/Program Files" "x y" always-full -1
   ^^^^^^^^^^^^^^^^^^ string.unquoted.disk
                      ^^^^^ string.unquoted.device
                            ^^^^^^^^^^^ entity.name.type.dumptype
                                        ^^ constant.numeric.spindle
h4 /a#b user-tar
   ^^ string.unquoted.disk
     ^^^^^^^^^^^ comment.line
includefile "more"
^^^^^^^^^^^ keyword.control.import
            ^^^^^^ string.quoted.double`,
    ));

  test('inline blocks, nested braces, columns behind the block', () =>
    expectScopes(
      'amanda-disklist',
      `
h /space {
^ entity.name.tag.host
         ^ punctuation.section.block.begin
  comp-user-tar
  ^^^^^^^^^^^^^ entity.other.inherited-class
  estimate calcsize
  ^^^^^^^^ keyword.other.parameter
           ^^^^^^^^ constant.language.value
  application {
    plugin "amgtar"
    ^^^^^^ keyword.other.parameter
  }
} 1 local
^ punctuation.section.block.end
  ^ constant.numeric.spindle
    ^^^^^ storage.type.interface
h2 /x dev {
      ^^^ string.unquoted.device
  index yes
  ^^^^^ keyword.other.parameter
}
h3 /y t
^^ entity.name.tag.host`,
    ));

  test('a line continued with a backslash', () =>
    expectScopes(
      'amanda-disklist',
      `
host \\
     ^ constant.character.escape.continuation
  /disk \\
  ^^^^^ string.unquoted.disk
  user-tar 1
  ^^^^^^^^ entity.name.type.dumptype
           ^ constant.numeric.spindle
h2 /x y
^^ entity.name.tag.host`,
    ));
});

describe('snippets and language configuration', () => {
  test.each(contributes.snippets)(
    '$path: every snippet has a prefix, a description and a body',
    ({ path }) => {
      const snippets = JSON.parse(readProjectFile(path)) as Record<
        string,
        { prefix: string[]; description: string; body: string[] }
      >;
      for (const [name, s] of Object.entries(snippets)) {
        expect(s.prefix.length, name).toBeGreaterThan(0);
        expect(s.description, name).not.toBe('');
        expect(s.body.length, name).toBeGreaterThan(0);
      }
    },
  );

  test.each([...new Set(contributes.languages.map((l) => l.configuration))])(
    '%s: its patterns compile',
    (path) => {
      const c = JSON.parse(readProjectFile(path)) as {
        wordPattern: string;
        indentationRules?: Record<string, string>;
        folding: { markers: { start: string; end: string } };
      };
      for (const p of [
        c.wordPattern,
        c.folding.markers.start,
        c.folding.markers.end,
        ...Object.values(c.indentationRules ?? {}),
      ])
        expect(() => new RegExp(p)).not.toThrow();
    },
  );

  test.each([
    ['amanda-conf', 'define dumptype comp-user_tar {', ['define', 'dumptype', 'comp-user_tar']],
    ['amanda-disklist', 'my-host.example.com /usr/home "x"', ['my-host.example.com', '/usr/home', 'x']],
  ])('%s: words keep their dashes and underscores', (id, text, words) => {
    const language = contributes.languages.find((l) => l.id === id);
    const c = JSON.parse(readProjectFile(language?.configuration ?? '')) as { wordPattern: string };
    expect(text.match(new RegExp(c.wordPattern, 'g'))).toEqual(words);
  });

  test('a line that opens a block indents, one that closes it outdents', () => {
    const rules = (
      JSON.parse(readProjectFile('syntaxes/amanda-conf.language-configuration.json')) as {
        indentationRules: { increaseIndentPattern: string; decreaseIndentPattern: string };
      }
    ).indentationRules;
    const increase = new RegExp(rules.increaseIndentPattern);
    expect(increase.test('define dumptype x { # why')).toBe(true);
    expect(increase.test('host /disk {')).toBe(true);
    expect(increase.test('host "/a # b" { # x')).toBe(true);
    expect(increase.test('# comment {')).toBe(false);
    expect(increase.test('org "{"')).toBe(false);
    expect(increase.test('org "x"')).toBe(false);
    expect(new RegExp(rules.decreaseIndentPattern).test('  } 1')).toBe(true);
  });
});

describe('hostile input', () => {
  const long = 6_000;
  test.each([
    ['braces', '{'.repeat(long)],
    ['quotes', '"'.repeat(long + 1)],
    ['backslashes', `"${'\\'.repeat(long)}`],
    ['one word', 'a'.repeat(long)],
    ['words', 'a '.repeat(long / 2)],
    ['digits', '1'.repeat(long)],
    ['dates', 'Sun Nov 22 23:48:44 2026: '.repeat(long / 26)],
    ['colons', ':'.repeat(long)],
    ['tags', '<a>'.repeat(long / 3)],
    ['options', ';a=b'.repeat(long / 4)],
    ['angles', '<'.repeat(long)],
    ['blanks', `x${' '.repeat(long)}y`],
    ['binary', Array.from({ length: long }, (_, i) => String.fromCharCode(i % 10)).join('')],
  ])('a line of %s is tokenised to its end in every grammar', async (_name, line) => {
    for (const { id } of contributes.languages) {
      const [tokens] = await tokenize(id, line);
      expect(tokens?.at(-1)?.end, id).toBe(line.length);
    }
  });
});
