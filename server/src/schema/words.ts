import type { BlockKind, Parameter, ValueKind } from './types';

type Words = Readonly<Record<string, string>>;

const yes = 'True. Amanda also takes y, t, 1, or nothing at all.';
const no = 'False. Amanda also takes n, f, 0.';
const boolean: Words = { yes, on: yes, true: yes, y: yes, t: yes, no, off: no, false: no, n: no, f: no };

const propertyWords: Words = {
  priority: 'This value wins over the one in amanda-client.conf on the other side. Stands before `append`.',
  append: 'Adds the values to those the property already has, instead of replacing them.',
  hidden: 'Keeps the property out of dump headers and logs. Use it for secrets.',
  visible: 'Lets the property appear in dump headers and logs.',
};

const point = (when: string, where: string, note = ''): string => `Runs ${when} ${where}.${note}`;
const serverOnly = ' Only on the server.';

/** What each value word means for the parameters of a kind. */
const byKind: Partial<Record<ValueKind, Words>> = {
  bool: boolean,
  no_yes_all: {
    ...boolean,
    no: 'Dumps left on the holding disk stay there until amflush.',
    yes: 'Writes dumps left on the holding disk if they match the hosts and disks given to amdump.',
    all: 'Writes every dump left on the holding disk.',
  },
  compress: {
    none: 'No compression by Amanda. Right for tape drives that compress and for data that is compressed already.',
    client: 'Compresses on the client: spares the network and spreads the load.',
    server: 'Compresses on the server: spares the client. Not possible together with `encrypt client`.',
    fast: 'gzip --fast: quick, larger result.',
    best: 'gzip --best: slow, smaller result.',
    custom: 'The program in `client-custom-compress` or `server-custom-compress`.',
  },
  holding: {
    ...boolean,
    never: 'Writes straight to the volume. Fails when the volume fails.',
    auto: 'Uses the holding disk when the dump fits and the medium gains from it.',
    required: 'Always goes through the holding disk, and fails when the dump does not fit.',
    yes: 'The same as `auto`.',
    no: 'The same as `never`.',
  },
  estimatelist: {
    client: 'The backup program itself estimates: exact, but it may take very long on many small files.',
    calcsize: 'A faster program walks the files once for all levels: less exact. Not for Windows shares.',
    server:
      'Takes the sizes of earlier runs: at once, but wrong when the data changes, and it needs history.',
  },
  priority: {
    low: 'Dumped last when no volume can be written.',
    medium: 'The default.',
    high: 'Dumped first when no volume can be written.',
  },
  exinclude: {
    list: 'What follows are names of files on the client that hold one pattern a line.',
    file: 'What follows are patterns. This is the default.',
    optional: 'A list file that does not exist is no error.',
    append: 'Adds to the patterns so far instead of replacing them. Stands last before the patterns.',
  },
  property_hidden: propertyWords,
  property_visible: propertyWords,
  host_limit: {
    'same-host': 'The host that the DLE belongs to, under exactly that name.',
    server: 'The Amanda server.',
  },
  autolabel: {
    any: 'All four cases: other-config, non-amanda, volume-error and empty.',
    'other-config':
      'Volumes with an Amanda label that `labelstr` does not match. May erase volumes of other configurations.',
    'non-amanda': 'Volumes that hold something other than Amanda data. May erase other backups.',
    'volume-error': 'Volumes on which reading the label fails. May erase a volume after a passing fault.',
    empty: 'Volumes on which a read returns nothing.',
  },
  labelstr: {
    'match-autolabel': 'Takes the template of `autolabel` as the expression. Write it without quotes.',
  },
  str_list: { append: 'Adds to the list so far instead of replacing it.' },
  dump_selection: {
    all: 'As the first word: every DLE. As the second: every level.',
    other: 'Every DLE that no other line selects.',
    full: 'Level 0 only.',
    incr: 'Levels above 0 only.',
  },
  execute_on: {
    'pre-amcheck': point('before amcheck,', 'once for all DLEs', serverOnly),
    'pre-dle-amcheck': point('before amcheck,', 'for each DLE'),
    'pre-host-amcheck': point('before amcheck,', 'once for each host'),
    'post-amcheck': point('after amcheck,', 'once for all DLEs', serverOnly),
    'post-dle-amcheck': point('after amcheck,', 'for each DLE'),
    'post-host-amcheck': point('after amcheck,', 'once for each host'),
    'pre-estimate': point('before the estimates,', 'once for all DLEs', serverOnly),
    'pre-dle-estimate': point(
      'before the estimate,',
      'for each DLE',
      ' On the client a failure stops that DLE; its time counts into the waiting time of `etimeout`.',
    ),
    'pre-host-estimate': point(
      'before the estimates,',
      'once for each host',
      ' On the client a failure stops the host.',
    ),
    'post-estimate': point('after the estimates,', 'once for all DLEs', serverOnly),
    'post-dle-estimate': point('after the estimate,', 'for each DLE'),
    'post-host-estimate': point('after the estimates,', 'once for each host'),
    'pre-backup': point('before the dumps,', 'once for all DLEs', serverOnly),
    'pre-dle-backup': point('before the dump,', 'for each DLE', ' On the client a failure stops that DLE.'),
    'pre-host-backup': point('before the dumps,', 'once for each host', serverOnly),
    'post-backup': point('after the dumps,', 'once for all DLEs', serverOnly),
    'post-dle-backup': point(
      'after the dump,',
      'for each DLE',
      ' On the client a failure makes the dump fail.',
    ),
    'post-host-backup': point('after the dumps,', 'once for each host', serverOnly),
    'pre-recover': point('before a recovery,', 'once'),
    'pre-level-recover': point('in a recovery,', 'before each level'),
    'inter-level-recover': point('in a recovery,', 'between two levels'),
    'post-level-recover': point('in a recovery,', 'after each level'),
    'post-recover': point('after a recovery,', 'once'),
  },
};

/** What the words of single parameters mean, by canonical name. */
const byName: Readonly<Record<string, Words>> = {
  strategy: {
    standard: 'Full dumps within the dump cycle, incrementals in between.',
    nofull: 'Level 1 every time, never a full dump.',
    noinc: 'A full dump every time.',
    skip: 'The DLE is not backed up at all.',
    incronly: 'Incrementals only; tell Amanda of full dumps made elsewhere with `amadmin force`.',
    hanoi: 'A tower-of-Hanoi order of levels; unfinished in Amanda: it never starts with a full dump.',
  },
  encrypt: {
    none: 'No encryption.',
    client: 'Encrypts on the client with `client-encrypt`, before the data crosses the network.',
    server: 'Encrypts on the server with `server-encrypt`.',
  },
  'data-path': {
    amanda: 'Through the server. The default.',
    directtcp: 'From the client straight to the device, where both can.',
  },
  'part-cache-type': {
    none: 'No copy is kept: when a part fails, the whole dump fails. The default.',
    disk: 'The part is kept in `part-cache-dir` until it is written.',
    memory: 'The part is kept in memory until it is written.',
  },
  'execute-where': {
    client: 'On the client. The default.',
    server: 'On the server.',
  },
  taperalgo: {
    first: 'The dump that was finished first. The default.',
    firstfit: 'The first one that fits on the volume.',
    largest: 'The largest one.',
    largestfit: 'The largest one that fits on the volume: fills volumes best.',
    smallest: 'The smallest one.',
    last: 'The dump that was finished last.',
  },
  'send-amreport-on': {
    all: 'After every run. The default.',
    strange: 'When there were strange lines or errors.',
    error: 'When there were errors.',
    never: 'Never.',
  },
  displayunit: { k: 'KiB.', m: 'MiB.', g: 'GiB.', t: 'TiB.' },
  program: {
    DUMP: "The system's dump program (xfsdump, ufsdump …). The default.",
    GNUTAR: 'GNU tar, and smbclient for shares that start with `//`.',
    APPLICATION: 'The program that `application` names.',
    STAR: 'Accepted, but planner 3.5.1 ends with an assertion (server-src/planner.c): never use it.',
  },
  auth: {
    bsd: 'UDP for requests, one TCP connection for each data stream; trusts ports below 1024. A request must fit one datagram of 65,503 bytes.',
    bsdudp:
      'UDP for requests, one TCP connection for all data streams. A request must fit one datagram of 65,503 bytes.',
    bsdtcp: 'One TCP connection for everything; no limit on DLEs. The default since 3.3; since 2.5.1.',
    ssh: 'Through ssh with a key: encrypted, no open port on the client. Since 2.5.0.',
    ssl: 'One TCP connection with certificates on both sides: encrypted. Since 3.4.',
    local: 'Starts amandad on the server itself, without a network. Since 2.6.0.',
    krb5: "Kerberos 5 over TCP. Not in Debian's build.",
    rsh: "Through rsh, unencrypted. Not in Debian's build.",
  },
};

/** What a value word means for a parameter; undefined for words that the parameter does not take. */
export function wordDoc(parameter: Parameter, word: string): string | undefined {
  const key = word.toLowerCase().replaceAll('_', '-');
  const named = byName[parameter.name];
  return named?.[key] ?? named?.[word.toUpperCase()] ?? byKind[parameter.kind]?.[key];
}

/** What a block of each kind is for. */
export const blockDocs: Readonly<Record<BlockKind, string>> = {
  dumptype:
    'How DLEs are backed up. The disklist names one for every DLE; a line with just the name of another dumptype inherits its settings at that point.',
  tapetype: 'What the volumes are like: capacity, block size, splitting into parts.',
  interface:
    'A network interface of the server and the bandwidth that dumps over it may take. The disklist can name one in its last column.',
  holdingdisk:
    'A folder where dumps wait until they are written. `holdingdisk NAME {` defines it and uses it; `define holdingdisk NAME {` only defines it.',
  application: 'A program that makes dumps, with its properties. A dumptype names it in `application`.',
  script: 'A program that runs before or after parts of a run. A dumptype names it in `script`.',
  device: 'A device with its properties. `tapedev` and changers can name it.',
  changer: 'A changer with its properties. `tpchanger` names it.',
  interactivity: 'How Amanda asks a person for a volume. `interactivity` names it.',
  taperscan: 'How Amanda chooses the volume to write. `taperscan` names it.',
  policy: 'How long volumes are kept from being overwritten. A storage names it in `policy`. Since 3.4.',
  storage:
    'A place for dumps with its own changer, labels and policy. The top level names it in `storage`. Since 3.4.',
};

/** The words that build the file, for hover and completion. */
export const structureDocs: Readonly<Record<string, string>> = {
  define:
    'Begins a block: `define KIND NAME {`, the settings one a line, and `}` on a line of its own. The `{` stands on the same line as `define`.',
  includefile:
    'Reads another file at this point. A relative name is taken from the configuration folder, not from the folder of this file. Not allowed inside a block.',
};
