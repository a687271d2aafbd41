import { categoryOf } from '../checks/check';
import { allChecks } from '../checks/registry';
import { defaultSettings, type Settings } from '../schema/settings';
import { versions } from '../schema/versions';
import { resolveUri } from '../text/uri';
import { textOption, textOptions, Trouble, UsageError, type Io, type Option, type Values } from './command';

/** The file beside amanda.conf that may hold settings for the command line. */
const SETTINGS_FILE = '.amanda-lint.json';

const LEVELS = ['error', 'warning', 'info', 'hint', 'off'] as const;

/** The options that stand for settings, for every command that judges or resolves a configuration. */
export const settingOptions: Readonly<Record<string, Option>> = {
  'amanda-version': {
    type: 'string',
    value: 'VERSION',
    help: 'Amanda version assumed, 2.4 to 3.5.1 (default 3.5.1)',
  },
  'max-datagram': {
    type: 'string',
    value: 'BYTES',
    help: 'largest UDP datagram that gets through (default 65507)',
  },
  'client-max-datagram': {
    type: 'string',
    multiple: true,
    value: 'HOST=BYTES',
    help: 'the same for clients whose name matches HOST (* and ?), e.g. mac*=9216',
  },
  'client-features': {
    type: 'string',
    multiple: true,
    value: 'HOST=HEX',
    help: 'the feature string that these clients send',
  },
  level: {
    type: 'string',
    multiple: true,
    value: 'ID=LEVEL',
    help: 'severity of a check or category: error, warning, info, hint or off',
  },
};

/**
 * The settings in force for a configuration folder: defaults, then the folder's .amanda-lint.json, then the options.
 * Throws UsageError for an option and Trouble for a file that cannot be used.
 */
export async function readSettings(io: Io, folder: string, values: Values): Promise<Settings> {
  return applyOptions(await readFile(io, folder), values);
}

function applyOptions(base: Settings, values: Values): Settings {
  const version = textOption(values, 'amanda-version');
  const [, major, minor = '0'] = /^(\d+)(?:\.(\d+))?(?:\.\d+)*$/.exec(version ?? '') ?? [];
  const number = Number(major) * 100 + Number(minor);
  if (version !== undefined && !(number >= 204 && number <= 305)) {
    const known = versions.map((row) => row.version).join(', ');
    throw new UsageError(`--amanda-version ${version}: not a version that is known: ${known}`);
  }
  const largest = textOption(values, 'max-datagram');
  const pairs = (name: string) =>
    textOptions(values, name).map((text) => {
      const [, left = '', right = ''] = /^(.+)=([^=]+)$/s.exec(text) ?? [];
      if (left === '') throw new UsageError(`--${name} ${text}: expected NAME=VALUE`);
      return [left, right] as const;
    });
  const severity = Object.fromEntries(
    pairs('level').map(([id, level]) => {
      const known = LEVELS.find((one) => one === level);
      if (!known) throw new UsageError(`--level ${id}=${level}: the levels are ${LEVELS.join(', ')}`);
      if (!isCheckOrCategory(id))
        throw new UsageError(`--level ${id}=${level}: there is no such check or category`);
      return [id, known];
    }),
  );
  const clients = pairs('client-max-datagram').map(([host, text]) => ({
    host,
    bytes: bytesOf('client-max-datagram', text),
  }));
  const features = pairs('client-features').map(([host, hex]) => ({ host, features: hex }));
  return {
    ...base,
    ...(version !== undefined && { version }),
    ...(largest !== undefined && { maxDatagram: bytesOf('max-datagram', largest) }),
    clientMaxDatagram: [...clients, ...base.clientMaxDatagram],
    clientFeatures: [...features, ...base.clientFeatures],
    severity: { ...base.severity, ...severity },
  };
}

function isCheckOrCategory(id: string): boolean {
  return allChecks.some((check) => check.id === id || categoryOf(check.id) === id);
}

function bytesOf(option: string, text: string): number {
  if (!/^\d{1,9}$/.test(text) || Number(text) < 1) {
    throw new UsageError(`--${option} ${text}: expected a number of bytes`);
  }
  return Number(text);
}

async function readFile(io: Io, folder: string): Promise<Settings> {
  const uri = resolveUri(folder, SETTINGS_FILE);
  const result = await io.files.read(uri);
  if (result.kind !== 'text') return defaultSettings;
  const refuse = (why: string) => new Trouble(`${resolveUri(folder, SETTINGS_FILE)}: ${why}`);
  let data: unknown;
  try {
    data = JSON.parse(result.text);
  } catch {
    throw refuse('not valid JSON');
  }
  if (typeof data !== 'object' || data === null || Array.isArray(data)) throw refuse('expected an object');
  for (const [key, value] of Object.entries(data)) {
    if (!(key in defaultSettings)) throw refuse(`unknown setting ${JSON.stringify(key)}`);
    const wanted: unknown = defaultSettings[key as keyof Settings];
    if (typeof value !== typeof wanted || Array.isArray(value) !== Array.isArray(wanted) || value === null) {
      throw refuse(`${key}: wrong kind of value`);
    }
  }
  return { ...defaultSettings, ...data };
}
