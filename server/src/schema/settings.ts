import { compareVersions, versions } from './versions';

/** Settings that change what is judged; the table of their rows (settingRows) is tied to package.json by a test. */
export interface Settings {
  /** Amanda version assumed, a row of the version table, e.g. "3.5.1". */
  readonly version: string;
  /** Largest datagram payload in bytes that the server's system sends; 65507 unless set (FreeBSD and macOS: 9216). */
  readonly maxDatagram: number;
  /** The same of what clients send, by host pattern (`*` and `?`). First match wins. */
  readonly clientMaxDatagram: readonly { readonly host: string; readonly bytes: number }[];
  /** Per client: host pattern and the feature string its amandad sends, to choose the request's dialect. */
  readonly clientFeatures: readonly { readonly host: string; readonly features: string }[];
  /** Seconds after which a firewall forgets a UDP connection; 40 unless set. */
  readonly firewallTimeout: number;
  /** Severity by check id, or by category; `off` turns it off. */
  readonly severity: Readonly<Record<string, 'error' | 'warning' | 'info' | 'hint' | 'off'>>;
  /** Folders or files with debug logs, relative to the workspace folder or absolute. */
  readonly logs: readonly string[];
}

export const defaultSettings: Settings = {
  version: '3.5.1',
  maxDatagram: 65507,
  clientMaxDatagram: [],
  clientFeatures: [],
  firewallTimeout: 40,
  severity: {},
  logs: [],
};

/** Settings of the editor alone: what it shows and writes, and where it looks for more logs than it is told of. */
export interface EditorSettings {
  /** Read the logs, too, where a configuration says that this machine has them. */
  readonly ownLogs: boolean;
  /** Spaces for each level; 0 leaves it to the editor. */
  readonly indent: number;
  readonly alignDisklist: boolean;
  readonly hints: { readonly dle: boolean; readonly budget: boolean; readonly units: boolean };
  readonly lenses: { readonly hosts: boolean; readonly dumptypes: boolean };
}

export const defaultEditorSettings: EditorSettings = {
  ownLogs: true,
  indent: 0,
  alignDisklist: false,
  hints: { dle: true, budget: true, units: true },
  lenses: { hosts: true, dumptypes: true },
};

/** The JSON Schema words that VS Code's settings editor understands and the rows use. */
export interface SettingSchema {
  readonly type: 'string' | 'integer' | 'boolean' | 'array' | 'object' | readonly ['boolean', 'null'];
  readonly default: unknown;
  readonly enum?: readonly string[];
  readonly markdownEnumDescriptions?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Readonly<Record<string, unknown>>;
  readonly additionalProperties?: Readonly<Record<string, unknown>>;
}

/** One setting as users see it. package.json's `contributes.configuration` is made from these rows. */
export interface SettingRow {
  /** The full name, e.g. `amanda.udp.maxDatagram`. */
  readonly key: string;
  /** VS Code's scope: `resource` may differ from folder to folder. */
  readonly scope: 'resource' | 'window';
  /** Markdown, English; the key in package.nls.json is the row's key with `settings.` before it. */
  readonly description: string;
  readonly schema: SettingSchema;
  /** True where a workspace that is not trusted must not set it. */
  readonly restricted?: boolean;
}

/** Releases of Amanda that differ in what is judged, newest first. */
export const settingVersions: readonly string[] = versions
  .map((row) => row.version)
  .sort((a, b) => compareVersions(b, a));

const severities = ['error', 'warning', 'info', 'hint', 'off'];

/** Every setting, in the order of the settings page. */
export const settingRows: readonly SettingRow[] = [
  {
    key: 'amanda.version',
    scope: 'resource',
    description:
      'The Amanda version on the backup server. It decides which keywords, blocks and values `amanda.conf` and the disklist may hold, their defaults, the size limit of estimate requests and how long Amanda waits. What 2.5.2 to 3.6 take is read from their sources; what is said of 2.4 to 2.5.1 rests on the ChangeLog, NEWS and the manual pages.',
    schema: { type: 'string', default: '3.5.1', enum: settingVersions },
  },
  {
    key: 'amanda.udp.maxDatagram',
    scope: 'resource',
    description:
      'The largest UDP datagram, in bytes, that the system of the backup server sends. It limits requests. 65507 is what IPv4 allows; set 9216 when the server runs FreeBSD or macOS and `sysctl net.inet.udp.maxdgram` was not raised.',
    schema: { type: 'integer', default: 65507, minimum: 512, maximum: 65507 },
  },
  {
    key: 'amanda.udp.clientMaxDatagram',
    scope: 'resource',
    description:
      'The largest UDP datagram, in bytes, that single clients send: host name patterns (`*` and `?`) with a number each. It limits their replies. The first pattern that matches counts, e.g. `{ "mac*.example.org": 9216 }` for FreeBSD and macOS.',
    schema: {
      type: 'object',
      default: {},
      additionalProperties: { type: 'integer', minimum: 512, maximum: 65507 },
    },
  },
  {
    key: 'amanda.client.features',
    scope: 'resource',
    description:
      'The feature string of single clients, by host name pattern (`*` and `?`): the hexadecimal digits behind `features=` in the debug log of the client. They decide in which form estimate requests are sent.',
    schema: {
      type: 'object',
      default: {},
      additionalProperties: { type: 'string', pattern: '^[0-9A-Fa-f]*$' },
    },
  },
  {
    key: 'amanda.firewall.timeout',
    scope: 'resource',
    description:
      'Seconds after which a firewall between server and clients forgets a UDP connection on which nothing is sent. Estimates that may take longer than this are pointed out.',
    schema: { type: 'integer', default: 40, minimum: 1, maximum: 86400 },
  },
  {
    key: 'amanda.severity',
    scope: 'resource',
    description:
      'Severity of single checks or of whole categories, e.g. `{ "network/udp-auth": "off", "style": "info" }`. A check wins over its category; `off` turns it off.',
    schema: {
      type: 'object',
      default: {},
      additionalProperties: { type: 'string', enum: severities },
    },
  },
  {
    key: 'amanda.logs',
    scope: 'resource',
    description:
      "Folders or files with logs of Amanda, of the server and copies of the clients', relative to the workspace folder or absolute. Last night is judged by them, and the times that they measured count in warnings and hovers.",
    schema: { type: 'array', default: [], items: { type: 'string' } },
    restricted: true,
  },
  {
    key: 'amanda.ownLogs',
    scope: 'resource',
    description:
      "Read the logs of a configuration also where this machine's Amanda writes them, outside the workspace: in its `logdir`, and what is of its name in `/var/log/amanda`, `/tmp/amanda` and `/tmp/amanda-dbg`. Only in a trusted workspace.",
    schema: { type: 'boolean', default: true },
  },
  {
    key: 'amanda.format.indent',
    scope: 'resource',
    description:
      'Spaces by which formatting indents each level of a block; 0 takes the indentation of the editor (`#editor.tabSize#`, `#editor.insertSpaces#`).',
    schema: { type: 'integer', default: 0, minimum: 0, maximum: 16 },
  },
  {
    key: 'amanda.format.alignDisklist',
    scope: 'resource',
    description:
      'Put the columns of the disklist below one another when it is formatted. A blank line begins a new table.',
    schema: { type: 'boolean', default: false },
  },
  {
    key: 'amanda.inlayHints.dle',
    scope: 'resource',
    description:
      'Show behind each DLE which `auth` and `estimate` are in force. (`#editor.inlayHints.enabled#` turns all such hints off.)',
    schema: { type: 'boolean', default: true },
  },
  {
    key: 'amanda.inlayHints.budget',
    scope: 'resource',
    description: 'Show behind the first DLE of each host how long Amanda waits for its estimates.',
    schema: { type: 'boolean', default: true },
  },
  {
    key: 'amanda.inlayHints.units',
    scope: 'resource',
    description:
      'Show sizes and times of amanda.conf in units that are easier to read, e.g. `= 4.9 GiB` behind `5000 mbytes`.',
    schema: { type: 'boolean', default: true },
  },
  {
    key: 'amanda.codeLens.hosts',
    scope: 'resource',
    description:
      'Show above the first DLE of each host how many DLEs it has, how large its estimate request is and how long Amanda waits.',
    schema: { type: 'boolean', default: true },
  },
  {
    key: 'amanda.codeLens.dumptypes',
    scope: 'resource',
    description: 'Show above each dumptype how many DLEs use it.',
    schema: { type: 'boolean', default: true },
  },
  {
    key: 'amanda.tasks.command',
    scope: 'resource',
    description:
      'Words of a command in front of Amanda\'s programs when they run as tasks, e.g. `["ssh", "backup@server"]`, `["sudo", "-u", "backup"]` or `["su", "backup", "-c"]`. Without it the tasks are offered where the programs are installed; amcheck has to run as Amanda\'s user.',
    schema: { type: 'array', default: [], items: { type: 'string' } },
    restricted: true,
  },
  {
    key: 'amanda.fetchLogs.command',
    scope: 'resource',
    description:
      'The command of "Fetch Debug Logs of HOST…" and of the task `fetchLogs`: a list of words, started without a shell and never by itself. `${host}` is the client, `${config}` the configuration, `${dbgdir}` the folder of `#amanda.fetchLogs.dbgdir#`, `${folder}` where the copies go. With scp: `["scp", "-rp", "backup@${host}:${dbgdir}/client/${config}", "${folder}/"]`; where only root reads the logs: `["rsync", "-a", "--rsync-path=sudo rsync", …]`.',
    schema: {
      type: 'array',
      default: [
        'rsync',
        '-a',
        '--prune-empty-dirs',
        '--include=*/',
        '--include=*.debug',
        '--exclude=*',
        '${host}:${dbgdir}/',
        '${folder}/',
      ],
      items: { type: 'string' },
    },
    restricted: true,
  },
  {
    key: 'amanda.fetchLogs.dbgdir',
    scope: 'resource',
    description:
      'Where the clients keep their debug logs (AMANDA_DBGDIR): `/var/log/amanda` in most packages, `/tmp/amanda` where Amanda was built without naming a folder.',
    schema: { type: 'string', default: '/var/log/amanda' },
    restricted: true,
  },
  {
    key: 'amanda.fetchLogs.folder',
    scope: 'resource',
    description:
      'Where the copies go, each host in a folder of its own: relative to the workspace folder, where logs are found without `#amanda.logs#`, or absolute.',
    schema: { type: 'string', default: '.amanda-logs' },
    restricted: true,
  },
  {
    key: 'amanda.tasks.remoteShell',
    scope: 'resource',
    description:
      'Whether a shell at the other end of `amanda.tasks.command` reads the words once more, as with `ssh`: every word is quoted for it then. Undecided (`null`), names that a shell would read differently are not handed on.',
    schema: { type: ['boolean', 'null'], default: null },
    restricted: true,
  },
  {
    key: 'amanda.diagnostics.scope',
    scope: 'window',
    description: 'Which configurations are judged.',
    schema: {
      type: 'string',
      default: 'workspace',
      enum: ['workspace', 'open'],
      markdownEnumDescriptions: [
        'Every configuration below the workspace folders.',
        'Those that an open file belongs to.',
      ],
    },
  },
  {
    key: 'amanda.detectLanguage',
    scope: 'resource',
    description:
      'Look at the first lines of files whose name says little (`disklist`, `*.debug`) and choose the language by what is in them.',
    schema: { type: 'boolean', default: true },
  },
  {
    key: 'amanda.trace.server',
    scope: 'window',
    description: 'Write the messages between VS Code and the language server to the output channel.',
    schema: { type: 'string', default: 'off', enum: ['off', 'messages', 'verbose'] },
  },
];

type Raw = Readonly<Record<string, unknown>>;
const isRaw = (value: unknown): value is Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a section of settings says for one key, nested (`{ udp: { maxDatagram } }`) or flat (`{ "udp.maxDatagram" }`). */
function lookUp(section: unknown, key: string): unknown {
  if (!isRaw(section)) return undefined;
  if (key in section) return section[key];
  let at: unknown = section;
  for (const part of key.split('.')) at = isRaw(at) ? at[part] : undefined;
  return at;
}

/** Whether a value is what the row asks for; parts of objects and lists that are not are left out by the readers. */
function fits({ key, schema }: SettingRow, value: unknown): boolean {
  // Any release is accepted: the version table has a row for each.
  if (key === 'amanda.version') return typeof value === 'string' && /^[2-9](\.\d+)*/.test(value);
  if (schema.enum) return typeof value === 'string' && schema.enum.includes(value);
  if (schema.type === 'integer') {
    const { minimum = -Infinity, maximum = Infinity } = schema;
    return typeof value === 'number' && Number.isInteger(value) && value >= minimum && value <= maximum;
  }
  if (schema.type === 'array') return Array.isArray(value);
  if (schema.type === 'object') return isRaw(value);
  if (typeof schema.type !== 'string') return value === null || typeof value === 'boolean';
  return typeof value === schema.type;
}

/**
 * Reads the section `amanda` of somebody's settings, without the prefix `amanda.`. Values of the wrong type count as
 * not set and are named in `problems`, in plain words.
 */
export function readSettings(section: unknown): {
  settings: Settings;
  editor: EditorSettings;
  problems: readonly string[];
} {
  const problems: string[] = [];
  const value = <T>(key: string): T | undefined => {
    const row = settingRows.find((one) => one.key === `amanda.${key}`);
    const raw = lookUp(section, key);
    if (!row || raw === undefined || raw === null) return undefined;
    if (fits(row, raw)) return raw as T;
    problems.push(`The setting ${row.key} has a value that it cannot have; its default is used.`);
    return undefined;
  };
  const pairs = <T>(key: string, wanted: (raw: unknown) => raw is T): [string, T][] =>
    Object.entries(value<Raw>(key) ?? {}).filter((pair): pair is [string, T] => {
      const good = wanted(pair[1]);
      if (!good) problems.push(`In the setting amanda.${key} the value of "${pair[0]}" is not usable.`);
      return good;
    });
  const isBytes = (raw: unknown): raw is number =>
    typeof raw === 'number' && Number.isInteger(raw) && raw >= 512 && raw <= 65507;
  const isHex = (raw: unknown): raw is string => typeof raw === 'string' && /^[0-9A-Fa-f]*$/.test(raw);
  const isSeverity = (raw: unknown): raw is Settings['severity'][string] =>
    typeof raw === 'string' && severities.includes(raw);
  const settings: Settings = {
    version: value('version') ?? defaultSettings.version,
    maxDatagram: value('udp.maxDatagram') ?? defaultSettings.maxDatagram,
    clientMaxDatagram: pairs('udp.clientMaxDatagram', isBytes).map(([host, bytes]) => ({ host, bytes })),
    clientFeatures: pairs('client.features', isHex).map(([host, features]) => ({ host, features })),
    firewallTimeout: value('firewall.timeout') ?? defaultSettings.firewallTimeout,
    severity: Object.fromEntries(pairs('severity', isSeverity)),
    logs: (value<unknown[]>('logs') ?? []).filter((one): one is string => typeof one === 'string'),
  };
  const { hints, lenses, indent, alignDisklist, ownLogs } = defaultEditorSettings;
  const editor: EditorSettings = {
    ownLogs: value('ownLogs') ?? ownLogs,
    indent: value('format.indent') ?? indent,
    alignDisklist: value('format.alignDisklist') ?? alignDisklist,
    hints: {
      dle: value('inlayHints.dle') ?? hints.dle,
      budget: value('inlayHints.budget') ?? hints.budget,
      units: value('inlayHints.units') ?? hints.units,
    },
    lenses: {
      hosts: value('codeLens.hosts') ?? lenses.hosts,
      dumptypes: value('codeLens.dumptypes') ?? lenses.dumptypes,
    },
  };
  return { settings, editor, problems };
}
