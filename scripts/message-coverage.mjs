// How much of what Amanda's sources write about failures the catalogue explains: `node scripts/message-coverage.mjs
// [GITDIR [--list] [TAG…]]`. GITDIR is a git directory of Amanda's sources with their tags; `--list` names what nobody
// explains. Without tags the releases below are counted and docs/MESSAGES.md is written; without GITDIR that page is
// written anew from the rows, with the figures that it has. Not part of `npm test`: it needs the sources.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import {
  codesOf,
  messagesOfC,
  messagesOfPerl,
  sampleOf,
  templatesOfMessages,
} from './lib/amanda-messages.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [gitDir, ...rest] = process.argv.slice(2);
const list = rest.includes('--list');
const asked = rest.filter((one) => one !== '--list');

/** The releases that are counted: the last of each series whose sources are public. */
const RELEASES = {
  '2.5.2': 'subtag-2.5.2.rel-p1',
  '2.6.1': 'subtag-2.6.1.rel-p2',
  3.1: 'subtag-3.1.5.rel',
  3.2: 'subtag-3.2.2.rel',
  3.3: 'subtag-community-3.3.9',
  3.4: 'subtag-community-3.4.5',
  3.5: 'tag-community-3.5.1',
  3.6: 'tag-core-3.6.rel',
};

/** Which sources write in the name of which program. */
const PROGRAMS = [
  ['planner', /^server-src\/planner\.c$/],
  ['driver', /^server-src\/driver(?:io)?\.c$/],
  ['dumper', /^server-src\/dumper\.c$/],
  [
    'chunker',
    /^(?:server-src\/(?:chunker\.(?:c|pl)|xfer-dest-holding\.c|holding\.c)|perl\/Amanda\/Chunker\/.*)$/,
  ],
  [
    'taper',
    /^(?:server-src\/(?:taper\.(?:c|pl)|taper-source\.c|taperscan\.c|changer\.c|xfer-source-holding\.c)|perl\/Amanda\/(?:Taper\/.*|Changer\.pm|Changer\/.*|Storage\.pm|ScanInventory\.pm|Interactivity.*)|tape-src\/(?:tapeio|output-.*)\.c|device-src\/(?!.*(?:test|tapetype))[^/]*\.c|xfer-src\/(?!xfer-test)[^/]*\.c)$/,
  ],
  ['sendsize', /^client-src\/(?:sendsize|calcsize|client_util|getfsent|amandates)\.c$/],
  ['sendbackup', /^client-src\/(?:sendbackup.*|runtar|rundump)\.c$/],
  [
    'application',
    /^(?:application-src\/(?!.*script|.*test)[^/]*\.(?:c|pl)|perl\/Amanda\/(?:Script_App|Application\/.*)\.pm)$/,
  ],
  ['selfcheck', /^client-src\/selfcheck\.c$/],
  ['amandad', /^amandad-src\/.*\.c$/],
  [
    'security',
    /^common-src\/(?:.*-security|security-util|security|protocol|packet|stream|dgram|security-file)\.c$/,
  ],
  ['amcheck', /^server-src\/amcheck\.c$/],
  ['amflush', /^(?:server-src\/amflush\.(?:c|pl)|perl\/Amanda\/Amflush\.pm)$/],
  ['amdump', /^(?:server-src\/(?:amdump|amcleanup)\.pl|perl\/Amanda\/(?:Amdump|Cleanup)\.pm)$/],
  ['amvault', /^(?:server-src\/amvault\.pl|perl\/Amanda\/Vault\.pm)$/],
  ['amreport', /^(?:server-src\/(?:reporter\.c|amreport\.pl)|perl\/Amanda\/Report.*\.pm)$/],
];

const git = (...args) =>
  execFileSync('git', [`--git-dir=${gitDir}`, ...args], { encoding: 'latin1', maxBuffer: 1 << 28 });

const { outputFiles } = await build({
  stdin: {
    contents: `export { explain } from './server/src/nights/causes/explain';
export { causeRows } from './server/src/nights/causes/rows';
export { causeChecks } from './server/src/nights/causes/ids';`,
    resolveDir: root,
    loader: 'ts',
  },
  bundle: true,
  format: 'esm',
  platform: 'neutral',
  write: false,
});
const code = Buffer.from(outputFiles[0].contents).toString('base64');
const { explain, causeRows, causeChecks } = await import(`data:text/javascript;base64,${code}`);

/** What no administrator ever reads: usage texts, assertions, names of places, texts that are all variable. */
const NOT_A_MESSAGE = [
  /^(?:%[sdcu]|%\{[\w:]+\}|%lld|%zu|%ju|%f|%08x|KB|sec|kb|kps|fm|ERROR|WARNING|FAIL|error|warning|sendbackup|sendabckup|stdout|stderr|\W|\d)*$/,
  /^(?:usage|USAGE|Usage)/,
  /pid %|pid-done|^\w+ pid \$|^The (?:inventory|report|log|amdump|trace|timestamp)|version %s$/,
  // Programming errors of callers and options of a command line.
  /^(?:must pass scalar|error: (?:bad argument to opt|no file handle|malformed columnspec)|cannot mix long|nothing to report|you may specify at most one -%|Invalid field name|type eq|No name for|Do not call the|no (?:callback|res_cb|info(?:_cb)?) supplied|undefined \$|already called|%s is not an Error object|make_combined_error|don't know how to validate|label_to_slot|make_new_\w+: no|Invalid SCAN_|unimplemented|Unimplemented|amcleanup: Can't use|BAD DATE|dp == NULL|current_tape ==)/i,
  // What is a success or a state and no failure.
  /^(?:Running a|Reading|Setting|Writing label|Checking label|All labels|Update completed|Recording|Created|Changer is reset|Drive '?%s'? (?:ejected|cleaned|is device|looks)|marking tape|tape '%s' already|Erased|Rewrote|Removed label|Set datestamp|Discarding|scanning all|load result|Bucket created|Total Size|Using latest|Wrote|one run|property "|slot %|Log file is for|Not writing|no message for|No message for)/,
  // Headings and notes of a report or a trace.
  /^(?:FAIL(?:URE|ED) (?:AND STRANGE )?DUMP|reading from source volume|%s exists, renaming it|validate|\{wr: writers|unless \(|\|\| %s eq|" \. \$status|%s on device '%s'|%sread label `|dumps (?:way )?too big,$|dump estimate \($|While releasing reservation)/,
  // Fragments that a longer text is put together from.
  /^(?:notfound|driveinuse|volinuse|device|invalid|unknown|empty|notimpl|check|taper|ERROR|EOF|NaN|from %s|while releasing.*|%s \(ignored\)|unknown error| : |one of %s|\(unknown\)|,.*|in changer and type.*|Insert .*|slot %s: |%s - |CHECK CONDITION: |sense key.*|fork %s.*|-o%s|%s.*errout|%s-smbclient|%s\/.*|\$\w+|mountpoint %s|directory %s|dir %s|snapshot %s|disk %s|.*log\.error.*)$/,
];

function messagesOf(tag) {
  const files = git('ls-tree', '-r', '--name-only', tag).split('\n');
  const templates = files.includes('common-src/ammessage.c')
    ? templatesOfMessages(git('show', `${tag}:common-src/ammessage.c`))
    : new Map();
  const found = new Map();
  for (const file of files) {
    const program = PROGRAMS.find(([, paths]) => paths.test(file))?.[0];
    if (!program || !/\.(?:c|pl|pm)$/.test(file)) continue;
    const source = git('show', `${tag}:${file}`);
    const messages = file.endsWith('.c') ? messagesOfC(source) : messagesOfPerl(source);
    for (const { code: number, line } of codesOf(source))
      if (templates.has(number)) messages.push({ format: templates.get(number), line, sink: number });
    const seen = found.get(program) ?? new Map();
    found.set(program, seen);
    for (const { format, line } of messages) {
      // `FAIL planner HOST DISK DATE LEVEL [TEXT]`: whoever reads the log hands over the text alone.
      const text = format.trim().replace(/^(?:%[sd] |\d+ )+(?=\[)/, '');
      if (NOT_A_MESSAGE.some((one) => one.test(text)) || seen.has(text)) continue;
      seen.set(text, `${file}:${line}`);
    }
  }
  return found;
}

const pagePath = join(root, 'docs', 'MESSAGES.md');
const releases =
  gitDir === undefined
    ? []
    : asked.length > 0
      ? asked.map((tag) => [tag, tag])
      : Object.entries(RELEASES).sort();
const counts = new Map();
const hits = new Map(causeRows.map((row) => [row.key, new Set()]));
for (const [release, tag] of releases) {
  const perProgram = new Map();
  counts.set(release, perProgram);
  for (const [program, messages] of messagesOf(tag)) {
    let explained = 0;
    for (const [format, place] of messages) {
      const match = explain(program, sampleOf(format));
      if (match) {
        explained += 1;
        hits.get(match.row.key)?.add(release);
      } else if (list) console.log(`${release} ${program} ${place}  ${JSON.stringify(format)}`);
    }
    perProgram.set(program, [explained, messages.size]);
  }
  const [explained, all] = sum(perProgram);
  console.log(`${release}: ${explained} of ${all} (${percent(explained, all)})`);
  for (const [program, [some, of]] of perProgram)
    console.log(`  ${program} ${some} of ${of} (${percent(some, of)})`);
}

for (const row of causeRows) {
  const seen = releases.map(([release]) => release).filter((release) => hits.get(row.key)?.has(release));
  if (list && asked.length === 0) {
    const said = `${row.since}–${row.until ?? ''}`;
    console.log(`row ${row.key}: says ${said}, found in ${seen.join(' ') || 'none'}`);
  }
}

if (asked.length === 0) writeFileSync(pagePath, page());

function sum(perProgram) {
  let explained = 0;
  let all = 0;
  for (const [some, of] of perProgram.values()) {
    explained += some;
    all += of;
  }
  return [explained, all];
}

function percent(some, of) {
  return of === 0 ? '–' : `${Math.floor((100 * some) / of)} %`;
}

/** The table of figures: counted now, or as it was counted last. */
function figures() {
  if (gitDir === undefined)
    return /^\| program [\s\S]*?\n(?=\n)/m.exec(readFileSync(pagePath, 'utf8'))?.[0].trim() ?? '';
  const names = releases.map(([release]) => release);
  const programs = PROGRAMS.map(([program]) => program).filter((one, i, all) => all.indexOf(one) === i);
  return [
    `| program | ${names.join(' | ')} |`,
    `| --- |${names.map(() => ' ---: |').join('')}`,
    ...programs.map(
      (program) =>
        `| ${program} | ${names
          .map((name) => {
            const [some, of] = counts.get(name).get(program) ?? [0, 0];
            return of === 0 ? '–' : `${some} of ${of}`;
          })
          .join(' | ')} |`,
    ),
    `| **all** | ${names
      .map((name) => {
        const [some, of] = sum(counts.get(name));
        return `**${percent(some, of)}** (${some} of ${of})`;
      })
      .join(' | ')} |`,
  ].join('\n');
}

function page() {
  const cell = (text) => text.replace(/\|/g, '\\|').replace(/\s+/g, ' ');
  const parts = causeChecks.map(({ id, title }) => {
    const rows = causeRows.filter(({ cause }) => cause === id);
    if (rows.length === 0) return '';
    return [
      `### \`${id}\`: ${title}`,
      '',
      '| text | written by | weight | releases |',
      '| --- | --- | --- | --- |',
      ...rows.map(
        (row) =>
          `| \`${cell(row.examples[0]).replace(/`/g, "'")}\` | ${row.writers.join(', ')} | ${row.weight} | ${row.since} to ${row.until ?? '3.6'} |`,
      ),
      '',
    ].join('\n');
  });
  return `# Messages of Amanda

Made by \`node scripts/message-coverage.mjs\` from the catalogue of failure texts (server/src/nights/causes):
${causeRows.length} rows, ${causeChecks.length} causes. A row stands for a text or a family of texts; the first example of each is shown.

## How much of Amanda's sources is explained

The strings with which the programs report failures, counted in the sources of the last public release of each series
(2.4 is not public as a repository). Usage texts, programming errors and fragments that are put together into longer
texts are not counted, nor what only the tools for labels print (Label.pm); the script says which. A text counts as
explained when a row fits it; that the row is the right one is for the tests and for whoever reads the list.

${figures()}

## Texts by cause

${parts.filter((part) => part !== '').join('\n')}`;
}
