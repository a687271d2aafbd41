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
  return [...hand, ...templates(), ...clients];
}
