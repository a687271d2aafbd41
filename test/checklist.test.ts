import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allChecks } from '../server/src/checks/registry';
import { runChecks } from '../server/src/checks/run';
import { planHost } from '../server/src/estimate/hostplan';
import { replyBytes } from '../server/src/estimate/reply';
import { checklist } from '../server/src/features/results-missing/checklist';
import { detectLog } from '../server/src/logs/detect';
import { observe } from '../server/src/logs/observe';
import { parseLog } from '../server/src/logs/parse';
import type { Snapshot } from '../server/src/model/snapshot';
import { applyFix, findingsOf } from './support/check';
import { snapshotOf } from './support/snapshot';

const root = dirname(import.meta.dirname);
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const page = read('docs/CHECKLIST.md');

function sources(folder: string): string {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => read(`${folder}/${name}`))
    .join('\n');
}

/** Line breaks of the page and of source are blanks. */
const flat = (text: string) => text.replace(/\s+/g, ' ');

describe('docs/CHECKLIST.md', () => {
  it('names a feature and a test for every statement', () => {
    const rows = page
      .split('\n')
      .filter((line) => line.startsWith('|') && !/^\| *(-+|The article)/.test(line));
    expect(rows.length).toBeGreaterThan(40);
    for (const row of rows) {
      const [said, carried, shown] = row
        .split('|')
        .slice(1)
        .map((cell) => cell.trim());
      expect(said, row).not.toBe('');
      expect(carried, row).not.toBe('');
      expect(shown, row).toMatch(/`test\/\S+\.test\.ts`\]\(\S+\): ".+"/);
    }
  });

  it('names tests that exist', () => {
    const named = [...page.matchAll(/`(test\/\S+\.test\.ts)`\]\(\S+\): "(.+?)"(?=;| +\|)/g)];
    expect(named.length).toBeGreaterThan(60);
    for (const [, file = '', name = ''] of named) {
      const text = flat(read(file)).replaceAll("\\'", "'");
      expect(text.includes(name), `${file}: ${name}`).toBe(true);
    }
  });

  it('names nights that are recorded, with the truth about them', () => {
    const named = [...page.matchAll(/\[`([\w.-]+)`\]\(\.\.\/test\/fixtures\/nights\/([^)]+)\)/g)];
    expect(named.length).toBeGreaterThan(30);
    for (const [, name = '', folder = ''] of named) {
      expect(folder).toBe(name);
      expect(existsSync(join(root, 'test/fixtures/nights', folder, 'truth.json')), name).toBe(true);
    }
  });

  it('leads to pages that exist', () => {
    for (const [, link = ''] of page.matchAll(/\]\(([^)]+)\)/g))
      expect(existsSync(join(root, 'docs', link)), link).toBe(true);
  });

  it('names checks that exist', () => {
    const ids = new Set(allChecks.map(({ id }) => id));
    const categories = new Set([...ids].map((id) => id.split('/')[0]));
    for (const [, id = ''] of page.matchAll(/`([a-z]+\/[a-z-]+)`/g)) {
      if (categories.has(id.split('/')[0])) expect(ids, id).toContain(id);
    }
  });

  it('names settings that exist', () => {
    const settings = read('package.json');
    for (const [, name = ''] of page.matchAll(/`(amanda\.[a-zA-Z.]+)`/g))
      if (name !== 'amanda.conf') expect(settings, name).toContain(`"${name}"`);
  });

  it('names titles as they are shown', () => {
    const shown = flat(
      sources('server/src') + sources('client/src') + read('package.nls.json').replaceAll('\\"', '"'),
    );
    for (const [, title = ''] of flat(page).matchAll(/“(.+?)”/g))
      expect(shown.includes(title), title).toBe(true);
  });
});

const conf = (auth = 'bsd') =>
  `etimeout 300\ndefine dumptype d {\n    program "GNUTAR"\n    auth "${auth}"\n    compress client fast\n    index yes\n}\n`;

function withLogs(snapshot: Snapshot, logs: Readonly<Record<string, string>>): Snapshot {
  const facts = Object.entries(logs).map(([uri, text]) =>
    parseLog(uri, detectLog(uri, text) ?? 'debug', text),
  );
  const known = snapshot.disklist.hosts.map(({ name, dles }) => ({
    name,
    disks: dles.map(({ disk }) => disk),
  }));
  return { ...snapshot, observations: observe(facts, known) };
}

const step = (snapshot: Snapshot, host: string, id: string) =>
  checklist(snapshot, host, runChecks(snapshot))?.steps.find((one) => one.id === id);

const old = (program: string) => ({
  [`file:///logs/${program}.20051206000412.debug`]: read(
    `samples/logs/myclient.example.com/${program}.20051206000412.debug`,
  ),
});

describe('statements of the article', () => {
  const host = 'myclient.example.com';
  const disklist = ['/space', '/var', '/boot', '/'].map((disk) => `${host} ${disk} d\n`).join('');

  it('reads the excerpts of the article as the article does', () => {
    const logs = { ...old('sendsize'), ...old('amandad') };
    const snapshot = withLogs(snapshotOf({ 'amanda.conf': conf(), disklist }), logs);
    const times = snapshot.observations.hosts.get(host)?.estimates.map((e) => [e.disk, e.level, e.seconds]);
    expect(times).toEqual([
      ['/space', 0, 0.653],
      ['/space', 1, 0.007],
      ['/', 0, 217.741],
      ['/', 1, 25.902],
      ['/boot', 0, 0.044],
      ['/boot', 1, 0.007],
      ['/var', 0, 11.492],
      ['/var', 2, 1.037],
    ]);
    const time = step(snapshot, host, 'estimate-time');
    expect(time?.state).toBe('passed');
    expect(time?.why).toContain('The estimates took 257 s of');
    expect(planHost(snapshot, snapshot.disklist.hosts[0] as never).lowerBound).toBe(4 * 300);
  });

  it('never says less than a reply that a real client sent', () => {
    const snapshot = withLogs(snapshotOf({ 'amanda.conf': conf(), disklist }), old('amandad'));
    const reply = snapshot.observations.hosts.get(host)?.reply;
    const plan = planHost(snapshot, snapshot.disklist.hosts[0] as never);
    expect(reply?.hasHeader).toBe(true);
    expect(replyBytes(plan, 'worst')).toBeGreaterThanOrEqual(reply?.bytes ?? Infinity);
    const evidence = step(snapshot, host, 'request-size')?.evidence.map(({ text }) => text);
    expect(evidence).toContain(`The reply in the log has ${String(reply?.bytes)} bytes`);
  });

  it('offers a network trace where the request travels in fragments', () => {
    const many = Array.from({ length: 20 }, (_, i) => `h /srv/${String(i)} d\n`).join('');
    const { state, remedies } =
      step(snapshotOf({ 'amanda.conf': conf(), disklist: many }), 'h', 'fragments') ?? {};
    expect(state).toBe('unknown');
    expect(remedies?.map(({ title }) => title)).toContain('Copy the tcpdump command');
  });

  it('finds a DLE that is dumped twice, and leaves it out', () => {
    const files = { 'amanda.conf': conf('bsdtcp'), disklist: 'h /home d\nh /home/big d\n' };
    const { found, snapshot } = findingsOf('disklist/nested-dle', files);
    expect(found).toHaveLength(1);
    const fix = found[0]?.finding
      .fixes?.()
      .find(({ title }) => title.startsWith('Exclude ./big from the DLE /home'));
    const after = applyFix(snapshot, files, fix?.edits ?? []);
    expect(after['disklist']).toContain('exclude');
    expect(findingsOf('disklist/nested-dle', after).found).toEqual([]);
  });
});
