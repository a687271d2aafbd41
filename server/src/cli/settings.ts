import { categoryOf } from '../checks/check';
import { allChecks } from '../checks/registry';
import { defaultSettings, type Settings } from '../schema/settings';
import { versions } from '../schema/versions';
import { resolveUri, uriPath } from '../text/uri';
import { whyNot } from '../workspace/host';
import { textOption, textOptions, Trouble, UsageError, type Io, type Option, type Values } from './command';
import { shortPath } from './formats/text';

/** The file beside amanda.conf that may hold settings for the command line. */
const SETTINGS_FILE = '.amanda-lint.json';

const LEVELS = ['error', 'warning', 'info', 'hint', 'off'] as const;

/** The options that stand for settings, for every command that judges or resolves a configuration. */
export const settingOptions: Readonly<Record<string, Option>> = {
  'amanda-version': {
    type: 'string',
    value: 'VERSION',
    help: 'Amanda version assumed, 2.4 to 3.6 (default 3.5.1)',
  },
  'max-datagram': {
    type: 'string',
    value: 'BYTES',
    help: 'largest UDP datagram that the server sends (default 65507; FreeBSD and macOS: 9216)',
  },
  'client-max-datagram': {
    type: 'string',
    multiple: true,
    value: 'HOST=BYTES',
    help: 'largest UDP datagram that clients send whose name matches HOST (* and ?), e.g. mac*=9216',
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
  if (version !== undefined && !isKnownVersion(version)) {
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
      const wrong = wrongGrade(id, level);
      if (wrong !== undefined) throw new UsageError(`--level ${id}=${level}: ${wrong}`);
      return [id, level as (typeof LEVELS)[number]];
    }),
  );
  const clients = pairs('client-max-datagram').map(([host, text]) => ({
    host,
    bytes: bytesOf('client-max-datagram', text),
  }));
  const features = pairs('client-features').map(([host, hex]) => {
    if (!isHex(hex))
      throw new UsageError(`--client-features ${host}=${hex}: expected pairs of hexadecimal digits`);
    return { host, features: hex };
  });
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
  if (result.kind === 'missing') return defaultSettings;
  const refuse = (why: string) => new Trouble(`${shortPath(io, uriPath(uri))}: ${why}`);
  if (result.kind !== 'text') throw refuse(whyNot(result));
  let data: unknown;
  try {
    data = JSON.parse(result.text.replace(/^\ufeff/, ''));
  } catch (error) {
    // The parser quotes the text, and the name may be a link to a file that is nobody's business.
    const at = /at position (\d+)/.exec(String(error))?.[1];
    const line = at === undefined ? 0 : result.text.slice(0, Number(at)).split('\n').length;
    throw refuse(`not valid JSON${line === 0 ? '' : ` (line ${String(line)})`}`);
  }
  const wrong = wrongSetting(data);
  if (wrong !== undefined) throw refuse(wrong);
  return { ...defaultSettings, ...(data as Partial<Settings>) };
}

type Test = (value: unknown) => boolean;
const isText: Test = (value) => typeof value === 'string';
const isBytes: Test = (value) => isInteger(value, 1, 999_999_999);
const isHex: Test = (value) => typeof value === 'string' && /^([0-9a-f]{2})+$/i.test(value);
const listOf =
  (test: Test): Test =>
  (value) =>
    Array.isArray(value) && value.every(test);
const pairOf =
  (name: string, test: Test): Test =>
  (value) =>
    isObject(value) &&
    isText(value['host']) &&
    test(value[name]) &&
    Object.keys(value).every((key) => key === 'host' || key === name);

/** What each setting of the file must be, and how that is said. */
const FORMS: Readonly<Record<keyof Settings, readonly [Test, string]>> = {
  version: [(value) => typeof value === 'string' && isKnownVersion(value), 'a version from "2.4" to "3.6"'],
  maxDatagram: [isBytes, 'a number of bytes'],
  clientMaxDatagram: [listOf(pairOf('bytes', isBytes)), 'a list of { "host": PATTERN, "bytes": NUMBER }'],
  clientFeatures: [
    listOf(pairOf('features', isHex)),
    'a list of { "host": PATTERN, "features": HEXADECIMAL DIGITS }',
  ],
  firewallTimeout: [(value) => isInteger(value, 1, 86_400), 'a number of seconds from 1 to 86400'],
  severity: [isObject, 'an object of checks or categories and their levels'],
  logs: [listOf(isText), 'a list of paths'],
};

/** The first thing that is wrong with the contents of a settings file, in words. */
function wrongSetting(data: unknown): string | undefined {
  if (!isObject(data)) return 'expected an object';
  for (const [key, value] of Object.entries(data)) {
    if (!Object.hasOwn(FORMS, key)) {
      return `unknown setting ${JSON.stringify(key)}; there are ${Object.keys(FORMS).join(', ')}`;
    }
    const [test, form] = FORMS[key as keyof Settings];
    if (!test(value)) return `${key}: expected ${form}`;
  }
  for (const [id, level] of Object.entries(isObject(data['severity']) ? data['severity'] : {})) {
    const wrong = wrongGrade(id, level);
    if (wrong !== undefined) return `severity: ${wrong}`;
  }
  return undefined;
}

/** What is wrong with a check or category and its level, in words. */
function wrongGrade(id: string, level: unknown): string | undefined {
  if (!isCheckOrCategory(id)) return `there is no check or category ${JSON.stringify(id)}`;
  if (LEVELS.some((one) => one === level)) return undefined;
  return `${id}: the levels are ${LEVELS.join(', ')}`;
}

function isInteger(value: unknown, least: number, most: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True for releases that the version table has a row for, or that lie between two of them. */
function isKnownVersion(version: string): boolean {
  const [, major, minor = '0'] = /^(\d+)(?:\.(\d+))?(?:\.\d+)*$/.exec(version) ?? [];
  const number = Number(major) * 100 + Number(minor);
  return number >= 204 && number <= 306;
}
