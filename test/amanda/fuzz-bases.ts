import { existsSync, readFileSync } from 'node:fs';
import { parameterLists } from '../../server/src/schema/index';
import type { BlockKind, Context, Parameter } from '../../server/src/schema/types';

/** A configuration that Amanda accepts, by path below its folder. */
export type Files = Readonly<Record<string, string>>;

export interface Base {
  readonly name: string;
  readonly files: Files;
  /** amanda-client.conf in place of amanda.conf. */
  readonly client?: boolean;
  /** The files that are changed, when not all of them are. */
  readonly changed?: readonly string[];
  /** Pieces of text that lead to trouble in this base. */
  readonly pieces?: readonly string[];
}

const TEMPLATES = '/usr/share/amanda/template.d';

/** Debian's templates, with the files they include beside them. */
function templates(): Base[] {
  if (!existsSync(TEMPLATES)) return [];
  const read = (name: string) => readFileSync(`${TEMPLATES}/${name}`, 'utf8');
  const shared = {
    dumptypes: read('dumptypes'),
    tapetypes: read('tapetypes'),
    'advanced.conf': read('advanced.conf'),
  };
  return ['harddisk', 'single-tape', 'tape-changer', 'S3', 'CAStor'].map((name) => ({
    name: `template ${name}`,
    files: {
      'amanda.conf': read(`amanda-${name}.conf`).replaceAll('/etc/amanda/template.d/', ''),
      ...shared,
      disklist: 'localhost /etc global\nlocalhost /var {\n  global\n  comment "x"\n} 1\n',
    },
  }));
}

/** A value that Amanda accepts, in the form the parameter's kind wants. */
function example(p: Parameter): string {
  const byName: Record<string, string> = {
    columnspec: '"HostName=1:10,Disk=1:-9"',
    displayunit: '"m"',
    tmpdir: '"/tmp"',
    program: '"GNUTAR"',
    diskfile: '"disklist"',
    'label-new-tapes': '',
    'reserved-tcp-port': '600,700',
    'reserved-udp-port': '512',
    'unreserved-tcp-port': '2000, 3000',
    chunksize: '1 gb',
    'dump-limit': 'server same-host',
    auth: '"bsdtcp"',
    dumpuser: '"backup"',
  };
  const known = byName[p.name];
  if (known !== undefined) return known;
  switch (p.kind) {
    case 'string':
      return '"text"';
    case 'int':
      return p.unit === 'days' ? '7 days' : p.unit === 'percent' ? '50' : '3';
    case 'int64':
    case 'size':
      return p.unit === 'KiB' ? '64 mb' : '128 k';
    case 'real':
      return '2.5';
    case 'time':
      return '1830';
    case 'bool':
      return 'yes';
    case 'no_yes_all':
      return 'all';
    case 'enum':
      return p.values?.[0] ?? '';
    case 'compress':
      return 'client fast';
    case 'holding':
      return 'required';
    case 'estimatelist':
      return 'calcsize client';
    case 'priority':
      return 'high';
    case 'rate':
      return '0.5, 0.25';
    case 'exinclude':
      return 'list optional append "a" "b"';
    case 'intrange':
      return '600,700';
    case 'property_hidden':
    case 'property_visible':
      return 'priority append visible "name" "one" "two"';
    case 'execute_on':
      return 'pre-dle-backup, post-dle-backup';
    case 'int_or_string':
      return '10080';
    case 'host_limit':
      return 'same-host "*.example.com"';
    case 'autolabel':
      return '"Tape-%%%" empty volume-error';
    case 'labelstr':
      return '"^Tape-"';
    case 'str_list':
      return 'append "one" "two"';
    case 'identlist':
      return 'st1 "st2"';
    case 'dump_selection':
      return '"tag" full';
    case 'vault_list':
      return 'st1 5 "st2" 6';
    case 'identifier':
      return 'TAPE1';
    case 'ref':
    case 'ref_or_block':
      return `"${p.refers ?? 'x'}1"`;
    case 'script_list':
      return 'script1 "script1"';
    case 'holdingdisk':
      return 'hd1';
  }
}

/** Every parameter of a context on a line of its own. */
function all(context: Context, skip: readonly string[] = []): string {
  return parameterLists[context]
    .filter((p) => !skip.includes(p.name))
    .map((p) => `${context === 'global' || context === 'client' ? '' : '  '}${p.name} ${example(p)}\n`)
    .join('');
}

function block(kind: BlockKind, name: string, more = '', skip: readonly string[] = []): string {
  return `define ${kind} ${name} {\n${all(kind, skip)}${more}}\n`;
}

const everything = [
  'define interface eth0 {\n  use 1000 kbps\n}\n',
  block('tapetype', 'TAPE1'),
  'define tapetype TAPE2 {\n  TAPE1\n  length 3 gb\n}\n',
  block('application', 'application1'),
  block('script', 'script1'),
  block('device', 'device1'),
  block('changer', 'changer1'),
  block('interactivity', 'interactivity1'),
  block('taperscan', 'taperscan1'),
  block('policy', 'policy1'),
  block('storage', 'st1', '', ['label-new-tapes']),
  'define storage st2 {\n  st1\n  tapepool "$c-$r"\n  policy {\n    retention-days 3\n  }\n}\n',
  block('holdingdisk', 'hd1'),
  'holdingdisk hd2 {\n  hd1\n  use 10 gb # c\n}\n',
  block('interface', 'net1', '  comment "a \\"b\\" \\101x"\n'),
].join('');

const dumptypes = [
  block('dumptype', 'base', '', ['tape-splitsize', 'split-diskbuffer', 'fallback-splitsize', 'application']),
  'define dumptype child {\n  base\n  program "APPLICATION"\n  application {\n    plugin "amgtar"\n    property "a" "b"\n  }\n  script {\n    plugin "s"\n    order 3\n  }\n  no-compress\n}\n',
  'define dumptype "quoted one" {\n}\n'.replace(' one', '-one'),
  'define dumptype third {\n  child\n  "quoted-one"\n  index\n  record no\n  exclude "x"\n  starttime 900\n}\n',
].join('');

const disklist = [
  'localhost /etc third\n',
  'localhost /home {\n  base\n  comment "x"\n  application {\n    plugin "y"\n  }\n  program "APPLICATION"\n} 1 eth0\n',
  'client.example.com root /dev/sda1 no-compress -1 net1\n',
  'client.example.com "/with space" "/dev/x y" "quoted-one" 2\n',
].join('');

const hand: readonly Base[] = [
  {
    name: 'every block',
    files: { 'amanda.conf': `org "x"\ntapetype TAPE1\n${everything}storage "st1"\n${dumptypes}`, disklist },
  },
  {
    name: 'every global',
    files: {
      'amanda.conf': `${everything}${all('global', ['label-new-tapes', 'changerfile', 'usetimestamps', 'amrecover-do-fsf', 'amrecover-check-label'])}${dumptypes}`,
      disklist,
    },
  },
  {
    name: 'deprecated',
    files: {
      'amanda.conf': `${everything}usetimestamps yes\nchangerfile "x"\namrecover-do-fsf\nlabel-new-tapes "x"\nlabelstr "match-autolabel"\n${dumptypes}`,
      disklist,
    },
  },
  {
    name: 'small',
    files: {
      'amanda.conf':
        '# a comment\norg "x" # more\ndumpcycle 2 weeks\nbumpsize 20 mb\nmaxdumps 4\n\ndefine dumptype a {\n  program "GNUTAR"\n  compress server best\n  index yes\n}\ndefine dumptype b {\n  a\n  estimate server\n  auth "bsd"\n}\nincludefile "more"\n',
      more: 'tapetype T\ndefine tapetype T {\n  length 100 gb\n  speed 40 mbps\n}\nholdingdisk hd {\n  directory "/d"\n  use -100 mb\n}\nnetusage 800\n',
      disklist: 'h1 / a\nh1 /var b 1\nincludefile "dl"\nh2 /x {\n a\n}\n',
      dl: '# list\nh3 "/a b" a\nh3 c /c b\n',
    },
  },
  {
    name: 'inline',
    files: {
      'amanda.conf':
        'org "x"\ntaperscan {\n  plugin "traditional"\n}\ninteractivity {\n  plugin "tty"\n  property "a" "b"\n}\ndefine dumptype d {\n  script {\n    plugin "p"\n    execute-on pre-dle-backup\n  }\n  application { plugin "q"\n  } index yes\n}\n',
      disklist: 'h / d\n',
    },
  },
];

const small = [
  'define interface eth0 {\n}\n',
  'define application app {\n  plugin "amgtar"\n}\n',
  'define application bare {\n}\n',
  'define script s {\n  plugin "x"\n}\n',
  'define dumptype d {\n  program "GNUTAR"\n}\n',
  'define dumptype x-1 {\n}\n',
].join('');

/** Only the disklist is changed here: its reader has rules of its own. */
const disklists: readonly Base[] = [
  {
    name: 'disklist',
    changed: ['disklist', 'dl'],
    files: {
      'amanda.conf': small,
      disklist: [
        '# hosts\nh1 /a d\nh1\t/b d 1 eth0 # c\n',
        'h2.example.com "/with space" x-1 -1\nh2.example.com root /dev/sda d\n',
        'h3 /in {\n  d\n  comment "x y" # c\n  application "app"\n  program "APPLICATION"\n} 2 ETH0\n',
        'includefile "dl"\nh3 /out /dev/x {\n  script "s"\n}\n',
        'h4 \\\n  /joined d\nh4 "/two\nlines" d\nh4 a\\ b d\n\n  h4 "q\\"q" NO-COMPRESS\n',
      ].join(''),
      dl: 'h5 /x d\nh5 //srv/share d\n',
    },
    pieces: [
      ...[
        'h1',
        'H1',
        'h1.',
        '.h1',
        'h[1',
        'h[1]',
        'h?',
        'h*',
        '**',
        '=h1',
        'h\\1',
        'h/1',
        'h_1',
        'h:1',
        '"h1"',
        '\\',
      ],
      ...[
        '/a',
        '/A',
        '_a',
        '/a/',
        '\\a',
        ':a',
        '"/a"',
        '/\\141',
        '"/\\141"',
        'd',
        'D',
        '"d"',
        'x_1',
        'X-1',
        'bogus',
      ],
      ...[
        '{',
        '{ ',
        '{}',
        '{ }',
        '{d',
        '{ d',
        '{ # c',
        '}',
        '} 1',
        '}x',
        '\n}\n',
        '{\n',
        '{\n}\n',
        '{"',
        '{\\',
      ],
      ...[
        'includefile',
        'includefile dl',
        'includefile "dl"',
        'includefile ""',
        'includefile "gone"',
        'Includefile',
      ],
      ...[
        '-',
        '--1',
        '-1',
        '007',
        '1x',
        '+1',
        'eth0',
        'ETH0',
        'default',
        '"',
        '\\"',
        '#',
        '\\#',
        '\\\n',
        '\r',
        '\f',
        '\v',
      ],
      ...[
        'application "bare"',
        'application "app"',
        'script "s"',
        'program "APPLICATION"',
        'tape-splitsize 1 gb',
      ],
      ...[
        '\0',
        '\ufeff',
        '\udcff',
        'é',
        '\t',
        '""',
        '"a\nb"',
        "'",
        '/',
        '.',
        '..',
        '^',
        '$',
        '^.$',
        'h$',
        '^h1',
      ],
    ],
  },
  {
    name: 'disklist behind a warning',
    changed: ['disklist', 'dl'],
    files: {
      'amanda.conf': `amrecover-do-fsf yes\n${small}`,
      disklist: 'h1 /a d\nincludefile "dl"\nh1 /b d\n',
      dl: 'h1 /c d\nh2 /d {\n  d\n}\n',
    },
    pieces: ['h1', 'h1 /c d', 'bogus', '\n', 'includefile "dl"', '{', '}', '"', 'h1 /a d\n'],
  },
];

const clients: readonly Base[] = [
  {
    name: 'client',
    client: true,
    files: {
      'amanda-client.conf': `define application application1 {\n  plugin "amgtar"\n  property "a" "b"\n}\ndefine script-tool script1 {\n${all('script', ['single-execution'])}}\n${all('client', ['application', 'script'])}`,
    },
  },
  {
    name: 'client with an include',
    client: true,
    files: {
      'amanda-client.conf': 'auth "bsdtcp"\nctimeout 5\nincludefile "more"\nconf "x"\n',
      more: 'property "a" "b"\nssl-check-host no\n',
    },
  },
];

/** Where mutations start from. */
export function bases(): readonly Base[] {
  return [...hand, ...disklists, ...templates(), ...clients];
}
