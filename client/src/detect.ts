/**
 * Which of our languages a document is, from its name and its first lines.
 *
 * VS Code decides by file name before it looks at the first line, so a name that others use too (`disklist`,
 * `planner.20261122.debug`, `log.20261122.0`) is given to us even when another program wrote the file. The client
 * therefore asks this function once per opened document and switches the language where the two disagree.
 */
export type AmandaLanguage =
  'amanda-conf' | 'amanda-disklist' | 'amanda-debug' | 'amanda-amdump' | 'amanda-log' | 'amanda-report';

/** How many lines of a document are worth passing to {@link detectLanguage}. */
export const DETECTION_LINES = 60;

const WEEKDAY_DATE = String.raw`\S{1,8} +\S{1,8} +\d{1,2} \d\d:\d\d:\d\d(?:\.\d+)?(?: [A-Z]{2,5})? \d{4}`;
const PROGRAM = String.raw`[A-Za-z][\w./-]*`;
const UNIQUE_PROGRAMS =
  'amandad|amcheck|amcheckdump|amcleanup|amdump|amfetchdump|amflush|amidxtaped|amindexd|amlabel|amrecover|amreport|amrestore|amrmtape|amservice|amstatus|amtape|amtrmidx|amtrmlog|amvault|amgtar|amstar|ambsdtar|amsamba|sendsize|sendbackup|selfcheck';
const SHARED_PROGRAMS = 'planner|driver|dumper|chunker|taper|calcsize|runtar|rundump|killpgrp|noop|restore';
/** Programs whose names nobody else uses, with the suffix that 2.4 gave to some. */
const OURS = `(?:${UNIQUE_PROGRAMS}|runtar|rundump|killpgrp)(?:-\\w+)?`;

// Prefixes of debug lines, newest form first: common-src/debug.c, functions debug_logging_handler (2.6.0 and later),
// debug_setup_2 and debug_prefix_time (2.4 and 2.5).
const DEBUG_LINE = new RegExp(
  [
    String.raw`^\s*${WEEKDAY_DATE}: (?:pid \d+: )?thd-[\w-]+: ${PROGRAM}:`,
    String.raw`^\s*${WEEKDAY_DATE}: pid \d+: ${OURS}:`,
    String.raw`^\s*(?:${WEEKDAY_DATE}|\d{9,11}(?:\.\d+)?): ${PROGRAM}: pid \d+ ruid \d+ euid \d+`,
    String.raw`^\s*${PROGRAM}: debug \d+ pid \d+ ruid \d+ euid \d+`,
    String.raw`^\s*${OURS}(?:\[\d+\])?: (?:time \d+\.\d+: |estimate (?:time|size) for )`,
  ].join('|'),
);
/** A dated line without pid is Amanda's only when the file is named like a debug log (2.6 to 3.2). */
const DEBUG_LINE_OF_NAMED_FILE = new RegExp(
  String.raw`^\s*(?:${WEEKDAY_DATE}|\d{9,11}(?:\.\d+)?): ${PROGRAM}: |^\s*${PROGRAM}(?:\[\d+\])?: time \d+\.\d+: `,
);
const AMDUMP_FIRST_LINE = /^(?:amdump|amflush): (?:start at |datestamp \d|starttime[ -])/;
const AMDUMP_LINE =
  /^(?:amdump|amflush): (?:start|date|end)|^(?:planner|driver|dumper|chunker|taper):? (?:time |pid \d|state time|send-cmd|result time|started|timestamp \d)|^(?:READING CONF (?:INFO|FILES)|SENDING FLUSHES|SETTING UP FOR ESTIMATES|GETTING ESTIMATES|ANALYZING ESTIMATES|GENERATING SCHEDULE)\b|^setup_estimate: /;
const LOG_PROGRAM =
  'planner|driver|amreport|dumper|chunker|taper|amflush|amdump|amidxtaped|amfetchdump|amcheckdump|amvault|amcleanup|ambackupd|amtrmidx|amtrmlog';
// Kind and program are words that others use too: what follows them must have Amanda's form.
const LOG_LINE = new RegExp(
  [
    `^(?:INFO|WARNING|ERROR|FATAL) (?:am[a-z]+) `,
    `^INFO (?:${LOG_PROGRAM}) \\w+ pid \\d+`,
    `^INFO (?:${LOG_PROGRAM}) pid-done \\d+`,
    `^(?:START|FINISH) (?:${LOG_PROGRAM}) date(?:stamp)? \\d{8}`,
    `^STATS (?:${LOG_PROGRAM}) (?:hostname|startup time|estimate) `,
    `^DISK (?:${LOG_PROGRAM}) \\S+ \\S`,
    `^(?:DONE|PART|PARTPARTIAL|SUCCESS|PARTIAL|FAIL|STRANGE|CHUNK|CHUNKSUCCESS|RETRY) (?:${LOG_PROGRAM}) \\S+ .*(?: \\d+ |\\[)`,
    `^(?:ERROR|WARNING|FATAL) planner (?:Request to \\S+ |\\S+ NAK|\\S+: {2}|WARNING: |Could not find security driver)`,
  ].join('|'),
);
const REPORT_LINE =
  /^(?:FAILURE (?:AND STRANGE )?DUMP SUMMARY:|Amanda Tape Server Host Check|Amanda Backup Client Hosts Check|\*\*\* THE DUMPS DID NOT FINISH PROPERLY|These dumps (?:were to tape|to tape)|\(brought to you by Amanda )|^Subject: .*\bAM(?:ANDA MAIL REPORT|FLUSH MAIL REPORT|VAULT MAIL REPORT)\b|^\s*\S+ +\S+ +RESULTS MISSING\s*$/;
const REPORT_FIRST_LINE =
  /^(?:Amanda Tape Server Host Check|Amanda Backup Client Hosts Check|\*\*\* THE DUMPS DID NOT FINISH PROPERLY|These dumps were to tape|FAILURE (?:AND STRANGE )?DUMP SUMMARY:)/;
const DEFINE_LINE =
  /^\s*define\s+(?:dumptype|tapetype|interface|holdingdisk|application(?:[-_]tool)?|script(?:[-_]tool)?|device|changer|interactivity|taperscan|policy|storage)\s+["\w][^{]*\{/i;

/** File names that package.json gives to a language without a look at the content. */
const CLAIMED: readonly (readonly [AmandaLanguage, RegExp])[] = [
  ['amanda-conf', /^(?:amanda|amanda-client|.*\.amanda)\.conf$|^(?:dumptypes|tapetypes)(?:\.conf)?$/],
  ['amanda-disklist', /^disklist$/],
  ['amanda-debug', new RegExp(`^(?:${UNIQUE_PROGRAMS})(?:\\.\\d.*)?\\.debug$`)],
  ['amanda-debug', new RegExp(`^(?:${SHARED_PROGRAMS})\\.\\d{8}.*\\.debug$`)],
  ['amanda-amdump', /^(?:amdump|amflush)\.\d.*$/],
  ['amanda-log', /^log\.\d{8}(?:\d{6})?\.\d+$/],
  ['amanda-report', /^am(?:report|check)[^/]*\.txt$|\.am(?:report|check)$/],
];

function claimedBy(fileName: string): AmandaLanguage | undefined {
  const base = fileName.slice(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
  return CLAIMED.find(([, pattern]) => pattern.test(base))?.[0];
}

function isBinary(lines: readonly string[]): boolean {
  // A log may hold a few NUL bytes after a crash; a binary file holds them among its very first bytes.
  return /[\0\u0001-\u0006]/.test((lines[0] ?? '').slice(0, 512));
}

/**
 * Whether the lines can be a disklist: a host, a disk and a dumptype or an inline block. Half-typed lines are
 * forgiven as long as one line in two has the shape of a DLE.
 */
function isDisklist(lines: readonly string[]): boolean {
  if (/^(?:#!|<[?!a-zA-Z]|[{[]|%PDF|\x7fELF)/.test(lines[0] ?? '')) return false;
  let depth = 0;
  let judged = 0;
  let good = 0;
  let begun = 0;
  for (const line of lines) {
    const bare = line.replace(/"(?:[^"\\]|\\.)*"/g, '"').replace(/#.*/, '');
    const outside = depth === 0;
    for (const c of bare) depth = Math.max(0, depth + (c === '{' ? 1 : c === '}' ? -1 : 0));
    const words = bare.trim().split(/\s+/);
    if (!outside || words[0] === '' || words[0]?.startsWith('}')) continue;
    judged++;
    const host = /^[^/\\,;:=()<>[\]'&|]+$/.test(words[0] ?? '') || words[0]?.includes('::') === true;
    // A dumptype, or the beginning of an inline block, stands behind the disk or behind the device.
    const dumptype = words.slice(2, 4).some((word) => /^(?:["A-Za-z][\w.+-]*\{?|\{)$/.test(word));
    if (words[0] === 'includefile' || (host && dumptype && words.length <= 6)) good++;
    else if (host && words.length < 3) begun++;
  }
  return judged === 0 || good * 2 >= judged || (judged === 1 && begun === 1);
}

/**
 * The language of a document.
 * @param fileName path or base name; only the last component is read
 * @param firstLines the document's first lines without line ends, {@link DETECTION_LINES} are enough
 * @returns one of our languages when the content (or a name only we use) says so; `plaintext` when package.json
 *   gives the name to us but the content is another program's; undefined when the document is none of our business
 */
export function detectLanguage(
  fileName: string,
  firstLines: readonly string[],
): AmandaLanguage | 'plaintext' | undefined {
  const claimed = claimedBy(fileName);
  // Settings of changer scripts lie in /etc/amanda too, but have a syntax of their own.
  if (/[\\/]etc[\\/]amanda[\\/](?:.*[\\/])?chg-[^\\/]*\.conf$/.test(fileName)) return 'plaintext';
  const some = (pattern: RegExp): boolean => firstLines.some((line) => pattern.test(line));
  if (isBinary(firstLines)) return claimed === undefined ? undefined : 'plaintext';
  if (claimed === 'amanda-conf') return claimed;
  if (claimed === 'amanda-disklist') return isDisklist(firstLines) ? claimed : 'plaintext';

  const first = firstLines.find((line) => line.trim() !== '') ?? '';
  if (AMDUMP_FIRST_LINE.test(first)) return 'amanda-amdump';
  if (DEBUG_LINE.test(first) || (fileName.endsWith('.debug') && some(DEBUG_LINE))) return 'amanda-debug';
  if (LOG_LINE.test(first)) return 'amanda-log';
  if (some(REPORT_LINE)) return 'amanda-report';
  if (claimed === undefined) {
    const statement = firstLines.find((line) => !/^\s*(?:#.*)?$/.test(line)) ?? '';
    return DEFINE_LINE.test(statement) ? 'amanda-conf' : undefined;
  }
  if (first === '') return claimed;
  // A log whose beginning is lost or torn is still ours when any of its first lines is.
  const ours =
    claimed === 'amanda-debug'
      ? some(DEBUG_LINE) || some(DEBUG_LINE_OF_NAMED_FILE)
      : claimed === 'amanda-amdump'
        ? some(AMDUMP_LINE)
        : claimed === 'amanda-log' && some(LOG_LINE);
  return ours ? claimed : 'plaintext';
}

/** The first-line patterns of package.json, kept equal to these by a test. */
export const FIRST_LINE: Partial<Record<AmandaLanguage, string>> = {
  'amanda-debug': DEBUG_LINE.source,
  'amanda-amdump': AMDUMP_FIRST_LINE.source,
  'amanda-log': LOG_LINE.source,
  'amanda-report': REPORT_FIRST_LINE.source,
};
