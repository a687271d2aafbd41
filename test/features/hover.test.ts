import { describe, expect, it } from 'vitest';
import { hoverAt } from '../../server/src/features/hover';
import { contexts, parameters } from '../../server/src/schema';
import type { Context } from '../../server/src/schema/types';
import { wordDoc } from '../../server/src/schema/words';
import { snapshotOf, testUri } from '../support/snapshot';

const conf = `dumpcycle 2 weeks
bumpsize 20 mb
etimeout 600
define application app {
  plugin "amgtar"
}
define dumptype global {
  comment "what *all* share"
  auth "bsd"
}
define dumptype user {
  global
  program "APPLICATION"
  application "app"
  comprate 0.5, 0.4
  estimate calcsize
}
includefile "more.conf"
`;
const disklist = `alpha.example.org /home user 1
alpha.example.org data /srv/data {
  user
  estimate server
}
beta.example.org /x NO-COMPRESS
`;

/** Marks the word that is asked about with `|`; gives the hover's text, and that its range is `word`. */
function hover(
  file: 'amanda.conf' | 'disklist',
  marked: string,
  word?: string,
  extra = {},
): string | undefined {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const files = { 'amanda.conf': conf, disklist, ...extra, [file]: text };
  const found = hoverAt(snapshotOf(files), testUri(file), offset);
  if (word !== undefined) expect(found && text.slice(found.span.start, found.span.end)).toBe(word);
  return found?.markdown;
}
const inConf = (before: string, word?: string) =>
  hover('amanda.conf', conf.replace(before.replace('|', ''), before), word);
const inList = (before: string, word?: string) =>
  hover('disklist', disklist.replace(before.replace('|', ''), before), word);

describe('hover in amanda.conf', () => {
  it('explains a parameter, and says what is in force', () => {
    const text = inConf('dump|cycle', 'dumpcycle');
    expect(text).toContain('**dumpcycle** `dumpcycle DAYS`');
    expect(text).toContain('In force: `14 days` (amanda.conf line 1).');
  });

  it('knows a parameter in any spelling', () => {
    expect(hover('amanda.conf', 'Device_Output|_BUFFER_size 2m\n', 'Device_Output_BUFFER_size')).toContain(
      '**device-output-buffer-size**',
    );
  });

  it('says what a later line makes of this one', () => {
    const text = hover('amanda.conf', 'tapecy|cle 3\ntapecycle 1 tape\n');
    expect(text).toContain('In force: `1 tape` (amanda.conf line 2).');
    expect(text).toContain('Amanda reads here: `3 tapes`.');
  });

  it('explains units and value words', () => {
    expect(inConf('20 m|b', 'mb')).toContain('20,480 KiB (20 MiB)');
    expect(inConf('estimate calc|size', 'calcsize')).toMatch(/^`calcsize` — \w+/);
    expect(inConf('auth "b|sd"', '"bsd"')).toContain('In force: `"bsd"`, set here (amanda.conf line 9).');
  });

  it('resolves a block where it is defined and where it is used', () => {
    for (const text of [inConf('dumptype us|er', 'user'), inList('/home us|er', 'user')]) {
      expect(text).toContain('**dumptype** `user` — amanda.conf line 11');
      expect(text).toContain('Inherits from `global`.');
      expect(text).toContain('- `auth "bsd"` (from `global`)');
      expect(text).toContain('- `comprate 0.5, 0.4`');
      expect(text).toContain('Used by 2 DLEs, through inheritance too.');
    }
    expect(inConf('  glo|bal', 'global')).toContain('*what \\*all\\* share*');
    expect(inConf('application "a|pp"', '"app"')).toContain('**application** `app` — amanda.conf line 4');
    expect(inList('NO-COM|PRESS', 'NO-COMPRESS')).toContain('Built into Amanda.');
  });

  it('explains the words that build the file', () => {
    expect(inConf('def|ine dumptype user', 'define')).toContain('**define**');
    expect(inConf('define dump|type user', 'dumptype')).toContain('**dumptype**');
    expect(inConf('include|file', 'includefile')).toContain('**includefile**');
  });

  it('has nothing to say about blanks, comments and what it does not know', () => {
    expect(hover('amanda.conf', '# dump|cycle 3\n')).toBeUndefined();
    expect(hover('amanda.conf', 'nons|ense 3\n')).toBeUndefined();
    expect(hover('amanda.conf', '|\n')).toBeUndefined();
    expect(hover('amanda.conf', 'dumpcycle 3\n\n|\n')).toBeUndefined();
  });

  it('works in a block that is never closed', () => {
    expect(
      hover('amanda.conf', 'define dumptype x {\n  auth "bsd"\n  esti|mate client', 'estimate'),
    ).toContain('**estimate**');
  });
});

describe('hover in a disklist', () => {
  it('weighs a host: request, limit, waiting time', () => {
    const text = inList('al|pha.example.org /home', 'alpha.example.org');
    expect(text).toContain('**Host** `alpha.example.org` — 2 DLEs, auth `bsd` (amanda.conf line 9)');
    expect(text).toMatch(/one UDP datagram of at most 65,503 bytes/);
    expect(text).toMatch(/First day, level 0 only: [\d,]+ bytes for \d DLEs?/);
    expect(text).toMatch(
      /For its estimates Amanda waits [\d,]+ s( \([^)]+\))? on the first day, asks 3 times and gives up after /,
    );
  });

  it('shows what a DLE is made of', () => {
    const text = inList('da|ta /srv/data', 'data');
    expect(text).toContain('**DLE** `alpha.example.org data` — an inline dumptype');
    expect(text).toContain('Backs up `/srv/data` under this name.');
    expect(text).toContain('- `estimate server`');
    expect(text).toContain('- `auth "bsd"` (from `global`)');
  });

  it('explains parameters of an inline block, and the spindle', () => {
    expect(inList('  esti|mate server', 'estimate')).toContain(
      'In force: `server`, set here (disklist line 4).',
    );
    expect(inList('user |1', '1')).toContain('**spindle**');
  });

  it('keeps text of the file from becoming markup', () => {
    const text = hover('disklist', 'a`b /x|`y user\n');
    expect(text).toContain('``a`b /x`y``');
  });
});

describe('hover on limits and defaults', () => {
  it('says that 0 of a chunksize is no limit, and a default once only', () => {
    const chunks = hover('amanda.conf', 'define holdingdisk h {\n  chunk|size 0\n}\n');
    expect(chunks).toContain('In force: `inf`');
    expect(chunks?.match(/default/gi)).toHaveLength(1);
    const storage = hover('amanda.conf', 'define storage s {\n  runt|apes 3\n}\n');
    expect(storage).toContain("Default: the top level's");
    expect(storage).not.toContain('Default: `1`');
  });
});

describe('hover on what the distribution brings along', () => {
  it.each([
    ['define application a {\n  plugin "am|gtar"\n}', '"amgtar"', 'GNU tar with all its options'],
    [
      'define application a {\n  plugin "amgtar"\n  property "spa|rse" "no"\n}',
      '"sparse"',
      'without the holes',
    ],
    ['define application a {\n  plugin "amgtar"\n  property "SPARSE" "N|O"\n}', '"NO"', '`SPARSE`: YES'],
    [
      'define changer c {\n  tpchanger "chg-robot:/dev/sg3"\n  property append "use_|slots" "1"\n}',
      '"use_slots"',
      'Slots that may be used',
    ],
    ['device-property "LE|OM" "true"', '"LEOM"', 'nearly full'],
    ['tapedev "tape|:/dev/nst0"', '"tape:/dev/nst0"', 'A tape drive'],
    ['tpchanger "chg-|disk:/x"', '"chg-disk:/x"', 'Vtapes'],
    ['define taperscan t {\n  plugin "old|est"\n}', '"oldest"', 'The oldest usable volume'],
    ['tpchanger "c|"\ndefine changer c {\n}', '"c"', '**changer** `c`'],
    ['dumpcycle i|nf', 'inf', 'No limit'],
    ['includefile "mo|re.conf"', '"more.conf"', '**includefile**'],
  ])('%s', (marked, word, expected) => {
    expect(hover('amanda.conf', `${marked}\n`, word)).toContain(expected);
  });

  it('says nothing of a name that is the administrator’s own', () => {
    const marked = 'define application a {\n  plugin "mine"\n  property "no-such|" "1"\n}\n';
    expect(hover('amanda.conf', marked, '"no-such"')).toMatch(/^\*\*property\*\*/);
  });

  it('explains the brace and the columns of an entry with an inline block', () => {
    const entry = (marked: string, word: string) => {
      const more = { 'amanda.conf': `${conf}define interface eth0 {\n  use 1 gb\n}\n` };
      return hover('disklist', `h /d ${marked}\n`, word, more);
    };
    expect(entry('|{\n  user\n} 1 eth0', '{')).toContain('**DLE** `h /d`');
    expect(entry('{\n  user\n} |1 eth0', '1')).toContain('**spindle**');
    expect(entry('{\n  user\n} 1 et|h0', 'eth0')).toContain('**interface** `eth0`');
    expect(hover('disklist', 'includefile "a|"\n', '"a"')).toContain('**includefile**');
  });
});

describe('hover on every row of the tables', () => {
  const where = (context: Context): { file: string; before: string; after: string } => {
    if (context === 'client') return { file: 'amanda-client.conf', before: '', after: '\n' };
    if (context === 'global') return { file: 'amanda.conf', before: '', after: '\n' };
    return { file: 'amanda.conf', before: `define ${context} "x" {\n  `, after: '\n}\n' };
  };
  const at = (file: string, text: string, offset: number) =>
    hoverAt(snapshotOf({ [file]: text }), testUri(file), offset)?.markdown;

  it.each(contexts)('%s', (context) => {
    const { file, before, after } = where(context);
    for (const parameter of parameters[context].values()) {
      const text = `${before}${parameter.name} 1${after}`;
      expect(at(file, text, before.length + 1), parameter.name).toContain(`**${parameter.name}** `);
      for (const word of parameter.values ?? []) {
        const line = `${before}${parameter.name} ${parameter.kind === 'string' ? `"${word}"` : word}`;
        const found = at(file, line + after, line.length - 1);
        expect(found, `${parameter.name} ${word}`).toContain(`**${parameter.name}** `);
        if (wordDoc(parameter, word) !== undefined)
          expect(found, `${parameter.name} ${word}`).toContain(wordDoc(parameter, word));
      }
    }
  });
});
