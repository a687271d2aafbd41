import { readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { DETECTION_LINES, detectLanguage } from '../../client/src/detect';
import { readProjectFile, tokenize, type Token } from '../support/grammar';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
}

/** What a file in the fixtures and samples is, from its name alone, which is ours to choose. */
function languageByName(path: string): string | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (/^amanda(-client)?\.conf$|^dumptypes\.conf$/.test(name)) return 'amanda-conf';
  if (name === 'disklist') return 'amanda-disklist';
  if (name === 'empty.debug') return undefined;
  if (name.endsWith('.debug')) return 'amanda-debug';
  if (name.startsWith('amdump')) return 'amanda-amdump';
  if (name.startsWith('log.')) return 'amanda-log';
  return /^(?:amreport|amcheck).*\.txt$/.test(name) ? 'amanda-report' : undefined;
}

const files = [...filesBelow('test/fixtures/logs'), ...filesBelow('samples')].filter(
  (path) => !/README\.md$|settings\.json$/.test(path),
);
interface Tokenized {
  readonly part: readonly string[];
  readonly lines: readonly (readonly Token[])[];
}
const tokenized = new Map<string, Promise<Tokenized>>();

/** The tokens of a file, read once; its first and last lines hold every kind of line it has. */
function tokensOf(path: string, language: string): Promise<Tokenized> {
  const known = tokenized.get(path);
  if (known) return known;
  const all = readProjectFile(path).split('\n');
  const part = all.length > 400 ? [...all.slice(0, 200), ...all.slice(-200)] : all;
  const made = tokenize(language, part.join('\n')).then((lines) => ({ part, lines }));
  tokenized.set(path, made);
  return made;
}

describe('real files', () => {
  test.each(files)('%s is what it is', (path) => {
    const lines = readProjectFile(path).split('\n').slice(0, DETECTION_LINES);
    expect(detectLanguage(path, lines)).toBe(languageByName(path));
  });

  // What a person looks for in a log must have a colour wherever it stands; one pattern per kind of token.
  const wanted: readonly (readonly [string, RegExp, string])[] = [
    ['amanda-debug', /\d\d:\d\d:\d\d(?:\.\d+)? \d{4}(?=: )/g, 'comment.line.timestamp'],
    ['amanda-debug', /(?<=pid )\d+(?=: thd)/g, 'constant.language.pid'],
    ['amanda-debug', /thd-0x[0-9a-f]+(?=: )/g, 'constant.language.pid'],
    ['amanda-debug', /(?<=: thd-0x[0-9a-f]+: )\w+(?=:)/g, 'keyword.control.program'],
    ['amanda-debug', /^\w+(?=(?:\[\d+\])?: time \d)/g, 'keyword.control.program'],
    ['amanda-debug', /^(?:<<<<<|>>>>>|--------|----)$/g, 'markup.heading.packet-border'],
    ['amanda-debug', /(?<=estimate time for .*: )\d+\.\d+$/g, 'constant.numeric.duration'],
    ['amanda-debug', /(?<=estimate size for .*: )\d+(?= KB)/g, 'constant.numeric.size'],
    [
      'amanda-debug',
      /(?<=estimate (?:time|size) for (?:"[^"]*"|[^"]*) level )\d(?=:)/g,
      'constant.language.level',
    ],
    ['amanda-debug', /(?<=^ {2}<level>)\d/g, 'constant.language.level'],
    ['amanda-debug', /(?<=^ {2}<disk>)[^<]+/g, 'string.unquoted.disk'],
    ['amanda-debug', /(?<=features=)[0-9a-f]+(?=;)/g, 'constant.numeric.features'],
    ['amanda-debug', /(?<=SIZE )\d+$/g, 'constant.numeric.size'],
    ['amanda-debug', /FORMAT ERROR IN REQUEST PACKET/g, 'invalid.illegal.error'],
    ['amanda-debug', /timeout waiting for ACK/g, 'invalid.illegal.timeout'],
    ['amanda-amdump', /(?<=^planner: time )\d+\.\d+/g, 'comment.line.timestamp'],
    ['amanda-amdump', /(?<=got (?:partial )?result for host )\S+/g, 'entity.name.tag.host'],
    ['amanda-amdump', /(?<=^setup_estimate: )[^:]+/g, 'entity.name.tag.host'],
    ['amanda-amdump', /^(?:GETTING|ANALYZING) ESTIMATES/g, 'markup.heading.section'],
    ['amanda-log', /^(?:ERROR|FATAL|FAIL)(?= (?:planner|driver|dumper|taper) )/g, 'invalid.illegal.error'],
    ['amanda-log', /^(?:DISK|INFO|START|STATS)(?= )/g, 'keyword.control.kind'],
    ['amanda-log', /^SUCCESS(?= )/g, 'markup.inserted.success'],
    ['amanda-log', /(?<=^DISK planner )\S+/g, 'entity.name.tag.host'],
    ['amanda-log', /(?<=^FAIL planner \S+ (?:"[^"]*"|\S+) \d+ )\d+/g, 'constant.language.level'],
    ['amanda-report', /RESULTS MISSING$/g, 'invalid.illegal.error'],
    ['amanda-report', /(?<= lev \d+ {2})FAILED/g, 'invalid.illegal.error'],
    ['amanda-report', /^[A-Z ]+(?: DUMP SUMMARY|NOTES|STATISTICS)(?=:)/g, 'markup.heading.section'],
    ['amanda-report', /(?<=^(?:HOST \S+ )?)ERROR(?=:)/g, 'invalid.illegal.error'],
  ];

  test.each(wanted)('%s: %s is %s, in every file', async (language, pattern, scope) => {
    let seen = 0;
    for (const path of files.filter((f) => languageByName(f) === language && !f.includes('/broken/'))) {
      const { part, lines } = await tokensOf(path, language);
      for (const [i, line] of part.entries()) {
        for (const match of line.matchAll(pattern)) {
          const at = match.index;
          const token = lines[i]?.find((t) => t.start <= at && at < t.end);
          const has = token?.scopes.some((s) => s === scope || s.startsWith(`${scope}.`));
          expect(has, `${path}:${i + 1} "${match[0]}" in ${line} is ${token?.scopes.join(' ')}`).toBe(true);
          seen++;
        }
      }
    }
    expect(seen).toBeGreaterThan(0);
  });
});

describe('the sample configuration and its logs belong together', () => {
  const disklist = readProjectFile('samples/DailySet1/disklist');
  const entries = new Set([...disklist.matchAll(/^([a-z][\w.]*)\s+(\S+)/gm)].map((m) => `${m[1]} ${m[2]}`));

  test('every DLE of the run log and of the report is in the disklist', () => {
    const log = files.find((f) => f.includes('samples/logs') && f.includes('/log.')) ?? '';
    const inLog = [...readProjectFile(log).matchAll(/^DISK planner (\S+) (\S+)$/gm)].map(
      (m) => `${m[1]} ${m[2]}`,
    );
    expect(new Set(inLog)).toEqual(entries);
    const report = readProjectFile('samples/logs/amanda.example.com/amreport.txt');
    const missing = [...report.matchAll(/^ {2}(\S+) (\S+) RESULTS MISSING$/gm)].map((m) => `${m[1]} ${m[2]}`);
    expect(new Set(missing)).toEqual(entries);
  });

  test('every DLE of a client log is in the disklist under the host of its folder', () => {
    for (const path of files.filter((f) => /samples\/logs\/(?!amanda).*sendsize/.test(f))) {
      const host = path.split('/')[2] ?? '';
      for (const m of readProjectFile(path).matchAll(/calculating for amname '?([^',]+)/g))
        expect(entries, path).toContain(`${host} ${m[1]}`);
    }
  });

  test('the slow client needs longer than the server waits', () => {
    const path = files.find((f) => f.includes('samples/logs/files.example.com/sendsize')) ?? '';
    const times = [...readProjectFile(path).matchAll(/estimate time for \S+ level \d: (\d+\.\d+)/g)];
    const stamp = (re: RegExp): number => {
      const [, h, m, s] = re.exec(readProjectFile(path)) ?? [];
      return Number(h) * 3600 + Number(m) * 60 + Number(s);
    };
    const took =
      stamp(/finish time \w+ \w+ +\d+ (\d+):(\d+):(\d+)/) - stamp(/start at \w+ \w+ +\d+ (\d+):(\d+):(\d+)/);
    expect(times).toHaveLength(12);
    expect(took).toBeGreaterThan(300 * times.length);
    expect(Number(times.find((t) => t[0].includes('/srv/archive level 0'))?.[1])).toBeGreaterThan(3000);
  });

  test("the web server's request is longer than a datagram", () => {
    const path = files.find((f) => f.includes('samples/logs/amanda.example.com/planner')) ?? '';
    const request = /send request to www\.example\.com:.*\n----\n(SERVICE sendsize\n[^]*?)----\n/.exec(
      readProjectFile(path),
    );
    expect(Buffer.byteLength(request?.[1] ?? '')).toBeGreaterThan(65_503);
  });
});
