import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { resolveConfig } from '../../server/src/model/config';
import { resolveDisklist } from '../../server/src/model/disklist';
import type { Problem } from '../../server/src/model/types';
import { TreeCache } from '../../server/src/syntax/trees';
import { resolveUri } from '../../server/src/text/uri';
import { MemoryFiles } from '../../server/src/workspace/memory';
import { confLines, disklistLines } from '../support/amanda-lines';

/** The recorded verdicts of five releases (test/fixtures/verdicts/README.md) against ours. */

const REFUSALS = /^(syntax|value|reference|disklist)\//;
const RELEASES = ['3.4', '3.3', '3.1', '2.6.1', '2.5.2'];
const FOLDER = 'file:///verdicts';

interface Case {
  readonly id: string;
  readonly files: Readonly<Record<string, string>>;
  /** By release: `ok`, `crash`, or `FILE:LINE: TEXT`. */
  readonly verdicts: Readonly<Record<string, string>>;
}

/** Where we differ on purpose: the case, the release, and why. */
const KNOWN: Readonly<Record<string, string>> = {
  'kw-client-application 3.1':
    'The segfault of 3.1.5 depends on what lies in memory: it frees a number that it takes for a text (client_var stores an application over an unrelated value).',
  'dl-mut-38 2.5.2':
    'The first line is an error that 2.5.2 prints and ignores; the refusal that stops it stands two lines below.',
  'hand-no-tapetype 2.5.2': 'Amanda says line 0; the finding stands on the first line.',
};

interface Raw {
  readonly id: string;
  readonly conf: readonly [base: number, head: number, tail: number, middle: readonly string[]];
  readonly disklist?: string;
  readonly client?: string;
  readonly verdicts: Readonly<Record<string, readonly string[]>>;
}

function cases(): readonly Case[] {
  const path = new URL('../fixtures/verdicts/cases.jsonl', import.meta.url);
  const [first = '', ...rest] = readFileSync(path, 'utf8').trimEnd().split('\n');
  const common = JSON.parse(first) as { bases: string[][]; disklist: string };
  return rest.map((line) => {
    const raw = JSON.parse(line) as Raw;
    const [number, head, tail, middle] = raw.conf;
    const base = common.bases[number] ?? [];
    const conf = [...base.slice(0, head), ...middle, ...(tail === 0 ? [] : base.slice(-tail))].join('\n');
    return {
      id: raw.id,
      files: {
        'amanda.conf': conf,
        disklist: raw.disklist ?? common.disklist,
        ...(raw.client === undefined ? {} : { 'amanda-client.conf': raw.client }),
      },
      verdicts: Object.fromEntries(
        Object.entries(raw.verdicts).flatMap(([verdict, releases]) =>
          releases.map((release) => [release, verdict] as const),
        ),
      ),
    };
  });
}

function refusals(files: Case['files'], version: string): readonly Problem[] {
  const memory = new MemoryFiles(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [`${FOLDER}/${name}`, text])),
  );
  const client = 'amanda-client.conf' in files;
  const root = `${FOLDER}/${client ? 'amanda-client.conf' : 'amanda.conf'}`;
  const { source } = memory;
  const trees = new TreeCache();
  const config = resolveConfig({ folder: FOLDER, root, client, source, trees, version });
  const refused = (problems: readonly Problem[]) => problems.filter((problem) => REFUSALS.test(problem.id));
  if (client || refused(config.problems).length > 0) return refused(config.problems);
  const diskfile = config.global.get('diskfile')?.value;
  const name = diskfile?.t === 'string' ? diskfile.s : 'disklist';
  return refused(resolveDisklist(config, { root: resolveUri(FOLDER, name), source, trees }).problems);
}

/** The line that Amanda counts for the place of a problem. */
function lineOf(files: Case['files'], problem: Problem): string {
  const name = problem.place.uri.slice(FOLDER.length + 1);
  const text = files[name] ?? '';
  const counted = name === 'disklist' ? disklistLines(text) : confLines(text);
  return `${name}:${String(counted(problem.place.span.start))}`;
}

/** What differs from the recorded verdict; undefined when nothing does. */
function difference({ files, verdicts }: Case, release: string): string | undefined {
  const verdict = verdicts[release] ?? '';
  const ours = refusals(files, release);
  if (verdict === 'ok') return ours.length === 0 ? undefined : `accepted, but ${ours[0]?.id ?? ''}`;
  if (ours.length === 0) return `${verdict}, but accepted`;
  const place = /^([^:]+:\d+):/.exec(verdict)?.[1];
  if (place === undefined || ours.some((problem) => lineOf(files, problem) === place)) return undefined;
  return `${verdict}, but ${ours.map((p) => `${lineOf(files, p)} ${p.id}`).join(', ')}`;
}

describe('the verdicts of the releases', () => {
  const all = cases();

  test.each(RELEASES)('%s: what is accepted, and the first line that is not', (release) => {
    expect(all.length).toBeGreaterThan(380);
    const wrong = all.flatMap((each) => {
      const found = KNOWN[`${each.id} ${release}`] ? undefined : difference(each, release);
      return found === undefined ? [] : [`${each.id}: ${found}`];
    });
    expect(wrong).toEqual([]);
  });

  test('the known differences are still there', () => {
    for (const known of Object.keys(KNOWN)) {
      const [id = '', release = ''] = known.split(' ');
      const one = all.find((each) => each.id === id);
      expect(one && difference(one, release), known).toBeDefined();
    }
  });
});
