import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { differences, expand, type View } from '../../scripts/nights/judge.mjs';
import { detectLog } from '../../server/src/logs/detect';
import { parseLog } from '../../server/src/logs/parse';
import { isFailure, newestOf, nightsOf } from '../../server/src/nights/night';
import { snapshotOf } from '../support/snapshot';

// What became of each DLE in nights that the real Amanda played with faults, and why: what the model says of their logs
// against the truth, which was written from the fault before anybody read the logs (scripts/nights).
const root = join(import.meta.dirname, '../fixtures/nights');
const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');

function logsBelow(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => logsBelow(join(path, name)));
}

function judged(kind: string, view: View) {
  const { disklist } = snapshotOf({
    'amanda.conf': read(kind, 'amanda.conf'),
    disklist: read(kind, 'disklist'),
  });
  const known = disklist.hosts.map(({ name, dles }) => ({ name, disks: dles.map(({ disk }) => disk) }));
  const folder = join(root, kind);
  const files = view.paths
    .flatMap((path) => expand(folder, path))
    .flatMap((path) => logsBelow(join(folder, path)));
  const facts = files.flatMap((file) => {
    const text = readFileSync(file, 'latin1');
    const type = detectLog(file, text);
    return type ? [parseLog(`file:///nights/${relative(root, file)}`, type, text)] : [];
  });
  return nightsOf(facts, known);
}

const kinds = readdirSync(root).filter((name) => statSync(join(root, name)).isDirectory());

describe.each(kinds)('%s', (kind) => {
  const { views } = JSON.parse(read(kind, 'truth.json')) as { views: Record<string, View> };

  it.each(Object.keys(views))(`${kind} [%s]`, (name) => {
    const view = views[name];
    if (!view) throw new Error(name);
    const nights = judged(kind, view);
    const shown = nights.map(({ program, state, hosts, notes }) => ({
      program,
      state,
      hosts: hosts.map(({ host, dles }) => ({
        host,
        dles: dles.map((dle) => ({ disk: dle.disk, outcome: dle.outcome, cause: dle.cause ?? null })),
      })),
      notes: notes.map(({ cause }) => ({ cause: cause ?? null })),
    }));
    const problems = view.nights.flatMap((truth, i) => differences(truth, shown[i]));
    expect(problems).toEqual([]);
    expect(nights.length).toBeGreaterThanOrEqual(view.nights.length);
    // No place, no verdict.
    for (const { hosts } of nights)
      for (const { dles } of hosts)
        for (const { evidence, disk } of dles)
          expect(evidence, `the evidence for ${disk}`).not.toHaveLength(0);
  });
});

describe('the newest night decides', () => {
  it('forgets the first night that failed, once the second was perfect', () => {
    const all = judged('two-nights-mended', { paths: ['server', 'client'], nights: [] });
    const failed = (nights: typeof all) =>
      nights.flatMap(({ hosts }) => hosts.flatMap(({ dles }) => dles)).filter(isFailure);
    expect(failed(all)).not.toHaveLength(0);
    expect(failed([...newestOf(all)])).toEqual([]);
  });
});
