// Makes fixtures of nights: of all logs of a run those that a verdict needs, so that the folder stays small.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expand } from './judge.mjs';

export const FIXTURES = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  '../../test/fixtures/nights',
);
/** Debug logs that are kept when the kind does not say otherwise; amandad's only where it is asked for estimates. */
const SERVER = [];
const CLIENT = ['amandad', 'sendsize'];
/** Longer ones are left out, in bytes. */
const LONGEST = 200 * 1024;

/** @param kind.record `{ server: [programs], client: [programs], services: [those of amandad] }` */
export function record(kind, logs, views) {
  const to = path.join(FIXTURES, kind.name);
  fs.rmSync(to, { recursive: true, force: true });
  const { server = SERVER, client = CLIENT, services = ['sendsize'] } = kind.record ?? {};
  const keep = (file) => {
    const name = path.relative(logs, file);
    if (!name.endsWith('.debug')) return true;
    const program = path.basename(name).split('.')[0];
    if (!(name.startsWith('server') ? server : client).includes(program)) return false;
    if (fs.statSync(file).size > LONGEST) return false;
    const text = fs.readFileSync(file, 'utf8');
    // Most dumpers of a night have nothing to do.
    if (program === 'dumper') return text.includes('sendbackup');
    if (program !== 'amandad') return true;
    return services.some((service) => text.includes(`SERVICE ${service}`));
  };
  fs.cpSync(logs, to, { recursive: true, filter: (from) => fs.statSync(from).isDirectory() || keep(from) });
  for (const dir of ['client', 'server']) prune(path.join(to, dir));
  writeTruth(kind, views);
}

/** Writes truth.json of a kind beside its recorded logs. */
export function writeTruth(kind, views) {
  const to = path.join(FIXTURES, kind.name);
  const named = Object.entries(views).map(([view, { paths, nights }]) => [
    view,
    { paths: paths.flatMap((p) => (p.includes('*') ? expand(to, p) : [p])), nights },
  ]);
  const truth = { kind: kind.name, about: kind.about, views: Object.fromEntries(named) };
  fs.writeFileSync(path.join(to, 'truth.json'), JSON.stringify(truth, null, 2) + '\n');
}

/** Takes empty folders away. */
function prune(dir) {
  if (!fs.existsSync(dir)) return;
  for (const entry of fs.readdirSync(dir, { withFileTypes: true }))
    if (entry.isDirectory()) prune(path.join(dir, entry.name));
  if (fs.readdirSync(dir).length === 0) fs.rmdirSync(dir);
}

/** All fixtures: what they say of themselves, and where their logs are. */
export function recordings() {
  return fs
    .readdirSync(FIXTURES)
    .map((name) => path.join(FIXTURES, name))
    .filter((logs) => fs.existsSync(path.join(logs, 'truth.json')))
    .map((logs) => {
      const { kind, about, views } = JSON.parse(fs.readFileSync(path.join(logs, 'truth.json'), 'utf8'));
      return { name: kind, about, views, logs };
    });
}

/** The table of all fixtures, from what they say of themselves. */
export function writeReadme() {
  const rows = recordings();
  const table = (of) =>
    of.map(({ name, about }) => `| \`${name}\` | ${about.replaceAll('|', '\\|')} |`).join('\n');
  const old = rows.filter(({ name }) => name.startsWith('old-'));
  fs.writeFileSync(
    path.join(FIXTURES, 'README.md'),
    `# Nights

Each folder is a night: the logs of a run with a fault, and \`truth.json\`, which says what became of each DLE and why.
The truth is written from the fault (scripts/nights/kinds), not from what a program says about the logs.

- \`server/\`: log.DATE.N, amdump.N, the text of amreport (\`report.txt\`, of a second run \`report.2.txt\`), what amcheck
  and others printed, debug logs that say something
- \`client/HOST/\`: debug logs of that client
- \`amanda.conf\`, \`disklist\`
- \`truth.json\`: \`views\` by name, each with the \`paths\` that are at hand and the \`nights\` that must be found in them,
  newest first: \`program\`, \`state\` (any of), \`dles\` by "HOST DISK" with \`outcome\` (any of) and \`cause\` (any of; null is
  none), and \`notes\`, the causes that must be named beside the DLEs. Where only a part of the logs is at hand, what they
  do not tell is \`pending\` without a cause.

## 3.5: recorded

Written by the real Amanda 3.5.1 (Debian 1:3.5.1-11+deb12u2), played by \`npm run nights -- --record\` as root: all, or the
kinds that are named. Host names and addresses are made up (\`example.com\`, 192.0.2.0/24), the rest is as Amanda wrote it.
Without \`--record\` the same nights are played and what \`amanda-lint night\` says about them is compared with the truth.

| folder | what happens |
| --- | --- |
${table(rows.filter(({ name }) => !name.startsWith('old-')))}

## 2.4 to 3.4: written after the sources

Programs of these releases cannot be run here. \`node scripts/nights/old-formats.mjs\` writes their logs with the format
strings of the sources; it names file and function for each. 2.4 is by analogy, its texts are those of public reports.

| folder | what happens |
| --- | --- |
${table(old)}
`,
  );
}
